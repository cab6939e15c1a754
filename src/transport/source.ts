import type {RawMessage} from '../formats/format.js';
import type {Message, Problem} from '../model/types.js';
import type {Accept} from './request.js';

/** What a visit to a feed brings, in order. */
export type SourceEvent =
  /** Headers came. `clockOffset` is the server's clock minus ours in ms, where the Date header is readable. */
  | {
      readonly type: 'open';
      readonly via: 'stream' | 'document';
      readonly clockOffset: number;
      /** How old a cache's copy is, ms. Default 0. */
      readonly ageMs?: number;
    }
  /** Bytes came, whatever they mean: the edge lives. */
  | {readonly type: 'alive'}
  | {readonly type: 'id'; readonly id: string}
  /** The stream asked for this width of the first reconnect's spread, in ms. */
  | {readonly type: 'retry'; readonly ms: number}
  | {
      readonly type: 'message';
      readonly message: Message;
      readonly problems: readonly Problem[];
      /** As it came, to be read once more elsewhere. */
      readonly raw: RawMessage;
    };

/** How a visit is to be made. */
export interface SourceRequest {
  /** Ends the visit at once. */
  readonly signal: AbortSignal;
  readonly accept: Accept;
  /** Empty to begin anew. */
  readonly lastEventId: string;
}

/**
 * The seam third parties implement: one visit to a URL. It ends when the server or the signal ends it, throws
 * a `FeedError` if it fails, and never retries: that is the connection's business.
 */
export type Source = (url: string, visit: SourceRequest) => AsyncIterable<SourceEvent>;
