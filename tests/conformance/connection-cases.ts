// The connection cases of tests/fixtures/sse-cases.json, by their names there. They run in Node and in
// browsers.
import {openFeed} from '../../src/feed/feed.ts';
import {readEvents} from '../../src/transport/sse.ts';
import {receiveFrom} from '../support/receive.ts';
import type {Received} from '../support/receive.ts';
import {follow, snapshotOf, trouble, withFeed} from './attempt.ts';
import type {Place} from './attempt.ts';

export interface ConnectionCase {
  /** Says why we do not do what is written there. */
  readonly note?: string;
  readonly run: (place: Place) => Promise<unknown>;
  readonly expected: (place: Place) => unknown;
}

const hi = {type: 'message', data: 'hi', lastEventId: ''};
const body = 'data: hi\n\n';
const acme = snapshotOf('Acme');

/** The events of one answer of this type, and what a feed thinks of it. */
const ofType = (type: string) => (place: Place) =>
  withFeed(place, {headers: {'content-type': type}, body}, async ({url, requests}) => {
    const {events} = await receiveFrom(url);
    return follow(url, async ({until, wait}) => {
      const {error} = await until(({connection}) => connection === 'waiting');
      await wait();
      await until(({connection}) => connection === 'waiting');
      return {events, error: trouble(error), requests: (await requests()).count};
    });
  });

export const connectionCases: Readonly<Record<string, ConnectionCase>> = {
  'format-mime-bogus': {
    run: ofType('x bogus'),
    expected: () => ({events: [], error: 'content-type', requests: 3}),
  },

  'format-mime-valid-bogus': {
    // It is accepted. The error is that it brings nothing that we know.
    run: ofType('text/event-stream;x bogus'),
    expected: () => ({events: [hi], error: 'network', requests: 3}),
  },

  'request-cache-control': {
    run: (place) =>
      withFeed(place, {headers: {'cache-control': 'max-age=3600'}, body}, async (feed) => {
        await receiveFrom(feed.url);
        await receiveFrom(feed.url);
        const {requests} = await feed.requests();
        return requests.map(({headers}) => headers['cache-control']);
      }),
    expected: () => ['no-cache', 'no-cache'],
  },

  'request-redirect': {
    run: (place) =>
      withFeed(place, {body}, async ({url: location}) => {
        const events: Received['events'] = [];
        for (const status of [301, 302, 303, 307]) {
          await withFeed(place, {status, headers: {location}}, async ({url}) => {
            events.push(...(await receiveFrom(url)).events);
          });
        }
        return events;
      }),
    expected: () => [hi, hi, hi, hi],
  },

  'request-post-to-connect': {
    run: (place) =>
      withFeed(place, {body: acme, keepOpen: true}, ({url, push}) =>
        follow(url, async ({until}) => {
          await until(({snapshot}) => snapshot?.page.name === 'Acme');
          // A push is a POST of the page, while its stream is open.
          const post = push(snapshotOf('Posted'));
          const state = await until(({snapshot}) => snapshot?.page.name === 'Posted');
          await post;
          return state.connection;
        }),
      ),
    expected: () => 'live',
  },

  'eventsource-reconnect': {
    note: 'There is no readyState: the state says `waiting`, and without an error, since an end is none.',
    run: (place) =>
      withFeed(place, {body: acme}, ({url, answer}) =>
        follow(url, async ({until, wait}) => {
          const {connection, error} = await until((state) => state.connection === 'waiting');
          await answer({body: snapshotOf('Again'), keepOpen: true});
          await wait();
          const {snapshot} = await until((state) => state.snapshot?.page.name === 'Again');
          return {connection, error, page: snapshot!.page.name};
        }),
      ),
    expected: () => ({connection: 'waiting', error: undefined, page: 'Again'}),
  },

  'eventsource-cross-origin': {
    note: 'Not closed for ever: a host that forgot its headers may find them. Node knows no CORS.',
    run: async (place) => {
      const outcomes: (string | undefined)[] = [];
      for (const allowed of ['*', place.origin, undefined]) {
        const headers = allowed === undefined ? {} : {'access-control-allow-origin': allowed};
        await withFeed(place, {headers, body: acme, keepOpen: true}, ({url}) =>
          follow(new URL(new URL(url, place.origin).pathname, place.other).href, async (feed) => {
            const state = await feed.until(({snapshot, error}) => Boolean(snapshot ?? error));
            outcomes.push(state.snapshot?.page.name ?? trouble(state.error));
          }),
        );
      }
      return outcomes;
    },
    expected: ({browser}) => ['Acme', 'Acme', browser ? 'network' : 'Acme'],
  },

  'eventsource-onmessage/onopen/eventtarget/prototype/url/constructor-*': {
    note:
      'We have no EventSource object, so neither its constants, its handlers nor its prototype. Of its constructor ' +
      'there is the address: resolved against the page, and a TypeError, not a SyntaxError, if it is none.',
    run: async ({origin, browser}) => {
      const attempt = (src: string): string => {
        try {
          return openFeed({src}).src;
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [attempt(`${origin}/feed`), attempt('http://['), browser && attempt('/feed')];
    },
    expected: ({origin, browser}) => [`${origin}/feed`, 'TypeError', browser && `${origin}/feed`],
  },

  'eventsource-from-readable-stream(.fetch)': {
    note: 'Our reader is no constructor, but takes any stream of bytes.',
    run: async () => {
      const items = [];
      for await (const item of readEvents(new Response(body).body!)) items.push(item);
      return items;
    },
    expected: () => [{type: 'event', name: 'message', data: 'hi'}, {type: 'alive'}],
  },
};
