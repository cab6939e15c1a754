import type {FeedError} from '../model/errors.js';
import type {Parsed} from '../model/types.js';
import type {Accept} from './request.js';

/** A message before it is read. */
export interface RawMessage {
  /** Name of its event; empty for a document. */
  readonly event: string;
  readonly text: string;
}

/** A message as it was read, and as it came: another tab or a later page reads it once more. */
export interface SourceMessage extends Parsed {
  readonly raw: RawMessage;
}

/** An attempt to read a feed brings these, in order. */
export type SourceEvent =
  /**
   * Headers came. `clockOffset` is the server's clock minus ours in ms, where the Date header is
   * readable.
   */
  | {
      readonly type: 'open';
      readonly via: 'stream' | 'document';
      readonly clockOffset: number;
      /** How old a cache's copy is, ms. Default 0. */
      readonly ageMs?: number;
    }
  /**
   * The end of a read: bytes came, whatever they mean, so the edge server lives. It follows the
   * other events that came with them.
   */
  | {readonly type: 'alive'}
  | {readonly type: 'id'; readonly id: string}
  /** The stream asked for this width of the first reconnect's spread, in ms. */
  | {readonly type: 'retry'; readonly ms: number}
  /** Messages that came in one read, oldest first: only the last one tells how things stand. */
  | {readonly type: 'messages'; readonly messages: readonly SourceMessage[]}
  /** One event of a stream is broken, and was left out. */
  | {readonly type: 'invalid'; readonly error: FeedError};

/** How an attempt is to be made. */
export interface SourceRequest {
  /** Ends the attempt at once. */
  readonly signal: AbortSignal;
  readonly accept: Accept;
  /** Empty to begin anew. */
  readonly lastEventId: string;
}

/**
 * The seam third parties implement: one attempt to read a URL. It ends when the server or the
 * signal ends it, throws a `FeedError` if it fails, and never retries: that is the connection's
 * business.
 */
export type Source = (url: string, request: SourceRequest) => AsyncIterable<SourceEvent>;
