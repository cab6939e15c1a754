import {isOver} from 'outage-widgets/protocol.js';
import type {FeedDocument, Incident, Maintenance} from '../document.js';

export interface Expired {
  readonly document: FeedDocument;
  readonly incidents: readonly Incident[];
  readonly maintenances: readonly Maintenance[];
}

/**
 * Takes out the events that ended long enough ago for every reader to know (PROTOCOL.md, section
 * 1.1, asks for at least 15 minutes).
 *
 * @param now milliseconds since 1970.
 * @param keepMs how long a finished event stays, in milliseconds.
 */
export function expire(document: FeedDocument, now: number, keepMs: number): Expired {
  const isExpired = (event: Incident | Maintenance): boolean => endedLongAgo(event, now, keepMs);
  const incidents = document.incidents.filter(isExpired);
  const maintenances = document.scheduled_maintenances.filter(isExpired);
  return {
    incidents,
    maintenances,
    document: {
      ...document,
      incidents: document.incidents.filter((incident) => !isExpired(incident)),
      scheduled_maintenances: document.scheduled_maintenances.filter(
        (maintenance) => !isExpired(maintenance),
      ),
    },
  };
}

/** @param keepMs how long a finished event stays, in milliseconds. */
export function endedLongAgo(event: Incident | Maintenance, now: number, keepMs: number): boolean {
  return (
    isOver(event.status) && now - Date.parse(event.resolved_at ?? event.updated_at ?? '') >= keepMs
  );
}
