import {RECONCILE, RECONCILE_GRACE, STARVED_SHARE, WIDE_SPREAD} from '../clock/timing.js';
import type {FeedState, MergeOutcome} from '../store/reduce.js';
import {isOrdered, isStale, maxStaleMs} from '../store/select.js';
import {around} from './backoff.js';

/**
 * Tells whether the feed behind a stream lives. Bytes prove only that the edge server does: the
 * feed behind it may be dead, or the stream may have lost its place in the feed's history.
 */
export interface Freshness {
  /** The stream brought a message that proved something. */
  readonly proved: boolean;
  /** Bytes came: looks whether the feed still counts as alive. */
  check(now: number): 'alive' | 'reconcile' | 'starved';
  /** Messages came. */
  onMessages(now: number, proved: boolean): void;
  /** The document that was asked for beside the stream came. */
  onDocument(now: number, outcome: MergeOutcome | undefined): void;
}

export function createFreshness(
  startedAt: number,
  state: () => FeedState,
  random: () => number,
): Freshness {
  const nextReconcile = (now: number): number => now + around(RECONCILE, random, WIDE_SPREAD);
  let reconcileAt = nextReconcile(startedAt);
  let aliveAt: number | undefined;
  let lastProofAt: number | undefined;
  /** When a document knew more than its stream; undefined while the two agree. */
  let divergedAt: number | undefined;
  let steadyAt = startedAt;
  let setBackMs = 0;

  /** The time on a clock that is never set back: otherwise each wait would grow by as much. */
  function steady(now: number): number {
    setBackMs = Math.max(setBackMs, steadyAt - now);
    steadyAt = now + setBackMs;
    return steadyAt;
  }

  function isStarved(at: number): boolean {
    const since = lastProofAt ?? aliveAt ?? at;
    if (at - since >= maxStaleMs(state()) * STARVED_SHARE) return true;
    // The stream has told by now what the document knew, or it never will.
    return divergedAt !== undefined && at - divergedAt >= RECONCILE_GRACE;
  }

  return {
    get proved() {
      return lastProofAt !== undefined;
    },
    check(now) {
      const at = steady(now);
      aliveAt ??= at;
      if (isStarved(at)) return 'starved';
      if (at < reconcileAt) return 'alive';
      reconcileAt = nextReconcile(at);
      return 'reconcile';
    },
    onMessages(now, proved) {
      divergedAt = undefined;
      // A proof that is old at once shows that our clock jumped since the attempt began, or that an
      // old copy is served.
      if (proved && !isStale(state(), now)) lastProofAt = steady(now);
    },
    onDocument(now, outcome) {
      // Without revisions one cannot tell which of the two is ahead.
      if (outcome === 'applied' && isOrdered(state())) divergedAt = steady(now);
    },
  };
}
