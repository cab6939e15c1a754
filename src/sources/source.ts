import type {Accept} from '../transport/request.js';
import type {Message, Parsed, Problem} from '../wire/types.js';

/** One document format: pure functions from foreign data to the clean model. */
export interface Format {
  /** What tabs and pages know it by; a format without a name is nobody else's, and its feed is not shared. */
  readonly name?: string | undefined;
  /**
   * A whole document.
   * @throws {FeedError} with code `document` if it is no status document at all.
   */
  document(value: unknown): Parsed;
  /** Names of the stream events it knows; others are ignored. */
  readonly events: {has(name: string): boolean};
  /**
   * The data of one event of a known name; undefined if it says nothing.
   * @throws {FeedError} with code `document` if it is broken.
   */
  event(name: string, value: unknown): Parsed | undefined;
  /**
   * Resolves if a text from the network is genuine; see `signature.ts`. Default: all are.
   * @param event - the name of its event; empty for a document.
   * @param now - epoch ms.
   * @throws {FeedError} with code `signature`.
   */
  verify?(event: string, text: string, now: number): Promise<void>;
}

/** The name of an event, empty for a document, and its text. */
export type Raw = readonly [name: string, text: string];

/** What a visit to a feed brings, in order. */
export type Arrival =
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
      readonly raw: Raw;
    };

/** How a visit is to be made. */
export interface VisitRequest {
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
export type Source = (url: string, visit: VisitRequest) => AsyncIterable<Arrival>;
