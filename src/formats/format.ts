import type {Parsed} from '../model/types.js';

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
