import type {FeedState} from '../store/store.js';

/** The state that several processes share. A process that changes it notifies the others. */
export interface SharedState {
  /**
   * Reads the shared state; undefined if there is none.
   *
   * @throws {OutageFeedError} `hub-failed`; the other methods throw the same.
   */
  readonly read: () => Promise<FeedState | undefined>;
  /**
   * Replaces one state by the next.
   *
   * @returns false if the shared state is no longer `held`.
   */
  readonly replace: (held: FeedState, next: FeedState) => Promise<boolean>;
  /**
   * Writes a state where there is none, or an older one.
   *
   * @returns false if the shared state is as new or newer.
   */
  readonly refill: (state: FeedState) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/**
 * Reconciles the state of one process with the shared state.
 *
 * The higher rev wins, whatever its epoch, because every change raises the rev. So an empty Redis,
 * or one that came back with old data, is refilled by the process that knows most.
 *
 * @param startEpoch returns the state under a new epoch. It is needed for two different states of
 * the same rev, which exist when Redis lost a change that one process knew. Readers of either state
 * take a new epoch for newer.
 * @returns the state that won.
 */
export async function reconcile(
  shared: SharedState,
  held: FeedState,
  startEpoch: (state: FeedState) => FeedState,
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
      const next = startEpoch(common);
      if (await shared.replace(common, next)) return next;
    }
  }
}

export function revOf({document}: FeedState): number {
  return document.ext.rev;
}

/** Compares the bytes: JSON keeps the order of the fields on its way through Redis. */
function isSame(one: FeedState, other: FeedState): boolean {
  return JSON.stringify(one.document) === JSON.stringify(other.document);
}
