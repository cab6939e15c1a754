/**
 * The model: the publisher's words as plain readonly data. Every format ends in these shapes;
 * elements and stores never see a vendor's own. All times are epoch milliseconds (UTC).
 */

import type {Block} from './rich-text.js';

/**
 * The severity, in order: `operational < maintenance < notice < degraded < partial < major`.
 * `unknown` is outside the order: a word that is not understood is never `operational`.
 */
export type Level =
  'operational' | 'maintenance' | 'notice' | 'degraded' | 'partial' | 'major' | 'unknown';

/**
 * The phase of an incident or a maintenance; `unknown` for words we do not know. Work that was
 * called off is `cancelled`: it is over, and nobody did it. An incident that never was one is a
 * `false_alarm`.
 */
export type Phase =
  | 'investigating'
  | 'identified'
  | 'monitoring'
  | 'resolved'
  | 'scheduled'
  | 'in_progress'
  | 'verifying'
  | 'completed'
  | 'cancelled'
  | 'false_alarm'
  | 'unknown';

/** The page a feed speaks for, with the publisher's own summary of it. */
export interface Page {
  /** May be empty. */
  readonly name: string;
  readonly url: string | undefined;
  readonly updatedAt: number | undefined;
  /** The publisher's roll-up; never derived from incidents or components. */
  readonly level: Level;
  /** The roll-up in the publisher's words; empty if none were given. */
  readonly headline: string;
}

/** A part of the product, as its users know it. */
export interface Component {
  readonly id: string;
  /** For readers. One of several components of one name has its region or group behind it. */
  readonly name: string;
  /** The name as the page writes it, where `name` says more. */
  readonly ownName: string | undefined;
  readonly level: Level;
  readonly region: string | undefined;
  readonly groupId: string | undefined;
  /** True for a row that only groups others. */
  readonly group: boolean;
}

/** A component as an incident names it. Its level stands in the snapshot's own list. */
export interface AffectedComponent {
  readonly id: string;
  /** Empty when only the id was given. */
  readonly name: string;
}

/** One message about an incident or a maintenance. */
export interface Update {
  readonly id: string;
  readonly phase: Phase;
  /** Readable plain text, whatever the format it came in. */
  readonly body: string;
  /** The same with its structure and its links; undefined if it has none. */
  readonly blocks: readonly Block[] | undefined;
  /** The time of the message: `display_at`, which may be back-dated. */
  readonly at: number | undefined;
  /** False if the publisher says that it is no news: it is shown, and nobody is told. */
  readonly news: boolean;
}

/** An estimate of the end. A moved end is shown as moved, from the very first one. */
export interface Estimate {
  readonly at: number;
  /** The estimate before. */
  readonly previousAt: number | undefined;
  /** The first of all; it says how good the estimates were. */
  readonly firstAt: number | undefined;
}

/** The people and places that are affected, each only as far as the publisher says so. */
export interface Scope {
  readonly count: number | undefined;
  /** 0 to 100. */
  readonly percent: number | undefined;
  /** The noun for those that are counted, such as "users"; may be empty. */
  readonly unit: string;
  /** The people in words, such as "customers in the EU region"; may be empty. */
  readonly words: string;
  /** Regions or data centres. */
  readonly places: readonly string[];
}

/** The safety of the data of readers. */
export type DataSafety = 'safe' | 'delayed' | 'lost' | 'unknown';

/** A supplier of the publisher, who has part of the trouble. */
export interface Provider {
  readonly name: string;
  /** Their status page. */
  readonly url: string | undefined;
}

/** The report on causes and lessons. */
export interface Postmortem {
  readonly url: string;
  readonly publishedAt: number | undefined;
}

/** A link to something that people can do. */
export interface Action {
  readonly label: string;
  readonly url: string;
}

/** The most prominent place a piece of news may appear in. */
export type Display = 'banner' | 'inline' | 'indicator' | 'none';

/** The fields that incidents and maintenances have in common. */
export interface Report {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly level: Level;
  readonly startedAt: number | undefined;
  readonly updatedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly url: string | undefined;
  /** Newest first, by time. */
  readonly updates: readonly Update[];
  /** Empty when the source names none. */
  readonly components: readonly AffectedComponent[];
  readonly scope: Scope | undefined;
  /** The features that work all the same, in words. */
  readonly notAffected: readonly string[];
  readonly dataSafety: DataSafety | undefined;
  readonly provider: Provider | undefined;
  readonly postmortem: Postmortem | undefined;
  /** A security matter: its texts leave out details on purpose. */
  readonly security: boolean;
  readonly estimate: Estimate | undefined;
  /** The publisher promises more news by then. */
  readonly nextUpdateAt: number | undefined;
  /** May be empty. */
  readonly workaround: string;
  readonly actions: readonly Action[];
  readonly display: Display;
  /** The publisher's wish; undefined leaves it to the element. */
  readonly dismissible: boolean | undefined;
  readonly expiresAt: number | undefined;
  /** False if the publisher says that none of it is news: it is shown, and nobody is told. */
  readonly news: boolean;
  /** True if another page said it, which this document repeats. */
  readonly repeated: boolean;
}

/** Something unplanned. */
export interface Incident extends Report {
  readonly kind: 'incident';
}

/** Planned work, from `scheduledFor` to `scheduledUntil` where one is given. */
export interface Maintenance extends Report {
  readonly kind: 'maintenance';
  readonly scheduledFor: number | undefined;
  readonly scheduledUntil: number | undefined;
}

/**
 * The stage of planned work at a moment.
 * - `upcoming`: no more than its time is known.
 * - `due`: its start has passed, and nobody said that it began.
 * - `overrun`: its end has passed, and nobody said that it ended.
 */
export type MaintenanceStage = 'upcoming' | 'due' | 'active' | 'overrun';

/** The publisher's place in its own history, and its hints about freshness. */
export interface Revision {
  /** Changes when `rev` starts again. */
  readonly epoch: string | undefined;
  /** Rises with each change within an epoch. */
  readonly rev: number | undefined;
  /** When the publisher made this: the proof that the feed lives. */
  readonly generatedAt: number | undefined;
  /**
   * Seconds without newer proof after which green becomes unknown; see `DEFAULT_MAX_STALE_SECONDS`.
   */
  readonly maxStaleSeconds: number | undefined;
  /** Seconds between two polls. */
  readonly pollAfterSeconds: number | undefined;
  /** The address of the stream, as written: it still has to be resolved and checked. */
  readonly stream: string | undefined;
  /** BCP 47 language of the texts. */
  readonly locale: string | undefined;
}

/** One whole document. */
export interface Snapshot {
  readonly page: Page;
  readonly components: readonly Component[];
  readonly incidents: readonly Incident[];
  readonly maintenances: readonly Maintenance[];
  /** Keys of the reports that the publisher took back, as `incident 4711`: they leave no trace. */
  readonly withdrawn: readonly string[];
  readonly revision: Revision;
}

/** The publisher's roll-up alone. */
export type Summary = Pick<Page, 'level' | 'headline'>;

/** The lists of a snapshot, whose items can change or go one by one. */
export type ListName = 'components' | 'incidents' | 'maintenances';

/** One message of a feed, already checked. */
export type Message =
  | {readonly type: 'snapshot'; readonly snapshot: Snapshot}
  /** Puts one object into its place, or at the end. */
  | ({readonly type: 'upsert'} & Change &
      (
        | {readonly list: 'components'; readonly item: Component}
        | {readonly list: 'incidents'; readonly item: Incident}
        | {readonly list: 'maintenances'; readonly item: Maintenance}
      ))
  | ({readonly type: 'remove'; readonly list: ListName; readonly id: string} & Change)
  | ({readonly type: 'status'} & Change)
  /** Nothing changed, and the feed itself is alive. */
  | ({readonly type: 'beat'} & Change)
  | {readonly type: 'bye'; readonly retryAfterMs: number | undefined};

/** The fields that a message about one change carries besides. */
export interface Change {
  readonly revision: Revision;
  /** The roll-up after the change; absent when the message does not repeat it. */
  readonly summary: Summary | undefined;
}

/** A flaw of one item that was dropped or repaired; the rest of the document was kept. */
export interface Problem {
  /** JSON pointer (RFC 6901) into the document. */
  readonly pointer: string;
  /** A sentence in English, for a developer. */
  readonly message: string;
}

/** A message, and the flaws of its parts. */
export interface Parsed {
  readonly message: Message;
  readonly problems: readonly Problem[];
}
