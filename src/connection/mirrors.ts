import {around} from './backoff.js';
import type {Clock} from './clock.js';
import {FAILURES_BEFORE_MIRROR, MIRROR_STAY, WIDE_SPREAD} from './timing.js';

/** Which of several addresses of one feed to ask. */
export interface Mirrors {
  readonly url: string;
  /** When the first one is worth another try, epoch ms. */
  readonly homeAt: number;
  /**
   * Takes in how a visit went: 0 for well, 1 for a failure, and as many as make another attempt useless.
   * @returns true if another address is next.
   */
  next(failures: number): boolean;
}

/** Stays with what answers; from a mirror it returns to the first address after a while, and back at its first failure. */
export function createMirrors(
  urls: readonly string[],
  clock: Clock,
  random: () => number,
): Mirrors {
  let index = 0;
  let homeAt = Infinity;
  let failures = 0;
  function move(to: number, failed: number): true {
    index = to;
    failures = failed;
    homeAt = to ? clock.now() + around(MIRROR_STAY, random, WIDE_SPREAD) : Infinity;
    return true;
  }
  return {
    get url() {
      return urls[index]!;
    },
    get homeAt() {
      return homeAt;
    },
    next(failed) {
      failures = failed && failures + failed;
      if (clock.now() >= homeAt) return move(0, FAILURES_BEFORE_MIRROR - 1);
      return (
        urls.length > 1 && failures >= FAILURES_BEFORE_MIRROR && move((index + 1) % urls.length, 0)
      );
    },
  };
}
