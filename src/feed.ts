import {connect} from './connection/connect.js';
import {systemClock} from './connection/clock.js';
import type {Clock} from './connection/clock.js';
import {visit} from './connection/visit.js';
import {sharedFeeds} from './registry.js';
import {feedReader} from './sources/reader.js';
import type {Format} from './sources/source.js';
import {statuspage} from './sources/statuspage.js';
import type {ConnectionPhase} from './store/phase.js';
import {initialState, isBehind, reduce} from './store/reduce.js';
import type {FeedState} from './store/reduce.js';
import {createStore} from './store/store.js';
import type {Fetch} from './transport/request.js';
import type {FeedError} from './wire/errors.js';
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
  const create = (): SharedFeed => createFeed(urls, options);
  const shared =
    fetch || clock || random || format ? create() : sharedFeeds(urls.join(' '), create);
  const subscriptions = new Set<() => void>();
  let closed = false;
  return {
    src: urls[0]!,
    get state() {
      return shared.get();
    },
    now: shared.now,
    subscribe(listener) {
      if (closed) throw new Error('This feed is closed: call openFeed() for a new one.');
      const unsubscribe = shared.subscribe(listener);
      subscriptions.add(unsubscribe);
      return () => {
        subscriptions.delete(unsubscribe);
        unsubscribe();
      };
    },
    async refresh() {
      await shared.refresh();
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
export interface SharedFeed extends Pick<Feed, 'now' | 'subscribe'> {
  get(): FeedState;
  refresh(): Promise<unknown>;
}

function createFeed([url, ...mirrors]: readonly string[], options: FeedOptions): SharedFeed {
  const {clock = systemClock, random = Math.random, format = statuspage} = options;
  const fetch: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
  const now = (): number => clock.now();
  const store = createStore(initialState, console.error);
  const reading: Pick<Parameters<typeof visit>[0], 'source' | 'clock' | 'deliver'> & {url: string} =
    {
      url: url!,
      source: feedReader(format, fetch, now),
      clock,
      deliver(delivery, clockOffset) {
        store.set(reduce(store.get(), {...delivery, at: clock.now(), clockOffset}));
        return isBehind(store.get());
      },
    };
  const onPhase = (phase: ConnectionPhase, error?: FeedError): void =>
    store.set(reduce(store.get(), {type: 'connection', phase, error}));
  let disconnect: (() => void) | undefined;
  let pulling: Promise<void> | undefined;
  let subscribers = 0;
  let timer: unknown;

  async function pull(): Promise<void> {
    const {error} = await visit({...reading, accept: 'document', lastEventId: ''}).outcome;
    if (error) onPhase(store.get().connection, error);
    pulling = undefined;
  }

  return {
    get: store.get,
    now,
    subscribe(listener) {
      subscribers++;
      clock.clearTimeout(timer);
      const trustedOrigins = mirrors.map((mirror) => new URL(mirror).origin);
      // First: connecting tells of its phase, and a listener that subscribes on hearing it would connect once more.
      disconnect ??= connect({...reading, trustedOrigins, random, onPhase});
      const unsubscribe = store.subscribe(listener);
      return () => {
        if (!unsubscribe() || --subscribers > 0) return;
        timer = clock.setTimeout(() => {
          disconnect?.();
          disconnect = undefined;
        }, LINGER);
      };
    },
    refresh: () => (pulling ??= pull()),
  };
}

function absolute(url: string): string {
  const {document} = globalThis as {document?: {readonly baseURI: string}};
  const result = parseUrl(url, document?.baseURI);
  if (!result)
    throw new TypeError(`"${url}" is no URL: give src="https://status.example.com/feed".`);
  return result.href;
}

/** The URLs of a `mirrors` attribute, separated by white space. */
export function splitUrls(attribute: string | null | undefined): string[] {
  return attribute?.match(/\S+/g) ?? [];
}
