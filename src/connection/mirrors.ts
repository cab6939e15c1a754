import {around} from './backoff.js';
import type {Clock} from '../clock/clock.js';
import {FAILURES_BEFORE_MIRROR, MIRROR_STAY, WIDE_SPREAD} from '../clock/timing.js';

/** Which of several addresses of one feed to ask. */
export interface Mirrors {
  readonly url: string;
  /** When the present one wants us at the earliest, epoch ms. */
  readonly opensAt: number;
  /** When the first one is worth another try, epoch ms. */
  readonly homeAt: number;
  /**
   * Takes in how a visit went.
   * @param closedMs - for how long its server sent us away; 0 if it did not.
   * @returns true if another address is next.
   */
  next(failed: boolean, closedMs: number): boolean;
}

/**
 * Stays with what answers. From a mirror it returns to the first address after a while, and goes
 * back at its first failure there.
 */
export function createMirrors(
  urls: readonly string[],
  clock: Clock,
  random: () => number,
): Mirrors {
  const opensAt = urls.map(() => 0);
  let index = 0;
  let stayUntil = Infinity;
  let failures = 0;
  const homeAt = (): number => Math.max(stayUntil, opensAt[0]!);
  function move(to: number, failed: number): boolean {
    const moved = to !== index;
    index = to;
    failures = failed;
    stayUntil = to ? clock.now() + around(MIRROR_STAY, random, WIDE_SPREAD) : Infinity;
    return moved;
  }
  return {
    get url() {
      return urls[index]!;
    },
    get opensAt() {
      return opensAt[index]!;
    },
    get homeAt() {
      return homeAt();
    },
    next(failed, closedMs) {
      const now = clock.now();
      opensAt[index] = now + closedMs;
      failures = failed ? failures + 1 : 0;
      if (now >= homeAt()) return move(0, FAILURES_BEFORE_MIRROR - 1);
      if (!closedMs && failures < FAILURES_BEFORE_MIRROR) return false;
      // In turn the next that is open, else the one that opens first; it may be the same.
      const wait = (other: number): number => Math.max(0, opensAt[other]! - now);
      const turn = urls.map((_, step) => (index + 1 + step) % urls.length);
      return move(
        turn.reduce((best, other) => (wait(other) < wait(best) ? other : best)),
        0,
      );
    },
  };
}
