import type {Clock} from '../clock/clock.js';
import {defaultFormat} from '../formats/default-format.js';
import {safeDocument, hasDocument} from '../dom/safe-document.js';
import {registry} from './registry.js';
import {createSharedFeed} from './shared-feed.js';
import type {Format} from '../formats/format.js';
import type {Persist} from '../persistence/cache.js';
import type {FeedState} from '../store/reduce.js';
import type {Fetch} from '../transport/request.js';
import {parseUrl} from '../parsing/url.js';

/** Where a feed is and, for tests and odd platforms, what it runs on. */
export interface FeedOptions {
  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`; relative to the page, if there is one. */
  readonly src: string;
  /** Further URLs of the same feed on other hosts, asked in turn while the first fails. Their origins may also carry its stream. */
  readonly mirrors?: readonly string[] | undefined;
  /**
   * Where the last document is kept for the next page: for this tab, for this browser, or not at all. Nothing else is
   * kept, and nobody is identified. Default `session`; `none` for a feed that is not shared.
   */
  readonly persist?: Persist | undefined;
  /** How to read it; by name after importing `outage-widgets/full.js`. Default: the Statuspage family and Hund. */
  readonly format?: Format | string | undefined;
  /** As an attribute, after importing `outage-widgets/full.js`; else `signedBy(…)` makes a `format` that verifies. */
  readonly verify?: string | undefined;
  readonly keys?: string | undefined;
  /** Default: the platform's. A feed with a nameless format or a fetch, clock or random of its own is never shared. */
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

/** The format that a feed's options bring or name. */
type ChooseFormat = (options: FeedOptions) => Format;

let chooseFormat: ChooseFormat = ({format = defaultFormat, verify, keys}) => {
  if (typeof format === 'string' || verify || keys)
    throw new TypeError('format and verify need full.js');
  return format;
};

/** For `full.ts`, which knows what the names stand for. */
export function setFormats(choose: ChooseFormat): void {
  chooseFormat = choose;
}

/**
 * Opens a feed. Feeds with the same `src` and `mirrors` are one feed with one connection on the whole page,
 * also between two copies of this library; each caller gets an object of its own, to close for itself.
 *
 * @throws {TypeError} if `src` or a mirror is no URL, or `format` or `verify` ask for what is not there.
 */
export function openFeed(options: FeedOptions): Feed {
  const urls = [options.src, ...(options.mirrors ?? [])].map(absolute);
  const {fetch, clock, random} = options;
  const format = chooseFormat(options);
  const {name} = format;
  // What is read in its own way is nobody else's.
  const key = fetch || clock || random || name === undefined ? '' : urls.join(' ') + name;
  const {feeds} = registry();
  const shared = feeds.get(key) ?? createSharedFeed(urls, key, options, format);
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
      if (closed) throw new Error('Closed: open it anew.');
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
  const result = parseUrl(url, hasDocument() ? safeDocument.baseURI : undefined);
  if (!result) throw new TypeError(`src needs a whole URL, not ${url}`);
  // A query is added to it later.
  result.hash = '';
  return result.href;
}

/** What attributes say, read by name; `mirrors` are URLs separated by white space. */
export function optionsFrom(
  src: string,
  read: (name: string) => string | null | undefined,
): FeedOptions {
  const given = (name: string): string | undefined => read(name) || undefined;
  return {
    src,
    mirrors: given('mirrors')?.match(/\S+/g) ?? [],
    persist: given('persist') as Persist | undefined,
    format: given('format'),
    verify: given('verify'),
    keys: given('keys'),
  };
}
