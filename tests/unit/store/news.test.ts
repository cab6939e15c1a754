import {describe, expect, test} from 'vitest';
import {isNews} from '../../../src/store/facts.js';
import type {NewsOptions} from '../../../src/store/news.js';
import {selectNews} from '../../../src/store/news.js';
import {initialState} from '../../../src/store/reduce.js';
import type {FeedState} from '../../../src/store/reduce.js';
import type {Level} from '../../../src/model/types.js';
import {after, component, hear, incident, maintenance, native, TEN, whole} from '../model.js';

const HOUR = 3_600_000;

function news(state: FeedState, options: Partial<NewsOptions> = {}) {
  return selectNews(state, {
    now: TEN,
    place: 'banner',
    leadMs: 24 * HOUR,
    lingerMs: 10 * 60_000,
    ...options,
  });
}

/** The reports by their ids, and components in trouble by their names. */
const keys = (state: FeedState, options?: Partial<NewsOptions>) =>
  news(state, options).map(
    ({key, report, components}) => report?.id ?? (components.join().toLowerCase() || key),
  );

const listed = (...ids: string[]) => ids.map((id) => ({id, name: id}));

test('of nothing and of all well there is none', () => {
  expect(news(initialState)).toEqual([]);
  expect(news(after(whole({components: [component('a')]})))).toEqual([]);
});

describe('open incidents', () => {
  test('come worst first, then newest first', () => {
    const state = after(
      whole({
        incidents: [
          incident('mild', {level: 'degraded', updatedAt: TEN}),
          incident('old', {level: 'major', updatedAt: TEN - 2}),
          incident('new', {level: 'major', updatedAt: TEN - 1}),
          incident('unsized', {level: 'unknown', updatedAt: TEN}),
        ],
      }),
    );
    expect(keys(state)).toEqual(['new', 'old', 'mild', 'unsized']);
  });

  test('are news whatever their impact or phase, until they are over', () => {
    for (const phase of ['investigating', 'identified', 'monitoring', 'unknown'] as const) {
      expect(keys(after(whole({incidents: [incident('i', {phase, level: 'notice'})]})))).toEqual([
        'i',
      ]);
    }
    for (const phase of ['resolved', 'completed'] as const) {
      expect(keys(after(whole({incidents: [incident('i', {phase})]})))).toEqual([]);
    }
  });

  test('are as bad as the components they name are stated', () => {
    const state = after(
      whole({
        components: [component('a', {level: 'major'})],
        incidents: [incident('i', {level: 'degraded', components: listed('a')})],
      }),
    );
    expect(news(state)).toMatchObject([
      {level: 'major', facts: {phase: 'identified', level: 'major'}, components: ['A']},
    ]);
  });

  test('develop when the components they name get worse', () => {
    const at = (level: Level) =>
      news(
        after(
          whole({
            components: [component('a', {level})],
            incidents: [incident('i', {level: 'degraded', components: listed('a')})],
          }),
        ),
      )[0]!;
    const [calm, bad] = [at('operational'), at('major')];
    expect([calm, bad].map(({facts}) => facts.level)).toEqual(['degraded', 'major']);
    expect(bad.key).toBe(calm.key);
    expect(isNews(calm.facts, bad.facts)).toBe(true);
  });

  test('of a page that has components in trouble elsewhere stay apart from them', () => {
    const state = after(
      whole({
        components: [component('a', {level: 'major'}), component('b', {level: 'partial'})],
        incidents: [incident('i', {level: 'degraded', components: listed('a')})],
      }),
    );
    expect(news(state).map(({key, level}) => `${key}: ${level}`)).toEqual([
      'incident i: major',
      'components: partial',
    ]);
  });

  test('name their components as the page does now, and as they did where the page knows none', () => {
    const state = after(
      whole({
        components: [component('a', {name: 'Renamed'})],
        incidents: [
          incident('i', {
            components: [...listed('a', 'gone', 'gone'), {id: 'a', name: ''}, {id: 'x', name: ''}],
          }),
        ],
      }),
    );
    expect(news(state)[0]!.components).toEqual(['Renamed', 'gone']);
  });
});

describe('words before silence', () => {
  const nameless = (id: string, fields = {}) =>
    incident(id, {level: 'partial', title: 'Card payments fail', ...fields});
  const red = [component('a', {level: 'major'}), component('b', {level: 'degraded'})];

  test('an incident that names no component tells of trouble that no other incident tells', () => {
    const state = after(whole({components: red, incidents: [nameless('i')]}));
    expect(news(state)).toMatchObject([
      {key: 'incident i', level: 'major', title: 'Card payments fail', components: ['A', 'B']},
    ]);
    // So does a notice beside one of these components.
    expect(news(state, {components: [red[0]!]})).toMatchObject([{key: 'incident i'}]);
  });

  test('what another incident names stays with it', () => {
    const named = incident('j', {level: 'degraded', components: listed('b')});
    const state = after(whole({components: red, incidents: [nameless('i'), named]}));
    expect(news(state).map(({key, components}) => [key, components])).toEqual([
      ['incident i', ['A']],
      ['incident j', ['B']],
    ]);
  });

  test('the worst of several such incidents tells it', () => {
    const incidents = [nameless('mild', {level: 'degraded'}), nameless('bad', {level: 'partial'})];
    expect(
      news(after(whole({components: red, incidents}))).map(({key, components}) => [
        key,
        components.length,
      ]),
    ).toEqual([
      ['incident bad', 2],
      ['incident mild', 0],
    ]);
  });

  test('a notice, and what is over, explain nothing', () => {
    for (const fields of [{level: 'notice'}, {phase: 'resolved'}, {phase: 'scheduled'}]) {
      const state = after(whole({components: red, incidents: [nameless('i', fields)]}));
      expect(news(state)[0]).toMatchObject({key: 'components', components: ['A', 'B']});
    }
  });
});

describe('words before silence of planned work', () => {
  const works = [maintenance('m', {phase: 'in_progress', scheduledFor: TEN - HOUR})];
  const idle = component('a', {level: 'maintenance'});

  test('work under way that names none tells of the components under maintenance', () => {
    const state = after(whole({components: [idle, component('b')], maintenances: works}));
    expect(news(state).map(({key, components}) => [key, components])).toEqual([
      ['maintenance m', ['A']],
    ]);
  });

  test('work that has not begun, or of which nobody knows, explains nothing', () => {
    for (const phase of ['scheduled', 'unknown'] as const) {
      const planned = [maintenance('m', {phase, scheduledFor: TEN + HOUR})];
      const state = after(whole({components: [idle], maintenances: planned}));
      expect(keys(state)).toEqual(['a', 'm']);
    }
  });

  test('what an incident or other work names is theirs', () => {
    const other = maintenance('n', {phase: 'in_progress', components: [{id: 'a', name: 'A'}]});
    const state = after(whole({components: [idle], maintenances: [...works, other]}));
    expect(news(state).find(({report}) => report?.id === 'm')?.components).toEqual([]);
  });
});

describe('the word of a group', () => {
  const group = component('g', {group: true, level: 'major'});

  test('counts where its members are well', () => {
    const state = after(whole({components: [group, component('a', {groupId: 'g'})]}));
    expect(keys(state)).toEqual(['g']);
    expect(keys(state, {components: [group]})).toEqual(['g']);
  });

  test('is left to its members where one of them is in trouble', () => {
    const member = component('a', {groupId: 'g', level: 'degraded'});
    expect(keys(after(whole({components: [group, member]})))).toEqual(['a']);
  });
});

describe('several reports with one id', () => {
  test('are one, if they are states of the same matter', () => {
    const twins = [
      incident('i', {phase: 'identified', updatedAt: TEN - HOUR}),
      incident('i', {phase: 'monitoring', updatedAt: TEN}),
    ];
    for (const incidents of [twins, [...twins].reverse()]) {
      expect(news(after(whole({incidents}))).map(({report}) => report?.phase)).toEqual([
        'monitoring',
      ]);
    }
  });

  test('are all told, each under a key of its own, if they are different matters', () => {
    const incidents = [incident('0', {title: 'Störung A'}), incident('0', {title: 'Störung B'})];
    const told = news(after(whole({incidents})));
    expect(told.map(({title}) => title)).toEqual(['Störung A', 'Störung B']);
    expect(new Set(told.map(({key}) => key)).size).toBe(2);
  });

  test('are not over while one is open', () => {
    const state = hear(
      after(whole({incidents: [incident('i')]})),
      TEN,
      whole({incidents: [incident('i'), incident('i', {phase: 'resolved'})]}),
    );
    expect(news(state).map(({ended}) => ended)).toEqual([undefined]);
  });
});

describe('silent trouble', () => {
  test('of components without an incident is one item, worst first', () => {
    const state = after(
      whole({
        components: [
          component('a', {level: 'degraded'}),
          component('b'),
          component('c', {level: 'major'}),
          component('d', {level: 'unknown'}),
        ],
      }),
    );
    expect(news(state)).toMatchObject([{level: 'major', title: '', components: ['C', 'A']}]);
  });

  test('is one matter for each scope, however it develops', () => {
    const key = (level: Level, ...scope: string[]) => {
      const components = [component('a', {level}), component('b', {level: 'degraded'})];
      const wanted = components.filter(({id}) => scope.includes(id));
      return news(after(whole({components})), scope.length > 0 ? {components: wanted} : {})[0]!.key;
    };
    expect(key('degraded')).toBe(key('major'));
    expect(key('degraded', 'a')).toBe(key('major', 'a'));
    expect(new Set([key('major'), key('major', 'a'), key('major', 'a', 'b')]).size).toBe(3);
  });

  test('of a group is told by its members', () => {
    const state = after(
      whole({
        components: [
          component('g', {level: 'major', group: true}),
          component('a', {level: 'major', groupId: 'g'}),
        ],
      }),
    );
    expect(news(state)).toMatchObject([{components: ['A']}]);
  });

  test('of planned work is an item of its own, unless the work is listed', () => {
    const components = [component('a', {level: 'maintenance'})];
    expect(news(after(whole({components})))).toMatchObject([
      {level: 'maintenance', components: ['A']},
    ]);
    const active = maintenance('m', {phase: 'in_progress', components: listed('a')});
    expect(keys(after(whole({components, maintenances: [active]})))).toEqual(['m']);
  });

  test('is not explained by planned work', () => {
    const state = after(
      whole({
        components: [component('a', {level: 'major'})],
        maintenances: [maintenance('m', {phase: 'in_progress', components: listed('a')})],
      }),
    );
    expect(keys(state)).toEqual(['a', 'm']);
  });

  test('is not explained by what is over, expired or only announced', () => {
    const components = [component('a', {level: 'major'})];
    const over = incident('i', {phase: 'resolved', components: listed('a')});
    const expired = incident('e', {expiresAt: TEN, components: listed('a')});
    const announced = maintenance('m', {components: listed('a'), scheduledFor: TEN + 90 * HOUR});
    expect(
      keys(after(whole({components, incidents: [over, expired], maintenances: [announced]}))),
    ).toEqual(['a']);
  });

  test('is not explained by planned work that is listed among the incidents', () => {
    const planned = {phase: 'scheduled', display: 'none', components: listed('a')} as const;
    const incidents = [incident('i', planned)];
    const components = [component('a', {level: 'major'})];
    expect(keys(after(whole({components, incidents})))).toEqual(['a']);
    expect(keys(after(whole({page: {level: 'major'}, incidents})))).toEqual(['page']);
  });

  test('of the page alone is told in its own words', () => {
    const state = after(whole({page: {level: 'partial', headline: 'Something is wrong'}}));
    expect(news(state)).toMatchObject([
      {key: 'page', level: 'partial', title: 'Something is wrong'},
    ]);
    expect(news(after(whole({page: {level: 'unknown'}})))).toEqual([]);
    expect(news(after(whole({page: {level: 'maintenance'}})))).toEqual([]);
  });

  test('of the page alone is not hidden by planned work', () => {
    const state = after(
      whole({page: {level: 'major'}, maintenances: [maintenance('m', {phase: 'in_progress'})]}),
    );
    expect(keys(state)).toEqual(['page', 'm']);
  });

  test('of the page is not told where an incident tells it, even one kept out of this place', () => {
    const page = {level: 'partial'} as const;
    expect(keys(after(whole({page, incidents: [incident('i')]})))).toEqual(['i']);
    expect(keys(after(whole({page, incidents: [incident('i', {display: 'indicator'})]})))).toEqual(
      [],
    );
  });
});

describe('where and when news is shown', () => {
  test('a publisher may keep it out of banners, or out of all', () => {
    const state = (display: 'banner' | 'inline' | 'indicator' | 'none') =>
      after(whole({incidents: [incident('i', {display})]}));
    for (const [display, banner, inline] of [
      ['banner', 1, 1],
      ['inline', 0, 1],
      ['indicator', 0, 0],
      ['none', 0, 0],
    ] as const) {
      expect(news(state(display), {place: 'banner'})).toHaveLength(banner);
      expect(news(state(display), {place: 'inline'})).toHaveLength(inline);
    }
  });

  test('a publisher may let it expire', () => {
    const state = after(whole({incidents: [incident('i', {expiresAt: TEN + 1})]}));
    expect(news(state, {now: TEN})).toHaveLength(1);
    expect(news(state, {now: TEN + 1})).toEqual([]);
  });

  test('with a filter, only what concerns those components', () => {
    const components = [component('a', {level: 'major'}), component('b', {level: 'partial'})];
    const state = after(
      whole({
        page: {level: 'major'},
        components,
        incidents: [
          incident('i', {components: listed('a')}),
          incident('j', {components: listed('z')}),
          incident('k'),
        ],
        maintenances: [
          maintenance('m', {phase: 'in_progress', components: listed('b')}),
          maintenance('n', {phase: 'in_progress', components: []}),
        ],
      }),
    );
    expect(keys(state, {components: [components[0]!]})).toEqual(['i']);
    expect(keys(state, {components: [components[1]!]})).toEqual(['k', 'm']);
    expect(keys(state, {components: []})).toEqual([]);
  });
});

describe('planned work', () => {
  const stage = (fields: object, now: number) => {
    const [item] = news(
      after(
        whole({
          maintenances: [
            maintenance('m', {scheduledFor: TEN, scheduledUntil: TEN + HOUR, ...fields}),
          ],
        }),
      ),
      {now},
    );
    return item?.stage;
  };

  test.each([
    ['before its lead', {}, -25, undefined],
    ['within its lead', {}, -24, 'upcoming'],
    ['after its start, which nobody announced', {}, 0, 'due'],
    ['after its end, when nobody ever started it', {}, 1, 'overrun'],
    ['a day after its end, when nobody closed it', {phase: 'in_progress'}, 25, undefined],
    ['just before that', {phase: 'in_progress'}, 24.9, 'overrun'],
    ['begun', {phase: 'in_progress'}, 0.5, 'active'],
    ['begun before its time', {phase: 'in_progress'}, -1, 'active'],
    ['being verified', {phase: 'verifying'}, 0.9, 'active'],
    ['longer than planned', {phase: 'in_progress'}, 1.1, 'overrun'],
    ['without an end, begun', {phase: 'in_progress', scheduledUntil: undefined}, 90, 'active'],
    ['without an end, due', {scheduledUntil: undefined}, 23, 'due'],
    ['without an end, forgotten', {scheduledUntil: undefined}, 24, undefined],
    ['without a start', {scheduledFor: undefined, scheduledUntil: undefined}, 0, undefined],
    ['done', {phase: 'completed'}, 0.5, undefined],
    ['done, in an incident’s word', {phase: 'resolved'}, 0.5, undefined],
    ['in a word we do not know, before its time', {phase: 'unknown'}, -1, 'upcoming'],
    ['in a word we do not know, at its time', {phase: 'unknown'}, 0.5, 'upcoming'],
    ['in a word we do not know, after its end', {phase: 'unknown'}, 1.1, 'overrun'],
    ['in a word we do not know, a day later', {phase: 'unknown'}, 25, undefined],
    [
      'in a word we do not know, without an end',
      {phase: 'unknown', scheduledUntil: undefined},
      24,
      undefined,
    ],
    ['called off', {phase: 'cancelled'}, -1, undefined],
  ])('%s', (_, fields, hours, expected) => {
    expect(stage(fields, TEN + hours * HOUR)).toBe(expected);
  });

  test('that is announced comes last, in its publisher’s order; that is going on comes among the open', () => {
    const state = hear(
      after(
        whole({
          revision: native(1),
          incidents: [incident('over'), incident('on', {level: 'notice'})],
        }),
      ),
      TEN,
      whole({
        revision: native(2),
        incidents: [incident('over', {phase: 'resolved'}), incident('on', {level: 'notice'})],
        maintenances: [
          maintenance('sooner', {scheduledFor: TEN + HOUR}),
          maintenance('later', {scheduledFor: TEN + 2 * HOUR}),
          maintenance('now', {phase: 'in_progress'}),
        ],
      }),
    );
    expect(keys(state)).toEqual(['on', 'now', 'over', 'sooner', 'later']);
  });
});

describe('an end', () => {
  const state = (fields = {}, last: object | null = {phase: 'resolved'}) =>
    hear(
      after(whole({revision: native(1), incidents: [incident('i', fields)]})),
      TEN,
      whole({revision: native(2), incidents: last ? [incident('i', {...fields, ...last})] : []}),
    );

  test('is news for a while', () => {
    expect(news(state(), {now: TEN})).toMatchObject([{ended: 'resolved', level: 'operational'}]);
    // Green expires by the clock, also where something has ended.
    expect(news(state(), {now: TEN + 301_000})).toMatchObject([
      {ended: 'resolved', level: 'notice'},
    ]);
    expect(news(state(), {now: TEN + 599_999})).toHaveLength(1);
    expect(news(state(), {now: TEN + 600_000})).toEqual([]);
    expect(news(state(), {lingerMs: 0})).toEqual([]);
  });

  test('that nobody stated is not green', () => {
    expect(news(state({}, null))).toMatchObject([{ended: 'gone', level: 'notice'}]);
  });

  test('of planned work that nobody was shown is silent', () => {
    const called = (hours: number) =>
      hear(
        after(whole({maintenances: [maintenance('m', {scheduledFor: TEN + hours * HOUR})]})),
        TEN,
        whole({
          maintenances: [maintenance('m', {scheduledFor: TEN + hours * HOUR, phase: 'cancelled'})],
        }),
      );
    expect(news(called(20))).toMatchObject([{ended: 'cancelled', level: 'maintenance'}]);
    expect(news(called(30))).toEqual([]);
  });

  test('goes where the incident would', () => {
    expect(news(state({display: 'inline'}))).toEqual([]);
    expect(news(state({display: 'inline'}), {place: 'inline'})).toHaveLength(1);
    expect(news(state({components: listed('a')}), {components: [component('b')]})).toEqual([]);
  });

  test('is news of the same matter, and stays the same while its proof grows old', () => {
    const [open] = news(after(whole({incidents: [incident('i')]})));
    const [ended] = news(state());
    expect(ended!.key).toBe(open!.key);
    expect(isNews(open!.facts, ended!.facts)).toBe(true);
    const [old] = news(state(), {now: TEN + 301_000});
    expect(isNews(ended!.facts, old!.facts)).toBe(false);
  });
});
