import {describe, expect, test} from 'vitest';
import {isLong, parseJournal, record} from '../../../src/persistence/journal.js';
import type {Entry, Journal} from '../../../src/persistence/journal.js';
import {MAX_DOCUMENT_BYTES, MAX_JOURNAL} from '../../../src/parsing/limits.js';
import {beat, native, TEN, whole} from '../model.js';

const entry = (event: string, text = '{}', at = TEN, clockOffset = 0): Entry => ({
  event,
  text,
  at,
  clockOffset,
});
/** What may be an entry, with one part of it replaced. */
const broken = (fields: object) => [{...entry(''), ...fields}];
const upsert = {type: 'status', revision: native(2), summary: undefined} as const;

describe('a journal', () => {
  test('is too long by its entries, or by what they say after the whole document', () => {
    const large = 'x'.repeat(MAX_DOCUMENT_BYTES / 2);
    const first = entry('snapshot', large + large);
    expect(isLong([first, entry('status', large), entry('status', large)])).toBe(false);
    expect(isLong([first, entry('status', large), entry('status', `${large}x`)])).toBe(true);
    expect(isLong(Array.from({length: MAX_JOURNAL}, () => entry('status')))).toBe(false);
    expect(isLong(Array.from({length: MAX_JOURNAL + 1}, () => entry('status')))).toBe(true);
  });

  test('begins with a whole document, without which the rest says nothing', () => {
    expect(record([], entry('beat'), beat(native(1)))).toEqual([]);
    expect(record([], entry('status'), upsert)).toEqual([]);
    expect(record([], entry(''), whole())).toEqual([entry('')]);
    expect(record([], entry('snapshot'), whole())).toEqual([entry('snapshot')]);
  });

  test('begins anew with each whole document', () => {
    const before = [entry('snapshot', 'one'), entry('status')];
    expect(record(before, entry('snapshot', 'two'), whole())).toEqual([entry('snapshot', 'two')]);
  });

  test('keeps changes in order, and of all beats the last', () => {
    let journal: Journal = [entry('snapshot')];
    for (let time = 0; time < 500; time++)
      journal = record(journal, entry('beat', `${time}`), beat(native(1)));
    journal = record(journal, entry('status', 'a'), upsert);
    journal = record(journal, entry('incident', 'b'), upsert);
    journal = record(journal, entry('beat', 'last'), beat(native(3)));
    expect(journal.map(({event, text}) => `${event} ${text}`)).toEqual([
      'snapshot {}',
      'status a',
      'incident b',
      'beat last',
    ]);
  });

  test('is not changed by what is recorded', () => {
    const before: Journal = Object.freeze([entry('snapshot'), entry('beat')]);
    record(before, entry('beat', 'new'), beat(native(1)));
    expect(before).toEqual([entry('snapshot'), entry('beat')]);
  });
});

describe('what may be a journal', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', '[{"event": "", "text": "{}", "at": 1, "clockOffset": 0}]'],
    ['an object', {length: 1, 0: entry('')}],
    ['an empty list', []],
    ['a list of anything', [null, undefined, 1, 'x', {}, [], [[]], () => 1, new Date(), NaN]],
    ['entries of an older version', [['', '{}', TEN, 0]]],
    ['entries without all their parts', [{}, {event: ''}, {event: '', text: '{}', at: TEN}]],
    ['a name that is none', broken({event: null})],
    ['a text that is none', broken({text: {}})],
    ['a document too large', broken({text: 'x'.repeat(MAX_DOCUMENT_BYTES + 1)})],
    ['a time from the future', broken({at: TEN + 1})],
    ['a time without end', broken({at: Infinity})],
    ['a time that is not a number', broken({at: NaN})],
    ['no time', broken({at: undefined})],
    ['a difference that is none', broken({clockOffset: '0'})],
    ['a difference without end', broken({clockOffset: Infinity})],
    ['a difference that is not a number', broken({clockOffset: NaN})],
  ])('of %s is empty', (_, value) => {
    expect(parseJournal(value, TEN)).toEqual([]);
  });

  // Comparisons make numbers of all of these.
  test.each<[string, unknown]>([
    ['null', null],
    ['a text', '5'],
    ['a list', []],
    ['a truth', true],
    ['a date', new Date(TEN)],
    ['a big one', 5n],
    ['before all time', -Infinity],
  ])('a time that is %s is no time', (_, at) => {
    expect(parseJournal(broken({at}), TEN)).toEqual([]);
  });

  test('keeps the good entries among the bad ones, and nothing else of them', () => {
    const good = entry('snapshot', 'text', TEN, -5_000);
    expect(parseJournal([null, {...good, more: {}}, ['x'], entry('beat')], TEN)).toEqual([
      good,
      entry('beat'),
    ]);
  });

  test('survives being written and read', () => {
    const journal = [entry('snapshot', '{"ünï": "✓"}'), entry('beat', '{}', TEN - 1, 0.5)];
    expect(parseJournal(JSON.parse(JSON.stringify(journal)), TEN)).toEqual(journal);
  });

  test('is read no further than the longest one that could be told', () => {
    const endless = Array.from({length: 5_000}, () => entry('status'));
    expect(parseJournal(endless, TEN)).toHaveLength(MAX_JOURNAL);
  });
});
