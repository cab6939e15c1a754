import {describe, expect, test} from 'vitest';
import {componentsLevel, findComponents, freshness, pageLevel} from '../../../src/store/select.js';
import {initialState, reduceConnection, reduceMessage} from '../../../src/store/reduce.js';
import type {FeedState} from '../../../src/store/reduce.js';
import {FeedError} from '../../../src/model/errors.js';
import {
  after,
  beat,
  component,
  revision,
  hear,
  incident,
  maintenance,
  native,
  snapshot,
  TEN,
  whole,
} from '../model.js';

const STALE = TEN + 300_000;

describe('what is known', () => {
  test('is nothing before the first word', () => {
    expect(freshness(initialState, TEN)).toBe('unknown');
    expect(pageLevel(initialState, TEN)).toBe('unknown');
  });

  test('is stale by the clock alone, after five minutes or what the feed promised', () => {
    const state = after(whole());
    expect(freshness(state, STALE - 1)).toBe('polling');
    expect(freshness(state, STALE)).toBe('stale');
    const short = after(whole({revision: revision({maxStaleSeconds: 30})}));
    expect(freshness(short, TEN + 30_000)).toBe('stale');
  });

  test('is late when the last attempt failed, and polled when it is polled', () => {
    const state = after(whole());
    const failed = reduceConnection(state, 'waiting', new FeedError('network'));
    expect(freshness(failed, TEN)).toBe('late');
    expect(freshness(failed, STALE)).toBe('stale');
    expect(freshness(reduceConnection(state, 'polling', undefined), TEN)).toBe('polling');
  });

  test('is that we are offline, whether what we know is fresh, old or of an earlier page', () => {
    const lost = (state: FeedState) => reduceConnection(state, 'waiting', new FeedError('offline'));
    for (const state of [after(whole()), fromCache()]) {
      expect(freshness(lost(state), TEN)).toBe('offline');
      expect(freshness(lost(state), STALE)).toBe('offline');
    }
    expect(freshness(lost(initialState), TEN)).toBe('unknown');
    // Bytes of a stream are the end of that, and so is any word of the feed.
    const live = reduceConnection(lost(after(whole())), 'live', undefined);
    expect(freshness(live, TEN)).toBe('live');
    expect(freshness(hear(lost(after(whole())), TEN, whole()), TEN)).toBe('late');
  });

  test('is late when an earlier page kept it, until the feed says the same', () => {
    const state = fromCache();
    expect(freshness(state, TEN)).toBe('late');
    expect(freshness(state, STALE)).toBe('stale');
    expect(freshness(hear(state, TEN, whole()), TEN)).toBe('polling');
  });

  test('is not good enough for green when an earlier page kept it, but for bad news', () => {
    expect(pageLevel(fromCache(), TEN)).toBe('unknown');
    expect(componentsLevel(fromCache(), [component('a')], TEN)).toBe('unknown');
    expect(pageLevel(fromCache({page: {level: 'major'}}), TEN)).toBe('major');
    expect(pageLevel(fromCache({incidents: [incident('i')]}), TEN)).toBe('partial');
    expect(pageLevel(hear(fromCache(), TEN, whole()), TEN)).toBe('operational');
  });

  test('of an earlier page stays so after something older came', () => {
    const state = fromCache({revision: native(5)});
    const older = hear(state, TEN, whole({revision: native(4)}));
    expect([freshness(older, TEN), pageLevel(older, TEN)]).toEqual(['late', 'unknown']);
    expect(pageLevel(hear(older, TEN, beat(native(5, {generatedAt: TEN}))), TEN)).toBe(
      'operational',
    );
  });

  test('is stale where its proof comes from the future: a clock was set back since', () => {
    const state = after(whole());
    expect(freshness(state, TEN - 300_000)).toBe('stale');
    expect(pageLevel(state, TEN - 300_000)).toBe('unknown');
    expect(pageLevel(state, TEN - 86_400_000)).toBe('unknown');
    // Clocks are corrected by a second now and then.
    expect(freshness(state, TEN - 1_000)).toBe('polling');
  });

  test('is proven by no feed whose own clock is ahead for longer than by one that is right', () => {
    const ahead = after(whole({revision: revision({generatedAt: TEN + 86_400_000})}));
    expect(freshness(ahead, STALE - 1)).toBe('polling');
    expect(freshness(ahead, STALE)).toBe('stale');
  });
});

/** What a page finds that begins with what an earlier one kept. */
function fromCache(fields?: Parameters<typeof whole>[0]): FeedState {
  return reduceMessage(initialState, {
    message: whole(fields),
    problems: [],
    at: TEN,
    clockOffset: 0,
    cached: true,
  }).state;
}

describe('the page', () => {
  test('is green for as long as that is proven, and then unknown', () => {
    const state = after(whole());
    expect(pageLevel(state, STALE - 1)).toBe('operational');
    expect(pageLevel(state, STALE)).toBe('unknown');
    expect(pageLevel(state, STALE + 86_400_000)).toBe('unknown');
  });

  test.each(['major', 'partial', 'degraded', 'maintenance'] as const)(
    'stays %s however old that is',
    (level) => {
      expect(pageLevel(after(whole({page: {level}})), STALE + 86_400_000)).toBe(level);
    },
  );

  test('is what its publisher says, even if incidents and components are worse', () => {
    const state = after(
      whole({
        page: {level: 'degraded'},
        incidents: [incident('i', {level: 'major'})],
        components: [component('c', {level: 'major'})],
      }),
    );
    expect(pageLevel(state, TEN)).toBe('degraded');
  });

  test.each(['operational', 'unknown'] as const)(
    'is the worst of the stated trouble where its publisher says %s',
    (level) => {
      const page = {level};
      expect(
        pageLevel(
          after(whole({page, incidents: [incident('i'), incident('j', {level: 'notice'})]})),
          TEN,
        ),
      ).toBe('partial');
      expect(
        pageLevel(after(whole({page, components: [component('c', {level: 'major'})]})), TEN),
      ).toBe('major');
      expect(
        pageLevel(after(whole({page, incidents: [incident('i', {level: 'unknown'})]})), TEN),
      ).toBe('unknown');
    },
  );

  test('is not turned by what is resolved, expired, planned, or not understood', () => {
    const state = after(
      whole({
        incidents: [incident('i', {phase: 'resolved'}), incident('e', {expiresAt: TEN})],
        maintenances: [maintenance('m', {phase: 'in_progress'})],
        components: [component('c', {level: 'maintenance'}), component('u', {level: 'unknown'})],
      }),
    );
    expect(pageLevel(state, TEN)).toBe('operational');
  });
});

describe('components', () => {
  const held = snapshot({
    components: [
      component('g', {name: 'Europe', group: true}),
      component('a', {name: 'API', groupId: 'g', level: 'degraded'}),
      component('b', {name: 'Web  App', groupId: 'g'}),
      component('c', {name: 'API', groupId: 'elsewhere'}),
    ],
  });
  const find = (...names: string[]) => findComponents(held, names).map(({id}) => id);

  test('are found by id or name, case and blanks aside, all of that name', () => {
    expect(find('A')).toEqual(['a']);
    expect(find('api')).toEqual(['a', 'c']);
    expect(find('web app')).toEqual(['b']);
    expect(find('nobody', '__proto__', 'constructor')).toEqual([]);
    expect(findComponents(undefined, ['a'])).toEqual([]);
  });

  test('of a group come with it, in the page’s order', () => {
    expect(find('c', 'europe')).toEqual(['g', 'a', 'b', 'c']);
  });

  test('are as bad as the worst of them; none at all are unknown, not well', () => {
    const state = after(whole(held));
    expect(componentsLevel(state, held.components, TEN)).toBe('degraded');
    expect(componentsLevel(state, [], TEN)).toBe('unknown');
    expect(componentsLevel(state, [component('x', {level: 'unknown'}), component('b')], TEN)).toBe(
      'unknown',
    );
  });

  test('are green only as long as that is proven', () => {
    const state = after(whole(held));
    expect(componentsLevel(state, [held.components[2]!], STALE - 1)).toBe('operational');
    expect(componentsLevel(state, [held.components[2]!], STALE)).toBe('unknown');
    expect(componentsLevel(state, [held.components[1]!], STALE)).toBe('degraded');
  });
});
