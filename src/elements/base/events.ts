import type {FeedError} from '../../model/errors.js';
import type {Level} from '../../model/types.js';

/** What an element shows became better or worse. Does not bubble: every element has its own. */
export class OutageChangeEvent extends Event {
  readonly level: Level | undefined;

  constructor(level: Level | undefined) {
    super('outage-change');
    this.level = level;
  }
}

/** The feed cannot be reached or understood. What was last known stays on screen. Does not bubble. */
export class OutageErrorEvent extends Event {
  readonly error: FeedError;

  constructor(error: FeedError) {
    super('outage-error');
    this.error = error;
  }
}

/** The reader wants a notice out of the way. Cancel it to keep the notice. Bubbles. */
export class OutageDismissEvent extends Event {
  /** What it was about, like `incident 4711`. */
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
