import type {Clock} from './connection/clock.js';
import {page, hasPage} from './page.js';
import {registry} from './registry.js';
import {createSharedFeed} from './shared-feed.js';
import type {Format} from './sources/source.js';
import {PERSISTS} from './store/cache.js';
import type {Persist} from './store/cache.js';
import type {FeedState} from './store/reduce.js';
import type {Fetch} from './transport/request.js';
import {parseUrl} from './wire/url.js';

/** Where a feed is and, for tests and odd platforms, what it runs on. */
export interface FeedOptions {
  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`; relative to the page, if there is one. */
  readonly src: string;
  /** Further URLs of the same feed on other hosts, asked in turn while the first fails. Their origins may also carry its stream. */
  readonly mirrors?: readonly string[];
  /**
   * Where the last document is kept for the next page: for this tab, for this browser, or not at all. Nothing else is
   * kept, and nobody is identified. Default `session`; `none` for a feed that is not shared.
   */
  readonly persist?: Persist;
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

/**
 * Opens a feed. Feeds with the same `src` and `mirrors` are one feed with one connection on the whole page,
 * also between two copies of this library; each caller gets an object of its own, to close for itself.
 *
 * @throws {TypeError} if `src` or a mirror is no URL, or `persist` no place.
 */
export function openFeed(options: FeedOptions): Feed {
  const urls = [options.src, ...(options.mirrors ?? [])].map(absolute);
  const {fetch, clock, random, format, persist = 'session'} = options;
  if (!PERSISTS.includes(persist))
    throw new TypeError(`persist needs ${PERSISTS.join(' or ')}, not ${persist}`);
  // What is read in its own way is nobody else's.
  const key = fetch || clock || random || format ? '' : urls.join(' ');
  const {feeds} = registry();
  const shared = feeds.get(key) ?? createSharedFeed(urls, key, options);
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

function absolute(url: string): string {
  const result = parseUrl(url, hasPage() ? page.baseURI : undefined);
  if (!result) throw new TypeError(`src needs a whole URL, not ${url}`);
  // A query is added to it later.
  result.hash = '';
  return result.href;
}

/** What attributes say: `mirrors` are URLs separated by white space. */
export function optionsFrom(
  src: string,
  mirrors: string | null | undefined,
  persist: string | null | undefined,
): FeedOptions {
  return {
    src,
    mirrors: mirrors?.match(/\S+/g) ?? [],
    ...(persist && {persist: persist as Persist}),
  };
}
