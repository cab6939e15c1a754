import type {Level} from './types.js';

/** All levels from well to worst; `unknown` stands outside the order. */
export const LEVELS = [
  'operational',
  'maintenance',
  'notice',
  'degraded',
  'partial',
  'major',
] as const;

/**
 * A number to sort by. `unknown` sorts as `notice`: trouble of unknown size is news, but must not
 * outshout trouble that is known to be worse.
 */
export function rank(level: Level): number {
  return LEVELS.indexOf(level === 'unknown' ? 'notice' : level);
}

/** True for a level that somebody calls trouble: neither well, nor planned, nor unknown. */
export function isTrouble(level: Level): boolean {
  return level !== 'unknown' && rank(level) >= rank('notice');
}

/** The worst of some levels; `undefined` for none. */
export function worst(levels: Iterable<Level>): Level | undefined {
  let result: Level | undefined;
  for (const level of levels) {
    if (result === undefined || rank(level) > rank(result)) result = level;
  }
  return result;
}
