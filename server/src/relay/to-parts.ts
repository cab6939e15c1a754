import type {AffectedComponent, Report, Snapshot, Update} from 'outage-widgets/core.js';
import {isOver} from 'outage-widgets/protocol.js';
import {impactOf} from '../changes/levels.js';
import type {SourceParts} from '../changes/source-parts.js';
import type {
  Component,
  Incident,
  IncidentStatus,
  IncidentUpdate,
  Maintenance,
  MaintenanceStatus,
} from '../document.js';
import {incidentStatus, maintenanceStatus, updateStatus} from './nearest-status.js';
import {linkOrNone} from './origin.js';
import type {PartsTarget} from './parts-target.js';
import {indexOf, toAffectedComponent, toComponent} from './to-components.js';
import {toExt} from './to-ext.js';
import {toHtml} from './to-html.js';
import {toTime} from './to-time.js';
import {prefixed, uniqueIds} from './unique-ids.js';

/** Translates a component that an incident names. */
type ToAffected = (component: AffectedComponent) => Component;

/**
 * Translates what a page says into parts of our document. The result is valid where pages are
 * careless, and adds nothing that the page did not say.
 */
export function toParts(snapshot: Snapshot, target: PartsTarget): SourceParts {
  const {origin, prefix, document} = target;
  const {incidents, scheduled_maintenances: maintenances} = document;
  const nameComponent = uniqueIds(prefix, ownIds(document.components));
  const components = snapshot.components.map((component) => ({
    ...component,
    newId: nameComponent(component.id),
  }));
  const index = indexOf(components);
  const toAffected: ToAffected = (component) => toAffectedComponent(component, index, target);
  const nameIncident = uniqueIds(prefix, ownIds(incidents));
  const nameMaintenance = uniqueIds(prefix, ownIds(maintenances));
  return {
    summary: {
      ...origin,
      level: snapshot.page.level,
      ...(snapshot.page.headline && {description: snapshot.page.headline}),
    },
    components: components.map((component) => toComponent(component, index, target)),
    incidents: snapshot.incidents.filter(isDated).map((report) => {
      const id = nameIncident(report.id);
      const held = incidents.find((incident) => incident.id === id);
      const status = incidentStatus(report.phase);
      return toEvent(report, {id, status, held}, target, toAffected);
    }),
    withdrawn: snapshot.withdrawn.map((key) => {
      // A key is `incident 4711`.
      const end = key.indexOf(' ');
      return `${key.slice(0, end)} ${prefixed(prefix, key.slice(end + 1))}`;
    }),
    maintenances: snapshot.maintenances.filter(isDated).map((report) => {
      const id = nameMaintenance(report.id);
      const held = maintenances.find((maintenance) => maintenance.id === id);
      const status = maintenanceStatus(report.phase);
      const event = toEvent(report, {id, status, held}, target, toAffected);
      return {
        ...event,
        impact: 'maintenance' as const,
        scheduled_for: toTime(report.scheduledFor) ?? held?.scheduled_for ?? event.created_at,
        scheduled_until: toTime(report.scheduledUntil) ?? null,
        ext: {
          ...event.ext,
          ...unstated({created_at: report.startedAt, scheduled_for: report.scheduledFor}),
        },
      };
    }),
  };
}

/** An event of the page in our document. */
interface EventIdentity<Status> {
  readonly id: string;
  readonly status: Status;
  /** The event as it is published now, if it is. */
  readonly held: Incident | Maintenance | undefined;
}

type EventWith<Status> = Omit<Incident, 'status'> & {readonly status: Status};

function toEvent<Status extends IncidentStatus | MaintenanceStatus>(
  report: Report,
  {id, status, held}: EventIdentity<Status>,
  {origin, now}: PartsTarget,
  toAffected: ToAffected,
): EventWith<Status> {
  const updated = toTime(report.updatedAt);
  // Our document needs a start. Where nobody stated one, it is when we first saw the event.
  const created = toTime(report.startedAt) ?? held?.created_at ?? updated ?? now;
  const nameUpdate = uniqueIds('', []);
  const components = new Map(report.components.map((component) => [component.id, component]));
  const event: EventWith<Status> = {
    id,
    name: report.title,
    status,
    impact: impactOf(report.level),
    created_at: created,
    ...(updated !== undefined && {updated_at: updated}),
    resolved_at: toTime(report.resolvedAt) ?? null,
    ...(linkOrNone(report.url) && {shortlink: report.url as string}),
    components: [...components.values()].map(toAffected),
    incident_updates: report.updates.map((update): IncidentUpdate => ({
      id: nameUpdate(update.id),
      status: updateStatus(update.phase, status),
      display_at: toTime(update.at) ?? updated ?? created,
      ...toBody(update),
      ...updateExt(update, updateStatus(update.phase, status)),
    })),
    ext: {
      ...(report.phase !== status && {phase: report.phase}),
      ...unstated({created_at: report.startedAt}),
      ...toExt(report, origin),
    },
  };
  if (!isOver(event.status) || event.resolved_at) return event;
  // An end without a time counts from the last update.
  return {...event, resolved_at: updated ?? created};
}

/** The words of an update, with their links and lists where there are some. */
function toBody({body, blocks}: Update): Pick<IncidentUpdate, 'body'> {
  return {body: blocks === undefined ? body : toHtml(blocks)};
}

/** `ext` of an update; empty if the old format says all of it. */
function updateExt(
  {phase, at, news, blocks}: Update,
  status: IncidentUpdate['status'],
): Pick<IncidentUpdate, 'ext'> {
  const ext = {
    ...(phase !== status && {phase}),
    ...unstated({display_at: at}),
    ...(!news && {news}),
    ...(blocks !== undefined && {body_format: 'html'}),
  };
  return Object.keys(ext).length > 0 ? {ext} : {};
}

/** Names the fields for which nobody stated a time: our document has another one in its place. */
function unstated(times: Readonly<Record<string, number | undefined>>): {unstated?: string[]} {
  const names = Object.keys(times).filter((name) => times[name] === undefined);
  return names.length > 0 ? {unstated: names} : {};
}

/** An ended report without any date is left out, because it could never expire. */
function isDated({phase, resolvedAt, updatedAt, startedAt}: Report): boolean {
  return !isOver(phase) || (resolvedAt ?? updatedAt ?? startedAt) !== undefined;
}

/** The ids of our own objects, those adopted from other pages included. */
function ownIds(items: readonly (Component | Incident | Maintenance)[]): readonly string[] {
  return items
    .filter(({ext}) => ext?.origin?.adopted !== undefined || !ext?.origin)
    .map(({id}) => id);
}
