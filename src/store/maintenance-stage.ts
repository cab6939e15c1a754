import type {Maintenance, MaintenanceStage} from '../model/types.js';
import {isOpen} from './ended.js';

/**
 * Planned work without an end that nobody started or ended is forgotten this long after its start,
 * ms.
 */
const FORGOTTEN_AFTER = 86_400_000;

/**
 * The stage of planned work at `now`. It is undefined if the work is over, too far away or
 * forgotten.
 * @param now - epoch ms.
 * @param leadMs - how long before its start planned work is news.
 */
export function maintenanceStage(
  {phase, scheduledFor: from, scheduledUntil: until}: Maintenance,
  now: number,
  leadMs: number,
): MaintenanceStage | undefined {
  if (!isOpen({phase})) return undefined;
  // A phase we do not know proves no beginning before its time.
  const hasBegun = phase === 'unknown' ? from === undefined || from <= now : phase !== 'scheduled';
  if (hasBegun) return until !== undefined && until < now ? 'overrun' : 'active';
  if (from === undefined || now < from - leadMs) return undefined;
  if (now < from) return 'upcoming';
  return now < (until ?? from + FORGOTTEN_AFTER) ? 'due' : undefined;
}
