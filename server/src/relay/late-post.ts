import type {Report, Snapshot} from 'outage-widgets/core.js';

/** When what has ended was last told of, milliseconds since 1970, by its id there. */
export type Ends = Map<string, number>;

/** Posts are repeated for hours, not for as long as this many incidents take. */
const maxEnds = 200;

/**
 * Whether a post comes late or twice: it tells as open what a newer one has ended. Our document has
 * forgotten that end by then, and without a page to ask the incident would be open for ever.
 */
export function isLate({incidents, maintenances}: Snapshot, ends: Ends): boolean {
  return [...incidents, ...maintenances].some(
    (report) => !isEnded(report) && (report.updatedAt ?? Infinity) <= (ends.get(report.id) ?? 0),
  );
}

export function noteEnds({incidents, maintenances}: Snapshot, ends: Ends): void {
  for (const report of [...incidents, ...maintenances]) {
    if (!isEnded(report)) continue;
    ends.delete(report.id);
    ends.set(report.id, report.updatedAt ?? report.resolvedAt ?? 0);
  }
  for (const id of [...ends.keys()].slice(0, -maxEnds)) ends.delete(id);
}

function isEnded({phase}: Report): boolean {
  return phase === 'resolved' || phase === 'completed';
}
