import type {HubHealth} from '../hub/hub.js';
import type {FeedState} from '../store/store.js';

/** Holds the state of a feed. The feed calls it one task at a time. */
export interface Keeper {
  readonly state: () => FeedState;
  /**
   * Makes one change and resolves once it is kept.
   *
   * @param make computes the next state. It is called again if another process was faster.
   * @throws {OutageFeedError} `storage-failed` or `hub-failed`, and whatever `make` throws; nothing
   * was changed.
   */
  readonly change: (make: (state: FeedState) => FeedState) => Promise<void>;
  /**
   * Makes sure that this is the newest state.
   *
   * @throws {OutageFeedError} `hub-failed`.
   */
  readonly confirm: () => Promise<void>;
  /** Up to when the state is known to be true, in milliseconds since 1970. */
  readonly asOf: () => number;
  /** Only a keeper that shares its state with other processes has this. */
  readonly health?: () => HubHealth;
  readonly close: () => Promise<void>;
}
