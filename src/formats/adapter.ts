import type {Json} from '../parsing/parse.js';
import type {BodyFormat} from '../model/rich-text.js';
import type {Level, Phase} from '../model/types.js';

/**
 * A foreign format. An adapter says the same in Statuspage's words, and `formats/statuspage` then
 * checks every value. So hostile, broken and overlong values are dealt with in one place, whoever
 * wrote them.
 */
export interface Adapter {
  /** The name in `format="…"`. */
  readonly name: string;
  /**
   * True for a document of this format. Only its shape counts: vendors serve their pages under any
   * host.
   */
  matches(root: unknown): boolean;
  /**
   * The same in the words of Statuspage. Pure, and never throws, whatever it is given. A document
   * whose own words the checker knows may pass as it is (`Json`).
   * @param companions - further documents of the same page, by name. A browser has none; the relay
   *   has those it could get.
   */
  translate(root: unknown, companions: Companions): Translation | Json;
  /**
   * True for an address of the vendor. It tells whose an empty list is, if that means that all is
   * well.
   */
  isAt?(url: URL): boolean;
  /** The addresses of further documents by name, absolute or relative to the first document. */
  companions?(url: URL): Readonly<Record<string, string>>;
  /** The names of its stream's events, if it has a stream. */
  readonly events?: {has(name: string): boolean};
  /**
   * An event of a known name as one of ours; undefined if it says nothing, as a sign of life does.
   */
  translateEvent?(name: string, value: unknown): TranslatedEvent | undefined;
}

/** Documents by name. A document that could not be had is absent. */
export type Companions = Readonly<Record<string, unknown>>;

/** Name and data of an event of our own protocol (PROTOCOL.md, section 3). */
export type TranslatedEvent = readonly [name: string, value: unknown];

/**
 * A Statuspage v2 summary with `ext`. Texts, ids and links are passed on as they came and checked
 * later. Times are ISO 8601 (no zone means UTC) or epoch seconds; `foreign-time.ts` turns others
 * into ISO 8601. A level stands in `ext.level`, in our own words.
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
  readonly ext: {readonly level: Level; readonly region?: unknown};
}

export interface TranslatedReport {
  /** Absent if the source has none: title and start then stand for it. */
  readonly id?: unknown;
  readonly name: unknown;
  readonly status: Phase;
  readonly created_at?: unknown;
  readonly started_at?: unknown;
  readonly updated_at?: unknown;
  readonly resolved_at?: unknown;
  readonly shortlink?: unknown;
  /** `status` counts for a component that the page lists nowhere else. */
  readonly components?: readonly {
    readonly id?: unknown;
    readonly name?: unknown;
    readonly status?: unknown;
  }[];
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
