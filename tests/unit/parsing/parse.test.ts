import {describe, expect, test} from 'vitest';
import * as parse from '../../../src/parsing/parse.js';
import type {Problem} from '../../../src/model/types.js';

const {collector, parseList} = parse;

test('an object is neither an array nor null', () => {
  expect([{}, [], null, 'a', 1, undefined].map(parse.isObject)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(parse.toObject([])).toEqual({});
  expect(parse.toObjects([null, {}, 1, []])).toEqual([{}]);
  expect(parse.toObjects({length: 1, 0: {}})).toEqual([]);
});

test('ids are text: strings and finite numbers, without invisible characters', () => {
  expect(parse.parseId('inc-1')).toBe('inc-1');
  expect(parse.parseId(1571)).toBe('1571');
  expect(parse.parseId(0)).toBe('0');
  expect(parse.parseId(' a\u200b ')).toBe('a');
  expect(parse.parseId('__proto__')).toBe('__proto__');
  expect(parse.parseId('x'.repeat(256))).toHaveLength(256);
  for (const value of [
    '',
    ' ',
    '\u200b',
    'x'.repeat(257),
    NaN,
    Infinity,
    null,
    undefined,
    true,
    {},
    [],
  ]) {
    expect(parse.parseId(value)).toBeUndefined();
  }
});

test('numbers are pulled into bounds', () => {
  expect([5, 50, 500].map((value) => parse.clampNumber(value, [10, 100]))).toEqual([10, 50, 100]);
  for (const value of [NaN, Infinity, '50', null])
    expect(parse.clampNumber(value, [10, 100])).toBeUndefined();
});

test('a count is a whole number that JSON carried without loss', () => {
  expect([0, 42, 2 ** 53 - 1].map(parse.parseInteger)).toEqual([0, 42, 2 ** 53 - 1]);
  for (const value of [-1, 1.5, 2 ** 53, Infinity, '1', null])
    expect(parse.parseInteger(value)).toBeUndefined();
});

test('words are known or not, case and outer blanks aside', () => {
  const words = new Map([['identified', 1]]);
  expect(parse.parseWord(' Identified ', words)).toBe(1);
  for (const value of ['__proto__', 'constructor', 'identifie', 1, null, ['identified']]) {
    expect(parse.parseWord(value, words)).toBeUndefined();
  }
});

describe('a list', () => {
  const read = (value: unknown, max = 9) => {
    const problems: Problem[] = [];
    const items = parseList<{id: string; level?: unknown}>(value, {
      pointer: '/at/list',
      max,
      note: collector(problems),
      parseItem(item) {
        const id = parse.parseId(item.id);
        return id === undefined ? undefined : {id, level: item.level};
      },
    });
    return {
      ids: items.map(({id}) => id),
      items,
      problems: problems.map(({pointer}) => pointer),
      messages: problems.map(({message}) => message),
    };
  };

  test('keeps its order', () => {
    expect(read([{id: 'b'}, {id: 'a'}])).toMatchObject({ids: ['b', 'a'], problems: []});
  });

  test('may be absent', () => {
    expect(read(undefined)).toMatchObject({ids: [], problems: []});
  });

  test('loses what is no object, with a pointer to it', () => {
    expect(read([null, {id: 'a'}, 'x', [], 7])).toMatchObject({
      ids: ['a'],
      problems: ['/at/list/0', '/at/list/2', '/at/list/3', '/at/list/4'],
    });
  });

  test('keeps what repeats an id: the milder must not hide the worse', () => {
    const items = [
      {id: 'a', level: 1},
      {id: 'b', level: 0},
      {id: 'a', level: 2},
      {id: 'a', level: 1},
    ];
    expect(read(items)).toMatchObject({items, problems: []});
  });

  test('loses what its parser drops, which does not count towards the limit', () => {
    expect(read([{}, {id: 'a'}, {}, {id: 'b'}], 2)).toMatchObject({ids: ['a', 'b'], problems: []});
  });

  test('ends at its limit', () => {
    const result = read(
      Array.from({length: 10_000}, (_, id) => ({id})),
      3,
    );
    expect(result.ids).toEqual(['0', '1', '2']);
    expect(result.problems).toEqual(['/at/list/3']);
    expect(result.messages).toEqual([
      'The list has more than 3 items. This one and the rest are left out.',
    ]);
    expect(read([{id: 'a'}], 1).problems).toEqual([]);
  });
});

test('a broken document reports its first twenty problems only', () => {
  const problems: Problem[] = [];
  const note = collector(problems);
  for (let n = 0; n < 1000; n++) note(`/${n}`, 'is broken');
  expect(problems).toHaveLength(20);
  expect(problems[0]).toEqual({pointer: '/0', message: 'is broken'});
});
