import {isOver} from '../model/is-over.js';
import type {Incident, Maintenance, Snapshot} from '../model/types.js';

/**
 * The end of an incident or maintenance.
 * - `resolved`, `cancelled`, `false_alarm`: the publisher says so.
 * - `over`: a page that lists only what is open lists it no longer, and says that all is well.
 * - `gone`: it is no longer listed, which proves no end.
 */
export type End = 'resolved' | 'cancelled' | 'false_alarm' | 'over' | 'gone';

/** An incident or maintenance that was open while we watched, and is not any more. */
export interface Ended {
  readonly report: Incident | Maintenance;
  readonly how: End;
  /** When we learned of it, epoch ms by our clock. */
  readonly at: number;
}

/** How many ended incidents are remembered. */
const MAX_ENDED = 10;

/**
 * Notices ends, once for everybody: a report was open before, and now it is over or not listed any
 * more. What the publisher took back has no end.
 *
 * @param seenAt - when we learned of `next`, epoch ms by our clock
 */
export function trackEnded(
  ended: readonly Ended[],
  held: Snapshot | undefined,
  next: Snapshot,
  seenAt: number,
): readonly Ended[] {
  // Of several with one id, one that is open counts.
  const openLast = [...reportsOf(next)].sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
  const after = new Map(openLast.map((report) => [keyOf(report), report]));
  const isGone = (report: Incident | Maintenance | undefined): boolean =>
    !report || !isOpen(report);
  const news = reportsOf(held).flatMap((before): Ended[] => {
    const report = after.get(keyOf(before));
    if (!isOpen(before) || !isGone(report)) return [];
    if (report) return [{report, how: statedEnd(report), at: seenAt}];
    // Nobody knows whether an announced window that vanishes was called off or is over.
    if (before.phase === 'scheduled') return [];
    return [{report: before, how: saysAllIsWell(next, before) ? 'over' : 'gone', at: seenAt}];
  });
  // The last words may come after the end.
  const remembered = ended.flatMap((one): readonly Ended[] => {
    const report = after.get(keyOf(one.report));
    if (!isGone(report)) return [];
    return [report ? {...one, report, how: statedEnd(report)} : one];
  });
  return [...news, ...remembered]
    .filter(({report}) => {
      const key = keyOf(report);
      return after.has(key) || !next.withdrawn.includes(key);
    })
    .slice(0, MAX_ENDED);
}

function statedEnd({phase}: Incident | Maintenance): End {
  return phase === 'cancelled' || phase === 'false_alarm' ? phase : 'resolved';
}

/**
 * A document without revisions has no other word for an end than its silence. Most relays repeat
 * such documents.
 */
function saysAllIsWell(
  {page, components, revision}: Snapshot,
  report: Incident | Maintenance,
): boolean {
  const ids = new Set(report.components.map(({id}) => id));
  const isWell = components.every(({id, level}) => !ids.has(id) || level === 'operational');
  const isSilent = revision.rev === undefined || report.repeated;
  return isSilent && page.level === 'operational' && isWell;
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
