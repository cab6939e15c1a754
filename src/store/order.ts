import {rank} from '../model/levels.js';
import type {Incident} from '../model/types.js';

/** Compares two matters: the worst comes first, and of those as bad the newest. */
export function worstAndNewestFirst(
  a: Pick<Incident, 'level' | 'updatedAt'>,
  b: Pick<Incident, 'level' | 'updatedAt'>,
): number {
  return rank(b.level) - rank(a.level) || (b.updatedAt ?? 0) - (a.updatedAt ?? 0);
}
