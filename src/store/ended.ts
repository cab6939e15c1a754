import {isOver} from '../model/is-over.js';
import type {Incident, Maintenance, Snapshot} from '../model/types.js';

/** An incident or maintenance that was open while we watched, and is not any more. */
export interface Ended {
  readonly report: Incident | Maintenance;
  /** `resolved`: the publisher says so. `gone`: it is no longer listed, which proves no end. */
  readonly how: 'resolved' | 'gone';
  /** When we learned of it, epoch ms by our clock. */
  readonly at: number;
}

/** How many ended incidents are remembered. */
const MAX_ENDED = 10;

/** How the next snapshot came about. */
interface Transition {
  /** The publisher took one object out of its lists. */
  readonly removal: boolean;
  /** When we learned of it, epoch ms by our clock. */
  readonly seenAt: number;
}

/**
 * Notices ends, once for everybody: a report was open before, and now it is resolved or not listed
 * any more.
 */
export function trackEnded(
  ended: readonly Ended[],
  held: Snapshot | undefined,
  next: Snapshot,
  {removal, seenAt}: Transition,
): readonly Ended[] {
  const after = new Map(reportsOf(next).map((report) => [keyOf(report), report]));
  const isGone = (report: Incident | Maintenance | undefined): boolean =>
    !report || !isOpen(report);
  const news = reportsOf(held).flatMap((before): Ended[] => {
    const report = after.get(keyOf(before));
    if (!isOpen(before) || !isGone(report)) return [];
    if (report) return [{report, how: 'resolved', at: seenAt}];
    // A removal says nothing about the trouble, and an announced window that vanishes is called
    // off.
    if (removal || before.phase === 'scheduled') return [];
    return [{report: before, how: 'gone', at: seenAt}];
  });
  const remembered = ended.filter(({report}) => isGone(after.get(keyOf(report))));
  return [...news, ...remembered].slice(0, MAX_ENDED);
}

function reportsOf(snapshot: Snapshot | undefined): readonly (Incident | Maintenance)[] {
  return snapshot ? [...snapshot.incidents, ...snapshot.maintenances] : [];
}

/** Incidents and maintenances may use the same ids. */
export function keyOf({kind, id}: Incident | Maintenance): string {
  return `${kind} ${id}`;
}

/** True while the publisher has not said that the report is over. */
export function isOpen({phase}: Pick<Incident, 'phase'>): boolean {
  return !isOver(phase);
}

/** Open, begun, and to be shown: some list planned work as incidents, and news may expire. */
export function isCurrent(report: Incident | Maintenance, now: number): boolean {
  return isOpen(report) && report.phase !== 'scheduled' && !isExpired(report, now);
}

/** The publisher wants it to be shown no longer. */
export function isExpired({expiresAt}: Incident | Maintenance, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
