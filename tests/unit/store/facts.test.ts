// The table of what is news: what a reader knew, what changed, and whether they have to be told.
import {describe, expect, test} from 'vitest';
import {isNews, settle} from '../../../src/store/facts.js';
import type {Facts} from '../../../src/store/facts.js';
import {selectNews} from '../../../src/store/news.js';
import type {Component, Incident, Maintenance, Phase, Update} from '../../../src/model/types.js';
import {after, component, hear, incident, maintenance, native, TEN, whole} from '../model.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LONG =
  'Card payments fail for about one customer in three. Nobody is charged twice. ' +
  'We are moving all payments to our second card provider, which takes about an hour.';

let updates = 0;
const says = (body: string, fields: Partial<Update> = {}): Update => ({
  id: `u${++updates}`,
  phase: 'identified',
  body,
  blocks: undefined,
  at: TEN,
  news: true,
  ...fields,
});
const said = (...list: readonly (string | Update)[]) => ({
  updates: list.map((one) => (typeof one === 'string' ? says(one) : one)),
});
const affects = (...ids: string[]) => ({components: ids.map((id) => ({id, name: id}))});
const retry = {label: 'Pay again', url: 'https://acme.example/retry'};
const call = {label: 'Call us', url: 'https://acme.example/call'};
const rows = (levels: Record<string, Component['level']>) =>
  Object.entries(levels).map(([id, level]) => component(id, {level}));

interface Scene {
  readonly incident?: Partial<Incident>;
  readonly work?: Partial<Maintenance>;
  readonly components?: readonly Component[];
  /** Ids of the components that the element speaks for. */
  readonly scope?: readonly string[];
  readonly headline?: string;
}

/** The facts of the one piece of news of a page. */
function factsOf({incident: open, work, components = [], scope, headline}: Scene): Facts {
  const state = after(
    whole({
      ...(headline && {page: {level: 'partial', headline}}),
      components,
      incidents: open ? [incident('i', open)] : [],
      maintenances: work ? [maintenance('m', {scheduledFor: TEN + DAY, ...work})] : [],
    }),
  );
  const [item] = selectNews(state, {
    now: TEN,
    place: 'banner',
    leadMs: 30 * DAY,
    lingerMs: HOUR,
    ...(scope && {components: components.filter(({id}) => scope.includes(id))}),
  });
  // As a dismissal keeps it.
  return JSON.parse(JSON.stringify(item!.facts)) as Facts;
}

type Row = readonly [what: string, before: Scene, now: Scene];

/** A change of an incident. */
const change = (what: string, before: Partial<Incident>, now: Partial<Incident>): Row => [
  what,
  {incident: before},
  {incident: now},
];
/** A change of planned work. */
const move = (what: string, before: Partial<Maintenance>, now: Partial<Maintenance>): Row => [
  what,
  {work: before},
  {work: now},
];
const typo = (text: string, wrong: string, right: string) => [text.replace(right, wrong), text];
const estimated = (minutes: number) => ({
  estimate: {at: TEN + minutes * MINUTE, previousAt: undefined, firstAt: undefined},
});
const again = (phase: Phase, ...before: Phase[]) => ({
  phase,
  updates: [phase, ...before].map((one) => says('', {phase: one})),
});

const [misspelt = '', spelt = ''] = typo(LONG, 'provder', 'provider');
const sparse = LONG.replace('charged twice', 'chraged twice').replace('an hour', 'a hour');

const news: readonly Row[] = [
  // Worse.
  change('degraded, then partial', {level: 'degraded'}, {level: 'partial'}),
  change('partial, then major', {level: 'partial'}, {level: 'major'}),
  change('a notice, then trouble', {level: 'notice'}, {level: 'degraded'}),
  change('of unknown size, then major', {level: 'unknown'}, {level: 'major'}),
  [
    'its component gets worse',
    {incident: affects('a'), components: rows({a: 'partial'})},
    {incident: affects('a'), components: rows({a: 'major'})},
  ],
  [
    'wordless trouble gets worse',
    {components: rows({a: 'degraded'})},
    {components: rows({a: 'major'})},
  ],
  // A relapse.
  change(
    'resolved, then open again',
    again('identified'),
    again('identified', 'resolved', 'identified'),
  ),
  change(
    'open again for the second time',
    again('identified', 'resolved', 'identified'),
    again('identified', 'resolved', 'identified', 'resolved', 'identified'),
  ),
  change('a fix that did not hold', {phase: 'monitoring'}, {phase: 'investigating'}),
  // Another phase.
  change('the cause is found', {phase: 'investigating'}, {phase: 'identified'}),
  change('a fix is in place', {phase: 'identified'}, {phase: 'monitoring'}),
  change('a phase we do not know becomes one we know', {phase: 'unknown'}, {phase: 'identified'}),
  move('work begins', {phase: 'scheduled'}, {phase: 'in_progress'}),
  move('work is done and checked', {phase: 'in_progress'}, {phase: 'verifying'}),
  // A moved window.
  move('from tomorrow to half an hour from now', {}, {scheduledFor: TEN + HOUR / 2}),
  move('to the day after', {}, {scheduledFor: TEN + 2 * DAY}),
  move('by a quarter of an hour', {}, {scheduledFor: TEN + DAY + 15 * MINUTE}),
  move('it ends later', {scheduledUntil: TEN + 26 * HOUR}, {scheduledUntil: TEN + 30 * HOUR}),
  move('it ends earlier', {scheduledUntil: TEN + 30 * HOUR}, {scheduledUntil: TEN + 26 * HOUR}),
  move('its end becomes known', {}, {scheduledUntil: TEN + 26 * HOUR}),
  move(
    'running work ends later',
    {phase: 'in_progress', scheduledUntil: TEN + HOUR},
    {phase: 'in_progress', scheduledUntil: TEN + 3 * HOUR},
  ),
  move(
    'moved under the same update',
    {...said(says('Upgrade.', {id: 'same'}))},
    {...said(says('Upgrade.', {id: 'same'})), scheduledFor: TEN + 2 * HOUR},
  ),
  // Components that join.
  change('one more component', affects('a'), affects('a', 'b')),
  change('the first component', {}, affects('a')),
  change('another component instead', affects('a'), affects('b')),
  [
    'one that the element speaks for',
    {incident: affects('a'), components: rows({a: 'partial', b: 'operational'}), scope: ['a', 'b']},
    {
      incident: affects('a', 'b'),
      components: rows({a: 'partial', b: 'partial'}),
      scope: ['a', 'b'],
    },
  ],
  [
    'another one without a word',
    {components: rows({a: 'major'})},
    {components: rows({a: 'major', b: 'major'})},
  ],
  // A later estimate.
  change('later by half an hour', estimated(60), estimated(90)),
  change('later by a day', estimated(60), estimated(1500)),
  // A workaround that appears.
  change('a workaround', {}, {workaround: 'Pay by bank transfer.'}),
  change(
    'another workaround',
    {workaround: 'Pay by bank transfer.'},
    {workaround: 'Call our support.'},
  ),
  // An action that appears.
  change('an action', {}, {actions: [retry]}),
  change('one more action', {actions: [retry]}, {actions: [retry, call]}),
  change('another action instead', {actions: [retry]}, {actions: [call]}),
  // Another statement.
  change('another title', {title: 'Card payments fail'}, {title: 'All payments fail'}),
  change('a first statement', {}, said('We are looking into it.')),
  change('a new update', said('We look.'), said('We switch to another provider.', 'We look.')),
  change(
    'other words in the same update',
    said(says('We look.', {id: 'same'})),
    said(says('All data is safe. You may retry now.', {id: 'same'})),
  ),
  change(
    'a sentence is added to a long text',
    said(LONG),
    said(`${LONG} Payments of today are safe.`),
  ),
  change(
    'a sentence is added to a very long text',
    said(LONG.repeat(5)),
    said(`${LONG.repeat(5)} Please change your password now.`),
  ),
  change('a short text, by more than a tenth', said('Back at ten.'), said('Back at two.')),
  ['the page says something else', {headline: 'Partial outage'}, {headline: 'Payments fail'}],
  // The publisher's word that it is no news has an end.
  change(
    'what follows a quiet update',
    said(says('We look.', {news: false})),
    said('We have found it, and are fixing it.', says('We look.', {news: false})),
  ),
  change(
    'what came before a quiet update',
    said('We look.'),
    said(says('Typo.', {news: false}), 'It was the database. We fix it.', 'We look.'),
  ),
  change(
    'worse, though its publisher says that it is no news',
    {level: 'degraded', ...said(says('We look.', {news: false}))},
    {level: 'major', ...said(says('We look.', {news: false}))},
  ),
];

const noNews: readonly Row[] = [
  change('nothing', said(LONG), said(LONG)),
  // Times.
  change('a new time of the report', {updatedAt: TEN}, {updatedAt: TEN + HOUR}),
  change('a new start', {startedAt: TEN}, {startedAt: TEN + HOUR}),
  change(
    'a new time of the update',
    said(says('We look.', {at: TEN})),
    said(says('We look.', {at: TEN + 1})),
  ),
  change('a new promise', {nextUpdateAt: TEN}, {nextUpdateAt: TEN + HOUR}),
  move(
    'an earlier start of running work',
    {phase: 'in_progress'},
    {phase: 'in_progress', scheduledFor: TEN - HOUR},
  ),
  move('seconds of a window', {}, {scheduledFor: TEN + DAY + 59_000}),
  // White space.
  change('blanks in the title', {title: 'Card payments fail'}, {title: ' Card  payments fail'}),
  change('lines in the text', said('First. Second.'), said('First.\n\nSecond. ')),
  // Small corrections.
  change('a typo in the title', {title: 'Card paymnts fail'}, {title: 'Card payments fail'}),
  change('a typo in the text', said(misspelt), said(spelt)),
  change('two typos far apart', said(sparse), said(LONG)),
  change(
    'a typo in the same update',
    said(says(misspelt, {id: 'same'})),
    said(says(spelt, {id: 'same'})),
  ),
  change(
    'a typo in a workaround',
    {workaround: 'Pay by bnak transfer.'},
    {workaround: 'Pay by bank transfer.'},
  ),
  change('a full stop', {title: 'Card payments fail'}, {title: 'Card payments fail.'}),
  change(
    'a clearer label of an action',
    {actions: [retry]},
    {actions: [{...retry, label: 'Retry'}]},
  ),
  change('actions in another order', {actions: [retry, call]}, {actions: [call, retry]}),
  change('an action that is needed no longer', {actions: [retry, call]}, {actions: [call]}),
  change(
    'a link with another key',
    {actions: [retry]},
    {actions: [{...retry, url: `${retry.url}?k=2`}]},
  ),
  // How it is written.
  change('capitals', {title: 'ANMELDUNG IST LANGSAM'}, {title: 'Anmeldung ist langsam'}),
  change('composed letters', said('Störung für Gäste'), said('Störung für Gäste'.normalize('NFD'))),
  change('a phase that we do not know', {phase: 'identified'}, {phase: 'unknown'}),
  // Names.
  [
    'a component has another name',
    {incident: affects('a'), components: [component('a', {name: 'Payments'})]},
    {incident: affects('a'), components: [component('a', {name: 'Card payments'})]},
  ],
  [
    'a component in wordless trouble has another name',
    {components: [component('a', {name: 'Payments', level: 'major'})]},
    {components: [component('a', {name: 'Card payments', level: 'major'})]},
  ],
  // What is repeated.
  change(
    'the same words in a new update',
    said('Still looking.'),
    said('Still looking.', 'Still looking.'),
  ),
  change(
    'the same update under a new id',
    said(says('We look.', {id: 'a'})),
    said(says('We look.', {id: 'b'})),
  ),
  change('an update without a word', said('We look.'), said('', 'We look.')),
  change('the same component twice', affects('a'), affects('a', 'a')),
  change('components in another order', affects('a', 'b'), affects('b', 'a')),
  // Better, or less.
  change('less bad', {level: 'major'}, {level: 'degraded'}),
  change('a component that leaves', affects('a', 'b'), affects('a')),
  [
    'wordless trouble of fewer components',
    {components: rows({a: 'major', b: 'major'})},
    {components: rows({a: 'major'})},
  ],
  change('an earlier estimate', estimated(90), estimated(60)),
  change('a first estimate', {}, estimated(60)),
  change('an estimate that is computed anew', estimated(60), estimated(64)),
  change('a workaround that is needed no longer', {workaround: 'Pay by bank transfer.'}, {}),
  change('text that is taken back', said('We look.'), {}),
  [
    'a component elsewhere joins',
    {incident: affects('a'), components: rows({a: 'partial', b: 'operational'}), scope: ['a']},
    {incident: affects('a', 'b'), components: rows({a: 'partial', b: 'partial'}), scope: ['a']},
  ],
  // The publisher says so.
  change(
    'a quiet update',
    said('We look.'),
    said(says('We still look, and have news.', {news: false}), 'We look.'),
  ),
  change(
    'a quiet update with another phase',
    {phase: 'identified', ...said('We look.')},
    {phase: 'monitoring', ...said(says('It may work.', {news: false}), 'We look.')},
  ),
  change(
    'a report that is no news altogether',
    {news: false},
    {news: false, phase: 'monitoring', title: 'Other words'},
  ),
];

describe('is news', () => {
  test.each(news)('%s', (_what, before, now) => {
    expect(isNews(factsOf(before), factsOf(now))).toBe(true);
  });
});

describe('is no news', () => {
  test.each(noNews)('%s', (_what, before, now) => {
    expect(isNews(factsOf(before), factsOf(now))).toBe(false);
  });
});

test('an end is news, and so is what opens again', () => {
  const open = [incident('i')];
  const before = after(whole({revision: native(1), incidents: open}));
  const over = hear(
    before,
    TEN,
    whole({revision: native(2), incidents: [incident('i', {phase: 'resolved'})]}),
  );
  const options = {now: TEN, place: 'banner', leadMs: DAY, lingerMs: HOUR} as const;
  const [first, last] = [before, over].map((state) => selectNews(state, options)[0]!.facts);
  expect(isNews(first!, last!)).toBe(true);
  expect(isNews(last!, first!)).toBe(true);
});

describe('what a reader was told', () => {
  test('stays what they compare with, so that small corrections add up', () => {
    const second = LONG.replace('moving all', 'slowly MOVING them');
    const third = second.replace('about an hour', 'much of the day');
    const [told, then, last] = [LONG, second, third].map((text) => factsOf({incident: said(text)}));
    expect(isNews(told!, then!)).toBe(false);
    expect(isNews(then!, last!)).toBe(false);
    expect(isNews(settle(told!, then!), last!)).toBe(true);
  });

  test('gets better, and worse again', () => {
    const [bad, mild] = (['major', 'degraded'] as const).map((level) =>
      factsOf({incident: {level}}),
    );
    expect(isNews(bad!, mild!)).toBe(false);
    expect(isNews(settle(bad!, mild!), bad!)).toBe(true);
  });

  test('loses a component that may come back', () => {
    const [both, one] = [affects('a', 'b'), affects('a')].map((fields) =>
      factsOf({incident: fields}),
    );
    expect(isNews(settle(both!, one!), both!)).toBe(true);
  });

  test('follows an estimate that appears, and can be late from then on', () => {
    const [none, first, later] = [{}, estimated(60), estimated(90)].map((fields) =>
      factsOf({incident: fields}),
    );
    expect(isNews(settle(none!, first!), later!)).toBe(true);
  });
});
