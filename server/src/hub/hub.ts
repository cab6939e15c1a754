import type {DocumentExt, FeedDocument} from '../document.js';

/** `ext` of a beat (PROTOCOL.md, section 3). */
export type Beat = Pick<DocumentExt, 'epoch' | 'rev' | 'generated_at'>;

/**
 * Brings what a feed says to its readers. What it is given is on disk already, so it neither fails nor keeps anybody
 * waiting: in trouble it holds on to the newest and brings that when the trouble is over.
 */
export interface Hub {
  /** A new document. Documents come in the order of their revs. */
  readonly publish: (document: FeedDocument) => void;
  /** Nothing changed, and the feed lives. */
  readonly beat: (beat: Beat) => void;
  /** How it fares, of a hub that can be in trouble. */
  readonly health?: () => HubHealth;
  readonly close: () => Promise<void>;
}

export interface HubHealth {
  /** The rev it took last; undefined if none yet. */
  readonly told: number | undefined;
  /** Attempts in a row that failed: 0 when all is well. */
  readonly failures: number;
}

/** What a feed stands for at the moment it is asked. */
export interface Voice {
  readonly document: () => FeedDocument;
  readonly beat: () => Beat;
}
