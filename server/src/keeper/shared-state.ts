import type {FeedState} from '../store/store.js';

/** The state that several processes hold in common. Whoever changes it wakes the others. */
export interface SharedState {
  /**
   * What is there; undefined if nothing.
   *
   * @throws {OutageFeedError} `hub-failed`; so do the others.
   */
  readonly read: () => Promise<FeedState | undefined>;
  /** Puts the next state in the place of this one. @returns false if something else is there by now. */
  readonly replace: (held: FeedState, next: FeedState) => Promise<boolean>;
  /** Puts a state where there is none, or an older one. @returns false if there is one as new. */
  readonly refill: (state: FeedState) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/**
 * Brings what a process holds and what all hold in common together. The higher rev counts, whatever its epoch: revs rise with
 * every change. So an empty Redis, or one that woke with yesterday's data, is refilled by whoever knows most.
 *
 * @param renew gives a state a new epoch: for two states of the same rev, which happens when Redis lost a change that one
 * process knew. Readers of either take a new epoch for newer.
 * @returns what counts now.
 */
export async function agree(
  shared: SharedState,
  held: FeedState,
  renew: (state: FeedState) => FeedState,
): Promise<FeedState> {
  for (;;) {
    const common = await shared.read();
    if (common === undefined || revOf(common) < revOf(held)) {
      if (await shared.refill(held)) return held;
    } else if (revOf(common) > revOf(held)) {
      return common;
    } else if (isSame(common, held)) {
      return held;
    } else {
      const next = renew(common);
      if (await shared.replace(common, next)) return next;
    }
  }
}

export function revOf({document}: FeedState): number {
  return document.ext.rev;
}

/** The same bytes: JSON keeps the order of the fields on its way through Redis. */
function isSame(one: FeedState, other: FeedState): boolean {
  return JSON.stringify(one.document) === JSON.stringify(other.document);
}
