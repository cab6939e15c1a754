import type {DocumentExt, FeedDocument} from '../document.js';

/** `ext` of a beat (PROTOCOL.md, section 3). */
export type Beat = Pick<DocumentExt, 'epoch' | 'rev' | 'generated_at'>;

/**
 * Delivers to readers what a feed publishes.
 *
 * The state is on disk before a hub gets it. So a hub neither fails nor keeps the publisher
 * waiting: while it cannot deliver, it keeps the newest state and delivers that later.
 */
export interface Hub {
  /** Delivers a new document. Calls come in the order of the revs. */
  readonly publish: (document: FeedDocument) => void;
  /** Tells readers that the feed lives and that nothing has changed. */
  readonly beat: (beat: Beat) => void;
  /** Reports the state of the connection. Only a hub that can lose its connection has this. */
  readonly health?: () => HubHealth;
  readonly close: () => Promise<void>;
}

/** One entry of `hubs` in the answer of `/healthz`. */
export interface HubHealth {
  /** The rev that was delivered last; undefined before the first. */
  readonly told: number | undefined;
  /** How many attempts in a row have failed: 0 when all is well. */
  readonly failures: number;
}

/** The present state of a feed, as a hub reads it. */
export interface FeedView {
  readonly document: () => FeedDocument;
  readonly beat: () => Beat;
}
