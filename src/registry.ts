import type {SharedFeed} from './feed.js';

/** Changes when `SharedFeed` or `FeedState` do: two copies of the library share only what both understand. */
const KEY = Symbol.for('outage-widgets.feeds@1');

/**
 * The page's one feed of a key, created if there is none. The list lives on the global object under a symbol,
 * which no element's id or name can replace.
 */
export function sharedFeeds(key: string, create: () => SharedFeed): SharedFeed {
  const holder = globalThis as {[KEY]?: Map<string, SharedFeed>};
  const feeds = (holder[KEY] ??= new Map());
  const feed = feeds.get(key) ?? create();
  feeds.set(key, feed);
  return feed;
}
