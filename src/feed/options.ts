import type {Clock} from '../clock/clock.js';
import type {Format} from '../formats/format.js';
import type {Persist} from '../persistence/cache.js';
import type {FeedState} from '../store/reduce.js';
import type {Fetch} from '../transport/request.js';

/** Where a feed is and, for tests and odd platforms, what it runs on. */
export interface FeedOptions {
  /**
   * URL of a feed, or of any Statuspage-v2-compatible `summary.json`; relative to the page, if
   * there is one.
   */
  readonly src: string;
  /**
   * Further URLs of the same feed on other hosts, asked in turn while the first fails. Their
   * origins may also carry its stream.
   */
  readonly mirrors?: readonly string[] | undefined;
  /**
   * Where the last document is kept for the next page: for this tab, for this browser, or not at
   * all. Nothing else is kept, and nobody is identified. Default `session`; `none` for a feed that
   * is not shared.
   */
  readonly persist?: Persist | undefined;
  /**
   * How to read it; by name after importing `outage-widgets/full.js`. Default: the Statuspage
   * family and Hund.
   */
  readonly format?: Format | string | undefined;
  /**
   * `require` or `prefer`, after importing `outage-widgets/full.js`; without it, `signedBy(…)`
   * makes a `format` that verifies.
   */
  readonly verify?: string | undefined;
  /** Public keys for `verify`, separated by white space. */
  readonly keys?: string | undefined;
  /**
   * Default: the platform's. A feed with a nameless format or a fetch, clock or random of its own
   * is never shared.
   */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  /** Gives U(0,1). */
  readonly random?: () => number;
}

/** A status feed. It connects with the first subscriber, and closes soon after the last one. */
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
  /** Asks for the whole document right now. The state after it has any trouble as its `error`. */
  refresh(): Promise<FeedState>;
  /** Drops all subscriptions made through this object. */
  close(): void;
}

/**
 * The feed behind all `Feed` objects of one key. Copies of this library share it: its shape is part
 * of the registry's version.
 */
export interface SharedFeed extends Pick<Feed, 'now' | 'subscribe' | 'refresh'> {
  get(): FeedState;
}
