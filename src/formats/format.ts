import type {Parsed} from '../model/types.js';

/** One document format: pure functions from foreign data to the clean model. */
export interface Format {
  /** Tabs and pages share a feed by this name. A feed whose format has no name is not shared. */
  readonly name?: string | undefined;
  /**
   * A whole document.
   * @throws {FeedError} with code `document` if it is no status document at all.
   */
  document(value: unknown): Parsed;
  /** Names of the stream events that the format knows; others are ignored. */
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
