import type {Clock} from './clock.js';
import {WATCH_PERIOD} from './timing.js';

/** One timer that goes by the wall clock. */
export interface Alarm {
  /** Replaces what was set before. */
  set(ms: number, ring: () => void): void;
  clear(): void;
}

/**
 * Machines sleep, and their timers with them: the alarm looks at the clock every `WATCH_PERIOD`, so
 * that it rings soon after waking. A clock that is set back delays nothing.
 */
export function createAlarm(clock: Clock): Alarm {
  let timer: unknown;
  const set = (ms: number, ring: () => void): void => {
    clock.clearTimeout(timer);
    const from = clock.now();
    const slice = Math.min(ms, WATCH_PERIOD);
    timer = clock.setTimeout(() => {
      const left = ms - Math.max(slice, clock.now() - from);
      if (left > 0) set(left, ring);
      else ring();
    }, slice);
  };
  return {set, clear: () => clock.clearTimeout(timer)};
}
