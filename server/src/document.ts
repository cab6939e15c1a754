/**
 * The document of the status feed protocol (PROTOCOL.md, section 1), as this server writes it.
 * Times are RFC 3339 strings with `Z`. `document.schema.json` decides which values are valid.
 */

export type Indicator = 'none' | 'minor' | 'major' | 'critical' | 'maintenance';
export type Impact = Indicator;
/** The values of `ext.level` (PROTOCOL.md, section 1.2). */
export type Level =
  'operational' | 'maintenance' | 'notice' | 'degraded' | 'partial' | 'major' | 'unknown';
export type ComponentStatus =
  'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage' | 'under_maintenance';
export type IncidentStatus =
  'investigating' | 'identified' | 'monitoring' | 'resolved' | 'postmortem';
export type MaintenanceStatus = 'scheduled' | 'in_progress' | 'verifying' | 'completed';

/** The page that an object comes from, on a page that repeats other pages. */
export interface Origin {
  /** The `id` of one of `ext.sources`, or of a provider whose incident this is. */
  readonly id: string;
  readonly name: string;
  readonly url?: string;
  /** The level that the origin gives its component, while an incident of ours says worse. */
  readonly level?: Level;
  /** The id at the origin of an incident that was adopted, and is the publisher's own since. */
  readonly adopted?: string;
}

/** A page that this page repeats, with the summary it gave of itself as of `rev`. */
export interface SourceWord extends Pick<Origin, 'id' | 'name' | 'url'> {
  readonly level: Level;
  readonly description?: string;
  /** Up to when its objects are known to be true; absent before its first answer. */
  readonly generated_at?: string;
}

export interface Page {
  readonly name: string;
  readonly id?: string;
  readonly url?: string;
  readonly updated_at?: string;
}

export interface PageStatus {
  readonly indicator: Indicator;
  readonly description?: string;
  /** A level that the indicator cannot express: a finer one, or `unknown`. */
  readonly ext?: {readonly level?: Level};
}

export interface Component {
  readonly id: string;
  readonly name: string;
  readonly status: ComponentStatus;
  readonly description?: string | null;
  /** True for a group. Its members name it in their `group_id`. */
  readonly group?: boolean;
  readonly group_id?: string;
  readonly ext?: ComponentExt;
}

/** `ext` of a component; the fields this server handles itself are typed. */
export interface ComponentExt {
  readonly level?: Level;
  readonly origin?: Origin;
  readonly [field: string]: unknown;
}

/** The status that an incident or a maintenance claims for a component. */
export interface ComponentClaim {
  readonly id: string;
  readonly status: ComponentStatus;
}

/** `ext` of an incident or a maintenance; the fields this server handles itself are typed. */
export interface IncidentExt {
  readonly revision?: number;
  readonly level?: Level;
  readonly origin?: Origin;
  readonly components?: readonly ComponentClaim[];
  readonly eta?: {
    readonly at: string;
    readonly confidence?: 'low' | 'medium' | 'high';
    readonly previous_at?: string;
    readonly first_at?: string;
  };
  readonly next_update_at?: string;
  readonly postmortem?: {readonly url: string; readonly published_at?: string};
  readonly [field: string]: unknown;
}

export interface IncidentUpdate {
  readonly id: string;
  readonly status: IncidentStatus | MaintenanceStatus;
  readonly body: string;
  readonly display_at: string;
  readonly ext?: Readonly<Record<string, unknown>>;
}

interface Event<Status> {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly impact: Impact;
  readonly created_at: string;
  readonly updated_at?: string;
  readonly resolved_at?: string | null;
  readonly shortlink?: string | null;
  readonly components?: readonly Component[];
  /** Newest first. */
  readonly incident_updates: readonly IncidentUpdate[];
  readonly ext?: IncidentExt;
}

export type Incident = Event<IncidentStatus>;

export interface Maintenance extends Event<MaintenanceStatus> {
  readonly scheduled_for: string;
  readonly scheduled_until?: string | null;
}

export interface DocumentExt {
  readonly schema: '1';
  readonly epoch: string;
  readonly rev: number;
  readonly generated_at: string;
  readonly max_stale_seconds?: number;
  readonly poll_after_seconds?: number;
  readonly stream?: string;
  readonly sources?: readonly SourceWord[];
  readonly withdrawn?: readonly Withdrawn[];
}

/** An object that the publisher took back. */
export interface Withdrawn {
  readonly type: 'incident' | 'maintenance';
  readonly id: string;
  /** When, RFC 3339. */
  readonly at: string;
}

export interface FeedDocument {
  readonly page: Page;
  readonly status: PageStatus;
  readonly components: readonly Component[];
  readonly incidents: readonly Incident[];
  readonly scheduled_maintenances: readonly Maintenance[];
  readonly ext: DocumentExt;
}

/** Incidents and maintenances that are over and have left the document, newest first. */
export interface History {
  readonly incidents: readonly Incident[];
  readonly maintenances: readonly Maintenance[];
}

export function isRunning(maintenance: Maintenance): boolean {
  return maintenance.status === 'in_progress' || maintenance.status === 'verifying';
}

/** Whether an object belongs to another page. Only that page changes it or takes it away. */
export function isForeign({ext}: Component | Incident | Maintenance): boolean {
  return ext?.origin !== undefined && ext.origin.adopted === undefined;
}

/** Whether an object belongs to this page. */
export function isFrom(item: Component | Incident | Maintenance, sourceId: string): boolean {
  return isForeign(item) && item.ext?.origin?.id === sourceId;
}
