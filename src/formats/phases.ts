import type {Phase} from '../model/types.js';
import {parseWord} from '../parsing/parse.js';
import {table} from './vocabulary.js';

/**
 * The words of most vendors, without their blanks, hyphens and underscores. They are one table for
 * incidents and planned work, because some pages list planned work among the incidents. A
 * postmortem comes after the end: it counts as resolved.
 */
const PHASES = table<Phase>({
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  recovering: 'monitoring',
  mitigated: 'monitoring',
  resolved: 'resolved',
  recovered: 'resolved',
  fixed: 'resolved',
  solved: 'resolved',
  restored: 'resolved',
  closed: 'resolved',
  postmortem: 'resolved',
  falsealarm: 'false_alarm',
  scheduled: 'scheduled',
  planned: 'scheduled',
  upcoming: 'scheduled',
  notstartedyet: 'scheduled',
  maintenancescheduled: 'scheduled',
  inprogress: 'in_progress',
  underway: 'in_progress',
  undermaintenance: 'in_progress',
  maintenanceinprogress: 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
  complete: 'completed',
  finished: 'completed',
  done: 'completed',
  ended: 'completed',
  maintenancecomplete: 'completed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  maintenancecancelled: 'cancelled',
  maintenancecanceled: 'cancelled',
  calledoff: 'cancelled',
  abandoned: 'cancelled',
  aborted: 'cancelled',
});

/**
 * The phase that a vendor's word means; an unknown word is `unknown`. Numbers are words.
 * @param own - the vendor's own words, where it gives them a meaning of its own. They come first.
 */
export function phaseOf(value: unknown, own?: ReadonlyMap<string, Phase>): Phase {
  if (typeof value === 'number') return phaseOf(String(value), own);
  if (typeof value !== 'string') return 'unknown';
  const meaning = own && parseWord(value, own);
  return meaning ?? parseWord(value.replace(/[\s_-]/g, ''), PHASES) ?? 'unknown';
}
