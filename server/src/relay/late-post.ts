import type {Snapshot} from 'outage-widgets/core.js';
import {isOver} from 'outage-widgets/protocol.js';

/** When each ended event was last updated, in milliseconds since 1970, by its id at the source. */
export type EndTimes = Map<string, number>;

/** Statuspage repeats a post for hours, in which no page has this many incidents. */
const maxEndTimes = 200;

/**
 * Whether a post comes late or twice: it shows an event as open that a newer post has ended. By
 * then our document may have dropped the ended event. Without a page to poll it would stay open for
 * ever.
 */
export function isLatePost({incidents, maintenances}: Snapshot, endTimes: EndTimes): boolean {
  return [...incidents, ...maintenances].some(
    ({id, phase, updatedAt = Infinity}) => !isOver(phase) && updatedAt <= (endTimes.get(id) ?? 0),
  );
}

export function rememberEnds({incidents, maintenances}: Snapshot, endTimes: EndTimes): void {
  for (const {id, phase, updatedAt, resolvedAt} of [...incidents, ...maintenances]) {
    if (!isOver(phase)) continue;
    endTimes.delete(id);
    endTimes.set(id, updatedAt ?? resolvedAt ?? 0);
  }
  for (const id of [...endTimes.keys()].slice(0, -maxEndTimes)) endTimes.delete(id);
}
