// Some streams of tests/fixtures/sse-streams.json are more than bytes to parse. This file has what a
// whole feed makes of them, by their ids. For Node and for browsers.
import {receiveFrom} from '../support/receive.ts';
import {follow, snapshotOf, trouble, withFeed} from './attempt.ts';
import type {Place} from './attempt.ts';

/** One item of the fixture; tests/fixtures/hostile.ts says what its members are. */
export interface StreamItem {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly must: string;
  readonly b64?: string;
  readonly segments?: readonly {b64: string; times: number}[];
  readonly chunks?: '1' | readonly number[];
  readonly http?: {status: number; headers: Record<string, string>};
  readonly then: string;
  readonly specEvents?: readonly {type: string; data: string; lastEventId: string}[];
  readonly specLastEventId?: string;
  readonly specRetry?: string;
}

export interface StreamOutcome {
  /** Says why the outcome is another than `must` says. */
  readonly note?: string;
  readonly run: (place: Place, item: StreamItem) => Promise<unknown>;
  readonly expected: (place: Place) => unknown;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const body = ({b64, segments = [{b64: b64!, times: 1}]}: StreamItem) =>
  segments.map(({b64: base64, times}) => ({base64, times}));

const script = (item: StreamItem) => ({
  ...item.http,
  chunks: item.http?.status === 204 ? [] : body(item),
  keepOpen: item.then === 'reset',
});

/** The reader refuses the answer, and so does a feed, which then waits at least so long. */
const refused = (error: string, atLeastMs: number) => ({
  run: (place: Place, item: StreamItem) =>
    withFeed(place, script(item), async ({url, requests}) => {
      const {events, error} = await receiveFrom(url);
      const before = (await requests()).count;
      return follow(url, async ({until, wait}) => {
        const {snapshot, ...state} = await until(({connection}) => connection === 'waiting');
        // A redirect to the same address may be followed until the browser has had enough.
        const looped = (await requests()).count - before > 30;
        const farAway = (await wait()) >= atLeastMs;
        return {
          events,
          errors: [trouble(error), trouble(state.error)],
          snapshot,
          looped,
          farAway,
        };
      });
    }),
  expected: (): unknown => ({
    events: [],
    errors: [error, error],
    snapshot: undefined,
    looped: false,
    farAway: true,
  }),
});

/** The same item asked for under the server's other name. */
const elsewhere = (url: string, {origin, other}: Place): string =>
  new URL(new URL(url, origin).pathname, other).href;

/** Data that is no status document, after a good one. */
const payload = (): StreamOutcome => ({
  run: (place, item) => {
    const chunks = [snapshotOf('Acme'), 'event: snapshot\n', ...body(item)];
    return withFeed(place, {chunks}, ({url}) =>
      follow(url, async ({until}) => {
        const state = await until(({connection}) => connection === 'waiting');
        const {name, level} = state.snapshot!.page;
        return {error: trouble(state.error), name, level};
      }),
    );
  },
  expected: () => ({error: 'document', name: 'Acme', level: 'operational'}),
});

/** Returns what the feed sends in its next request, after the stream has ended. */
const resumed = (): StreamOutcome => ({
  run: (place, item) =>
    withFeed(place, script(item), async ({url, requests}) =>
      follow(url, async ({until, wait}) => {
        await wait();
        await until(({connection}) => connection === 'waiting');
        const [, again] = (await requests()).requests;
        return [new URL(again!.url, place.origin).search, again!.headers['last-event-id']];
      }),
    ),
  expected: () => ['', undefined],
});

export const streamOutcomes: Readonly<Record<string, StreamOutcome>> = {
  // Ids that must not be sent back.
  'sse-030': resumed(),
  'sse-032': resumed(),
  'sse-034': resumed(),

  'sse-036': {
    note: 'The least width of the first wait is one second; the wait is a random part of it.',
    run: (place, item) => withFeed(place, script(item), ({url}) => follow(url, ({wait}) => wait())),
    expected: () => SECOND / 2,
  },

  'sse-063': {
    run: (place) =>
      withFeed(place, {keepOpen: true}, ({url, requests}) =>
        follow(url, async ({until, pass, state}) => {
          while ((await requests()).open === 0);
          await pass(() => state().connection === 'connecting');
          return trouble((await until(({connection}) => connection === 'waiting')).error);
        }),
      ),
    expected: () => 'timeout',
  },

  'sse-065': {
    run: (place, item) =>
      withFeed(place, script(item), ({url}) =>
        follow(url, async ({wait}) => {
          const waits: number[] = [];
          for (let attempt = 0; attempt < 5; attempt++) waits.push(await wait());
          return waits.every(
            (ms, index) => index === 0 || ms >= Math.min(MINUTE, waits[index - 1]!),
          );
        }),
      ),
    expected: () => true,
  },

  'sse-067': refused('content-type', SECOND),
  'sse-069': {
    ...refused('document', SECOND),
    note: 'JSON is not a wrong type to us, but a document to be polled; this one is none.',
    run: (place, item) =>
      withFeed(place, script(item), ({url}) =>
        follow(url, async ({until, wait}) => {
          const {snapshot, error} = await until(({connection}) => connection === 'waiting');
          return {snapshot, error: trouble(error), farAway: (await wait()) >= SECOND};
        }),
      ),
    expected: () => ({snapshot: undefined, error: 'document', farAway: true}),
  },

  'sse-071': {
    run: (place, item) =>
      withFeed(place, script(item), async ({url}) => (await receiveFrom(url)).events),
    expected: () => [{type: 'message', data: 'a', lastEventId: ''}],
  },

  'sse-073': refused('http 204', 2.5 * MINUTE),
  'sse-075': refused('http 401', 2.5 * MINUTE),
  'sse-077': refused('http 404', 2.5 * MINUTE),
  'sse-079': refused('http 429', 10 * MINUTE),
  'sse-081': refused('http 502', SECOND),

  'sse-083': {
    ...refused('address', 2.5 * MINUTE),
    note: 'The host in its Location is the server’s other name, so that it answers, and well: only we refuse it.',
    run: (place, item) =>
      withFeed(
        place,
        {body: 'data: x\n\n', headers: {'access-control-allow-origin': '*'}},
        ({url}) => {
          const http = {status: item.http!.status, headers: {location: elsewhere(url, place)}};
          return refused('', 2.5 * MINUTE).run(place, {...item, http});
        },
      ),
  },

  'sse-085': {
    note: 'By engine, an empty Location is none, or the same address again until it has had enough.',
    run: async (place, item) => {
      const {errors, ...rest} = await refused('', 0).run(place, item);
      return {...rest, fails: errors.every((error) => /^(network|http 301)$/.test(error!))};
    },
    expected: () => ({events: [], snapshot: undefined, looped: false, farAway: true, fails: true}),
  },

  'sse-087': {
    note: 'Reset once the event is read: the rest of what a reset connection brought may be lost with it.',
    run: (place, item) =>
      withFeed(place, script(item), async ({url, close}) => {
        const {events, error} = await receiveFrom(url, {onEvent: () => close({reset: true})});
        return follow(url, async ({until}) => {
          await until(({connection}) => connection === 'live');
          await close({reset: true});
          const state = await until(({connection}) => connection === 'waiting');
          return {events, error: trouble(error), state: trouble(state.error)};
        });
      }),
    expected: () => ({
      events: [{type: 'message', data: 'a', lastEventId: ''}],
      error: 'broken',
      state: 'network',
    }),
  },

  'sse-089': {
    note: 'Node knows no CORS.',
    run: (place, item) =>
      withFeed(place, script(item), async ({url}) => {
        const {events, error} = await receiveFrom(elsewhere(url, place));
        return {events: events.length, error: trouble(error)};
      }),
    expected: ({browser}) =>
      browser ? {events: 0, error: 'network'} : {events: 1, error: undefined},
  },

  'sse-091': payload(),
  'sse-093': payload(),
  'sse-095': payload(),
  'sse-097': payload(),
  'sse-099': payload(),
  'sse-101': payload(),
  'sse-103': payload(),
  'sse-105': payload(),
  'sse-107': payload(),
};
