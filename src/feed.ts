import {connect} from './connection/connect.js';
import {systemClock} from './connection/clock.js';
import type {Clock} from './connection/clock.js';
import {registry} from './registry.js';
import {feedReader} from './sources/reader.js';
import type {Format} from './sources/source.js';
import {statuspage} from './sources/statuspage.js';
import {initialState, reduce} from './store/reduce.js';
import type {FeedState} from './store/reduce.js';
import {createStore} from './store/store.js';
import type {Fetch} from './transport/request.js';
import {parseUrl} from './wire/url.js';

/** Where a feed is and, for tests and odd platforms, what it runs on. */
export interface FeedOptions {
  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`; relative to the page, if there is one. */
  readonly src: string;
  /** Further URLs of the same feed on other hosts. Their origins may also carry its stream. */
  readonly mirrors?: readonly string[];
  /** How to read it. Default: the Statuspage family. */
  readonly format?: Format;
  /** Default: the platform's. A feed with a format, fetch, clock or random of its own is never shared. */
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
  /**
   * The listener is called with each new state, not with the present one.
   * @returns the way to unsubscribe.
   */
  subscribe(listener: (state: FeedState) => void): () => void;
  /** Asks for the whole document right now. Resolves with the state after it; trouble is in `state.error`. */
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
 * @throws {TypeError} if `src` or a mirror is no URL.
 */
export function openFeed(options: FeedOptions): Feed {
  const urls = [options.src, ...(options.mirrors ?? [])].map(absolute);
  const {fetch, clock, random, format} = options;
  // What is read in its own way is nobody else's.
  const key = fetch || clock || random || format ? '' : urls.join(' ');
  const {feeds} = registry();
  const shared = feeds.get(key) ?? createFeed(urls, options);
  if (key) feeds.set(key, shared);
  const subscriptions = new Set<() => void>();
  let closed = false;
  return {
    src: urls[0]!,
    get state() {
      return shared.get();
    },
    now: shared.now,
    subscribe(listener) {
      if (closed) throw new Error('Closed: openFeed() again.');
      const unsubscribe = shared.subscribe(listener);
      subscriptions.add(unsubscribe);
      return () => {
        subscriptions.delete(unsubscribe);
        unsubscribe();
      };
    },
    refresh: shared.refresh,
    close() {
      closed = true;
      for (const unsubscribe of subscriptions) unsubscribe();
      subscriptions.clear();
    },
  };
}

/** The one behind all `Feed` objects of a key. Its shape is part of the registry's version. */
export interface SharedFeed extends Pick<Feed, 'now' | 'subscribe' | 'refresh'> {
  get(): FeedState;
}

function createFeed(urls: readonly string[], options: FeedOptions): SharedFeed {
  const {clock = systemClock, random = Math.random, format = statuspage} = options;
  const fetch: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
  // A clock may be a class, whose methods need their object.
  const now = (): number => clock.now();
  const store = createStore(initialState, console.error);
  let disconnect: (() => void) | undefined;
  let subscribers = 0;
  let timer: unknown;

  const open = (): (() => void) =>
    connect({
      url: urls[0]!,
      origins: urls.map((url) => new URL(url).origin),
      source: feedReader(format, fetch, now),
      clock,
      random,
      deliver(delivery, clockOffset) {
        store.set(reduce(store.get(), {...delivery, at: now(), clockOffset}));
        return store.get().behind;
      },
      onPhase: (phase, error) => store.set(reduce(store.get(), {type: 'connection', phase, error})),
    });

  function close(): void {
    disconnect?.();
    disconnect = undefined;
  }

  const shared: SharedFeed = {
    get: store.get,
    now,
    subscribe(listener) {
      subscribers++;
      clock.clearTimeout(timer);
      disconnect ??= open();
      const unsubscribe = store.subscribe(listener);
      return () => {
        if (!unsubscribe() || --subscribers > 0) return;
        timer = clock.setTimeout(close, LINGER);
      };
    },
    refresh: () =>
      new Promise((resolve) => {
        const {checkedAt, error} = store.get();
        close();
        const unsubscribe = shared.subscribe((state) => {
          // Two answers may come in the same ms; a poll's is told by its end.
          if (
            state.connection !== 'polling' &&
            state.checkedAt === checkedAt &&
            (!state.error || state.error === error)
          )
            return;
          unsubscribe();
          resolve(state);
        });
      }),
  };
  return shared;
}

function absolute(url: string): string {
  const {document} = globalThis as {document?: {readonly baseURI: string}};
  const result = parseUrl(url, document?.baseURI);
  if (!result) throw new TypeError(`src needs a whole URL, not ${url}`);
  return result.href;
}

/** The URLs of a `mirrors` attribute, separated by white space. */
export function splitUrls(attribute: string | null | undefined): string[] {
  return attribute?.match(/\S+/g) ?? [];
}
