import {connect} from './connection/connect.js';
import type {Connection} from './connection/connect.js';
import {systemClock} from './connection/clock.js';
import type {Clock} from './connection/clock.js';
import {feedReader} from './sources/reader.js';
import type {Format} from './sources/source.js';
import {statuspage} from './sources/statuspage.js';
import {initialState, isBehind, reduce} from './store/reduce.js';
import type {FeedState} from './store/reduce.js';
import {createStore} from './store/store.js';
import type {Fetch} from './transport/request.js';
import {sharedFeeds} from './registry.js';

/** Where a feed is and, for tests and odd platforms, what it runs on. */
export interface FeedOptions {
  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`; relative to the page, if there is one. */
  readonly src: string;
  /** Further URLs of the same feed on other hosts. Their origins may also carry its stream. */
  readonly mirrors?: readonly string[];
  /** How to read it. Default: the Statuspage family. */
  readonly format?: Format;
  /** Default: the platform's. A feed with its own fetch, clock or random is never shared. */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  /** Gives U(0,1). */
  readonly random?: () => number;
}

/** A status feed. It connects with the first subscriber and rests a moment after the last one left. */
export interface Feed {
  /** Absolute URL. */
  readonly src: string;
  readonly state: FeedState;
  /** The present moment by the feed's clock, epoch ms: what selectors want to know. */
  now(): number;
  /** @returns the way to unsubscribe. The listener is called with each new state, not with the present one. */
  subscribe(listener: (state: FeedState) => void): () => void;
  /** Asks right now. Resolves with the state after it; trouble is found in `state.error`, never thrown. */
  refresh(): Promise<FeedState>;
  /** Drops all subscriptions made through this object. */
  close(): void;
}

/** Ms a feed without subscribers stays connected: an element moved in the document leaves and returns. */
const LINGER = 1_000;

/**
 * Opens a feed. Feeds with the same `src` and `mirrors` are one feed with one connection on the whole page,
 * also between two copies of this library; each caller gets an object of its own, to close for itself.
 *
 * @throws {TypeError} if `src` is no URL.
 */
export function openFeed(options: FeedOptions): Feed {
  const src = absolute(options.src);
  const mirrors = (options.mirrors ?? []).map(absolute);
  const {fetch, clock, random, format} = options;
  const create = (): SharedFeed => createFeed(src, mirrors, options);
  const own = fetch ?? clock ?? random ?? format;
  const shared = own ? create() : sharedFeeds(JSON.stringify([src, ...mirrors]), create);
  const subscriptions = new Set<() => void>();
  let closed = false;
  return {
    src,
    get state() {
      return shared.get();
    },
    now: shared.now,
    subscribe(listener) {
      if (closed) throw new Error('This feed was closed: call openFeed() for a new one.');
      const unsubscribe = shared.subscribe(listener);
      subscriptions.add(unsubscribe);
      return () => {
        subscriptions.delete(unsubscribe);
        unsubscribe();
      };
    },
    async refresh() {
      if (closed) throw new Error('This feed was closed: call openFeed() for a new one.');
      // A subscription keeps the connection while it asks, and a moment longer.
      const unsubscribe = shared.subscribe(() => undefined);
      await shared.refresh();
      unsubscribe();
      return shared.get();
    },
    close() {
      closed = true;
      for (const unsubscribe of subscriptions) unsubscribe();
      subscriptions.clear();
    },
  };
}

/** The one behind all `Feed` objects of a key. Its shape is part of the registry's version. */
export interface SharedFeed {
  get(): FeedState;
  now(): number;
  subscribe(listener: (state: FeedState) => void): () => void;
  refresh(): Promise<void>;
}

function createFeed(src: string, mirrors: readonly string[], options: FeedOptions): SharedFeed {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const store = createStore<FeedState>(initialState, (error) => console.error(error));
  let connection: Connection | undefined;
  let subscribers = 0;
  let linger: unknown;

  function open(): Connection {
    return connect({
      url: src,
      trustedOrigins: mirrors.map((mirror) => new URL(mirror).origin),
      source: feedReader(options.format ?? statuspage, fetch, () => clock.now()),
      clock,
      random,
      deliver({message, problems}, {clockOffset}) {
        store.set(
          reduce(store.get(), {type: 'message', message, problems, at: clock.now(), clockOffset}),
        );
        return isBehind(store.get());
      },
      onPhase: (phase, error) => store.set(reduce(store.get(), {type: 'connection', phase, error})),
    });
  }

  function close(): void {
    if (subscribers > 0) return;
    connection?.close();
    connection = undefined;
  }

  return {
    get: store.get,
    now: () => clock.now(),
    subscribe(listener) {
      subscribers++;
      clock.clearTimeout(linger);
      // First: opening tells of its phase, and a listener that subscribes or refreshes then would open another one.
      connection ??= open();
      const unsubscribe = store.subscribe(listener);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        unsubscribe();
        if (--subscribers === 0) linger = clock.setTimeout(close, LINGER);
      };
    },
    refresh: async () => connection?.refresh(),
  };
}

function absolute(url: string): string {
  const base = (globalThis as {document?: {baseURI: string}}).document?.baseURI;
  try {
    return new URL(url, base).href;
  } catch (cause) {
    throw new TypeError(
      `"${url}" is no URL: give src an absolute one, like https://status.example.com/feed.`,
      {cause},
    );
  }
}

/** The URLs of a `mirrors` attribute, separated by white space. */
export function splitUrls(attribute: string | null | undefined): string[] {
  return attribute?.match(/\S+/g) ?? [];
}
