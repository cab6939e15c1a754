import type {FeedError} from '../../model/errors.js';
import type {Level} from '../../model/types.js';

/** The level that an element shows has changed. It does not bubble: each element fires its own. */
export class OutageChangeEvent extends Event {
  /** The new level; undefined when there is nothing to show any more. */
  readonly level: Level | undefined;

  constructor(level: Level | undefined) {
    super('outage-change');
    this.level = level;
  }
}

/**
 * The feed cannot be reached or understood. The element goes on to show what was last known. The
 * event does not bubble.
 */
export class OutageErrorEvent extends Event {
  readonly error: FeedError;

  constructor(error: FeedError) {
    super('outage-error');
    this.error = error;
  }
}

/** The reader dismisses a piece of news. Cancel the event to keep it on screen. It bubbles. */
export class OutageDismissEvent extends Event {
  /** Names what the news is about, like `incident 4711`. */
  readonly key: string;

  constructor(key: string) {
    super('outage-dismiss', {bubbles: true, composed: true, cancelable: true});
    this.key = key;
  }
}

declare global {
  interface HTMLElementEventMap {
    'outage-change': OutageChangeEvent;
    'outage-error': OutageErrorEvent;
    'outage-dismiss': OutageDismissEvent;
  }
}
