import type {Json} from '../parsing/parse.js';
import type {BodyFormat} from '../parsing/plain-text.js';
import type {Level, Phase} from '../model/types.js';

/**
 * A foreign format, read by saying the same in the words of Statuspage. `sources/statuspage.ts` then checks every value,
 * so that what is hostile, broken or too long is dealt with in one place, whoever wrote it.
 */
export interface Adapter {
  /** As in `format="…"`. */
  readonly name: string;
  /** Whether a document is of this format, by its shape alone: vendors serve their pages under any host. */
  matches(root: unknown): boolean;
  /**
   * The same in the words of Statuspage. Pure, and never throws, whatever it is given.
   * Where its own words are among those the checker knows, they may pass as they are (`Json`).
   * @param companions - further documents of the same page, by name; a browser has none, the relay those it could get.
   */
  translate(root: unknown, companions: Companions): Translation | Json;
  /** Whether this is the vendor's own address: it tells whose an empty list is, where that says that all is well. */
  isAt?(url: URL): boolean;
  /** Where further documents of the same page are, relative to the first or absolute, by name. */
  companions?(url: URL): Readonly<Record<string, string>>;
  /** Names of its stream's events, where it has a stream. */
  readonly events?: {has(name: string): boolean};
  /** An event of a known name as one of ours; undefined if it says nothing, such as a sign of life of the edge server. */
  translateEvent?(name: string, value: unknown): TranslatedEvent | undefined;
}

/** Documents by name; absent are those that could not be had. */
export type Companions = Readonly<Record<string, unknown>>;

/** Name and data of an event of our own protocol (PROTOCOL.md, section 3). */
export type TranslatedEvent = readonly [name: string, value: unknown];

/**
 * A Statuspage v2 summary with `ext`. Values are passed on as they came: texts, ids and links are checked later. Times are
 * ISO 8601 (no zone means UTC); others go through `foreign-time.ts` first. A level stands in `ext.level`, in our own words.
 */
export interface Translation {
  readonly page?: {readonly name?: unknown; readonly url?: unknown; readonly updated_at?: unknown};
  readonly status?: {readonly description?: unknown; readonly ext: {readonly level: Level}};
  readonly components?: readonly TranslatedComponent[];
  readonly incidents?: readonly TranslatedReport[];
  readonly scheduled_maintenances?: readonly TranslatedMaintenance[];
  readonly ext?: {
    readonly generated_at?: unknown;
    readonly max_stale_seconds?: unknown;
    readonly poll_after_seconds?: unknown;
    readonly locale?: unknown;
  };
}

export interface TranslatedComponent {
  readonly id?: unknown;
  readonly name: unknown;
  /** True for a row that only groups others. */
  readonly group?: boolean;
  readonly group_id?: unknown;
  readonly ext: {readonly level: Level};
}

export interface TranslatedReport {
  /** Left out where the source has none: title and start stand for it. */
  readonly id?: unknown;
  readonly name: unknown;
  readonly status: Phase;
  readonly created_at?: unknown;
  readonly started_at?: unknown;
  readonly updated_at?: unknown;
  readonly resolved_at?: unknown;
  readonly shortlink?: unknown;
  readonly components?: readonly {readonly id?: unknown; readonly name?: unknown}[];
  readonly incident_updates?: readonly TranslatedUpdate[];
  readonly ext?: {
    readonly level?: Level;
    readonly body_format?: BodyFormat;
    readonly expires_at?: unknown;
  };
}

export interface TranslatedMaintenance extends TranslatedReport {
  readonly scheduled_for?: unknown;
  readonly scheduled_until?: unknown;
}

export interface TranslatedUpdate {
  readonly id?: unknown;
  readonly status: Phase;
  readonly body?: unknown;
  readonly display_at?: unknown;
}
