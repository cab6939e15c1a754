import type {Feed, SharedFeed} from './options.js';

/**
 * Changes when `SharedFeed` or `FeedState` do: two copies of the library share only what both
 * understand.
 */
const KEY = Symbol.for('outage-widgets@1');

/** What a page has once, whatever number of copies of this library it loads. */
export interface Registry {
  /** By their URLs. */
  readonly feeds: Map<string, SharedFeed>;
  /** The feed of all elements that have no nearer one. */
  defaultFeed?: Feed;
  /**
   * Told when a feed appears: an `<outage-feed>` may be defined after its children looked for it.
   */
  readonly listeners: Set<() => void>;
  /** The one voice for screen readers; see `elements/announcer.ts`. */
  announcer?: unknown;
}

/** It lives on the global object under a symbol, which no element's id or name can replace. */
export function registry(): Registry {
  const holder = globalThis as {[KEY]?: Registry};
  return (holder[KEY] ??= {feeds: new Map(), listeners: new Set()});
}
