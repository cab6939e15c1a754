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

  function isStarved(now: number): boolean {
    const since = lastProofAt ?? aliveAt ?? now;
    if (now - since >= maxStaleMs(state()) * STARVED_SHARE) return true;
    // The stream has told by now what the document knew, or it never will.
    return divergedAt !== undefined && now - divergedAt >= RECONCILE_GRACE;
  }

  return {
    get proved() {
      return lastProofAt !== undefined;
    },
    check(now) {
      aliveAt ??= now;
      if (isStarved(now)) return 'starved';
      if (now < reconcileAt) return 'alive';
      reconcileAt = nextReconcile(now);
      return 'reconcile';
    },
    onMessages(now, proved) {
      divergedAt = undefined;
      // A proof that is old at once shows that our clock jumped since the attempt began, or that an
      // old copy is served.
      if (proved && !isStale(state(), now)) lastProofAt = now;
    },
    onDocument(now, outcome) {
      // Without revisions one cannot tell which of the two is ahead.
      if (outcome === 'applied' && isOrdered(state())) divergedAt = now;
    },
  };
}
