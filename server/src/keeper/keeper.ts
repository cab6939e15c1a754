import type {HubHealth} from '../hub/hub.js';
import type {FeedState} from '../store/store.js';

/** Holds the state of a feed: all that happens to it passes here, one thing at a time. */
export interface Keeper {
  readonly state: () => FeedState;
  /**
   * Makes one change; resolves once it is kept. It may be asked for more than once, if another process was faster.
   *
   * @throws {OutageFeedError} `storage-failed` or `hub-failed`, and whatever `make` throws; nothing was changed.
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
  /** Of what it keeps in common with others. */
  readonly health?: () => HubHealth;
  readonly close: () => Promise<void>;
}
