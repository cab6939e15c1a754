import {around} from './backoff.js';
import type {Clock} from '../clock/clock.js';
import {MAX_SERVER_WAIT, MIRROR_STAY, WIDE_SPREAD} from '../clock/timing.js';

/** Chooses which of a feed's addresses to ask. */
export interface Mirrors {
  readonly url: string;
  /** The present address takes no attempt before this moment, epoch ms. */
  readonly opensAt: number;
  /** When the first address is worth another try, epoch ms. */
  readonly homeAt: number;
  /**
   * The present address sends us away while its stream lives: the wait holds once the stream ends.
   * @param closedMs - for how long.
   */
  close(closedMs: number): void;
  /** For how long the present address has sent us away since the last attempt began, ms. */
  readonly closedMs: number;
  /**
   * Takes in how an attempt at the present address ended.
   * @param failed - the address is worth no second look. A stream that lived and is cut has not
   * failed yet: it is tried once more where it was.
   * @param closedMs - for how long the server sent us away; 0 if it did not.
   * @returns true if another address is next.
   */
  next(failed: boolean, closedMs: number): boolean;
}

/**
 * Stays with the address that answers. One failed attempt leads to the next address: what a mirror
 * says at once is worth more than a second look at a dead node. From a mirror it returns to the
 * first address after a while, and is back there at its first failure.
 */
export function createMirrors(
  urls: readonly string[],
  clock: Clock,
  random: () => number,
): Mirrors {
  let opensAt = urls.map(() => 0);
  let index = 0;
  let stayUntil = Infinity;
  /** The wait that was asked for beside the present stream. */
  let beside = {ms: 0, until: 0};
  const homeAt = (): number => Math.max(stayUntil, opensAt[0]!);

  function move(to: number): boolean {
    const moved = to !== index;
    index = to;
    stayUntil = to ? clock.now() + around(MIRROR_STAY, random, WIDE_SPREAD) : Infinity;
    return moved;
  }

  /** In turn the next address that is open, else the one that opens first; it may be the same. */
  function nextInTurn(now: number): number {
    const wait = (other: number): number => Math.max(0, opensAt[other]! - now);
    const turn = urls.map((_, step) => (index + 1 + step) % urls.length);
    return turn.reduce((best, other) => (wait(other) < wait(best) ? other : best));
  }

  /** A clock that was set back makes no wait longer. */
  const closedBeside = (): number => Math.max(0, Math.min(beside.until - clock.now(), beside.ms));

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
    get closedMs() {
      return closedBeside();
    },
    close(ms) {
      beside = {ms, until: clock.now() + ms};
    },
    next(failed, ownClosedMs) {
      const now = clock.now();
      // A clock that was set back keeps nobody away for longer than a server may.
      opensAt = opensAt.map((at) => Math.min(at, now + MAX_SERVER_WAIT));
      const closedMs = Math.max(ownClosedMs, closedBeside());
      beside = {ms: 0, until: 0};
      opensAt[index] = now + closedMs;
      if (now >= homeAt()) return move(0);
      return (failed || closedMs > 0) && move(nextInTurn(now));
    },
  };
}
