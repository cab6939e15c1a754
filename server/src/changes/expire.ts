import {isOver, POSTMORTEM_NEWS} from 'outage-widgets/protocol.js';
import type {FeedDocument, History, Incident, Maintenance} from '../document.js';

export interface Expired extends History {
  readonly document: FeedDocument;
}

/**
 * Takes out the events that ended long enough ago for every reader to know (PROTOCOL.md, section
 * 1.1, asks for at least 15 minutes). One with a new postmortem stays until readers were told.
 *
 * @param now milliseconds since 1970.
 * @param keepMs how long a finished event stays, in milliseconds.
 */
export function expire(document: FeedDocument, now: number, keepMs: number): Expired {
  const isExpired = (event: Incident | Maintenance): boolean =>
    endedLongAgo(event, now, keepMs) && !hasNewPostmortem(event, now);
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
  return isOver(event.status) && now - endOf(event) >= keepMs;
}

/** The time at which an event that is over ended, in milliseconds since 1970. */
export function endOf(event: Incident | Maintenance): number {
  return Date.parse(event.resolved_at ?? event.updated_at ?? '');
}

/** Compares two events that are over, for a list that has the latest end first. */
export function latestEndFirst(one: Incident | Maintenance, other: Incident | Maintenance): number {
  return endOf(other) - endOf(one);
}

function hasNewPostmortem({ext}: Incident | Maintenance, now: number): boolean {
  const publishedAt = Date.parse(ext?.postmortem?.published_at ?? '');
  return Math.abs(now - publishedAt) < POSTMORTEM_NEWS;
}
