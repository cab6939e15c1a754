import type {Maintenance, MaintenanceStage} from '../model/types.js';
import {isOpen} from './ended.js';

/** Planned work that nobody closed is forgotten this long after its end, or its start, ms. */
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
  if (until !== undefined && until <= now) {
    return now < until + FORGOTTEN_AFTER ? 'overrun' : undefined;
  }
  const isUnknown = phase === 'unknown';
  if (!isUnknown && phase !== 'scheduled') return 'active';
  // Without a time, only a phase tells that it is near.
  if (from === undefined) return isUnknown ? 'upcoming' : undefined;
  if (now < from - leadMs || now >= (until ?? from + FORGOTTEN_AFTER)) return undefined;
  // A phase that we do not know proves nothing, not even that the start is late.
  return now < from || isUnknown ? 'upcoming' : 'due';
}
