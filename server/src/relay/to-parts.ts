import type {AffectedComponent, Report, Snapshot} from 'outage-widgets/core.js';
import {finerLevel, impactOf, withLevel} from '../changes/levels.js';
import type {SourceParts} from '../changes/source-parts.js';
import {incidentStatus, maintenanceStatus, updateStatus} from './nearest-words.js';
import {linkOrNone} from './origin.js';
import {prefixed, uniqueIds} from './unique-ids.js';
import {isOver} from '../document.js';
import type {
  Component,
  FeedDocument,
  Incident,
  IncidentExt,
  IncidentStatus,
  IncidentUpdate,
  Maintenance,
  MaintenanceStatus,
  Origin,
} from '../document.js';

/** Where the parts go. */
export interface Place {
  readonly origin: Origin;
  /** Stands before every id of theirs; empty where the page repeats nobody else. */
  readonly prefix: string;
  /** What is published now. */
  readonly document: FeedDocument;
  /** The present, RFC 3339. */
  readonly now: string;
}

/**
 * What a source says, as parts of our document: strict where sources are loose, and with no word
 * that they did not say.
 */
export function toParts(snapshot: Snapshot, place: Place): SourceParts {
  const {origin} = place;
  const nameComponent = uniqueIds(place.prefix, ownIds(place.document.components));
  const components = snapshot.components.map((component) => ({
    ...component,
    newId: nameComponent(component.id),
  }));
  const idOf = (id: string): string =>
    components.find((component) => component.id === id)?.newId ?? prefixed(place.prefix, id);
  const groups = new Set(snapshot.components.map(({id}) => id));

  function affected({id, name}: AffectedComponent): Component {
    const known =
      snapshot.components.find((component) => component.id === id) ??
      snapshot.components.find((component) => component.name === (name || id));
    const newId = idOf(known?.id ?? id);
    // What tells of one incident alone does not repeat the components.
    const held = place.document.components.find((component) => component.id === newId);
    const shown = {id: newId, name: known?.name ?? (name || held?.name || id)};
    const level = known?.level ?? held?.ext?.origin?.level ?? 'unknown';
    return withLevel({...shown, status: 'operational'}, level);
  }

  const nameIncident = uniqueIds(place.prefix, ownIds(place.document.incidents));
  const nameMaintenance = uniqueIds(place.prefix, ownIds(place.document.scheduled_maintenances));
  const {incidents: heldIncidents, scheduled_maintenances: heldMaintenances} = place.document;
  return {
    summary: {
      ...origin,
      level: snapshot.page.level,
      ...(snapshot.page.headline && {description: snapshot.page.headline}),
    },
    components: components.map(({newId, name, level, group, groupId}) =>
      withLevel(
        {
          id: newId,
          name,
          status: 'operational',
          ...(group && {group}),
          ...(groupId !== undefined && groups.has(groupId) && {group_id: idOf(groupId)}),
          ext: {origin: {...origin, level}},
        },
        level,
      ),
    ),
    incidents: snapshot.incidents.filter(isDated).map((report) => {
      const id = nameIncident(report.id);
      const held = heldIncidents.find((incident) => incident.id === id);
      return toEvent(report, id, incidentStatus(report.phase), held, place, affected);
    }),
    maintenances: snapshot.maintenances.filter(isDated).map((report) => {
      const id = nameMaintenance(report.id);
      const held = heldMaintenances.find((maintenance) => maintenance.id === id);
      const status = maintenanceStatus(report.phase);
      const event = toEvent(report, id, status, held, place, affected);
      return {
        ...event,
        impact: 'maintenance' as const,
        scheduled_for: time(report.scheduledFor) ?? held?.scheduled_for ?? event.created_at,
        scheduled_until: time(report.scheduledUntil) ?? null,
      };
    }),
  };
}

function toEvent<Status extends IncidentStatus | MaintenanceStatus>(
  report: Report,
  id: string,
  status: Status,
  held: Incident | Maintenance | undefined,
  {origin, now}: Place,
  affected: (component: AffectedComponent) => Component,
): Omit<Incident, 'status'> & {readonly status: Status} {
  const updated = time(report.updatedAt);
  // Where nobody says when it began, it was there when it was first heard of.
  const created = time(report.startedAt) ?? held?.created_at ?? updated ?? now;
  const nameUpdate = uniqueIds('', []);
  const components = new Map(report.components.map((component) => [component.id, component]));
  const event: Omit<Incident, 'status'> & {readonly status: Status} = {
    id,
    name: report.title,
    status,
    impact: impactOf(report.level),
    created_at: created,
    ...(updated !== undefined && {updated_at: updated}),
    resolved_at: time(report.resolvedAt) ?? null,
    ...(linkOrNone(report.url) && {shortlink: report.url as string}),
    components: [...components.values()].map(affected),
    incident_updates: report.updates.map((update): IncidentUpdate => ({
      id: nameUpdate(update.id),
      status: updateStatus(update.phase, status),
      body: update.body,
      display_at: time(update.at) ?? updated ?? created,
      ...(update.phase === 'unknown' && {ext: {phase: 'unknown'}}),
    })),
    ext: toExt(report, origin),
  };
  if (!isOver(event as Incident | Maintenance) || event.resolved_at) return event;
  // An end without a time: what was said last.
  return {...event, resolved_at: updated ?? created};
}

/** What ended nobody knows when cannot be told for a while: it would never be over. */
function isDated({phase, resolvedAt, updatedAt, startedAt}: Report): boolean {
  const isOpen = phase !== 'resolved' && phase !== 'completed';
  return isOpen || (resolvedAt ?? updatedAt ?? startedAt) !== undefined;
}

function toExt(report: Report, origin: Origin): IncidentExt {
  const {phase, level, estimate, display, dismissible} = report;
  const [nextUpdateAt, expiresAt] = [time(report.nextUpdateAt), time(report.expiresAt)];
  return {
    origin,
    ...(phase === 'unknown' && {phase}),
    // Of an incident "none" says notice already.
    ...(level === 'unknown' && finerLevel(level)),
    ...(estimate && {
      eta: {
        at: time(estimate.at) as string,
        ...(estimate.previousAt !== undefined && {
          previous_at: time(estimate.previousAt) as string,
        }),
      },
    }),
    ...(nextUpdateAt !== undefined && {next_update_at: nextUpdateAt}),
    ...(report.workaround && {workaround: report.workaround}),
    ...(display !== 'banner' && {display}),
    ...(dismissible !== undefined && {dismissible}),
    ...(expiresAt !== undefined && {expires_at: expiresAt}),
  };
}

function ownIds(items: readonly (Component | Incident | Maintenance)[]): readonly string[] {
  return items
    .filter(({ext}) => ext?.origin?.adopted !== undefined || !ext?.origin)
    .map(({id}) => id);
}

function time(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
