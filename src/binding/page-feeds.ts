import {openFeed} from '../feed/feed.js';
import type {Feed, FeedOptions} from '../feed/feed.js';
import {registry} from '../feed/registry.js';

/** Has the elements that found no feed so far look for one again. */
export function announceFeeds(): void {
  for (const listener of registry().listeners) listener();
}

/** Sets the feed that an `<outage-feed>` provides. */
export function provideFeed(provider: Element, feed: Feed | undefined): void {
  registry().providers.set(provider, feed);
  announceFeeds();
}

/**
 * Sets the feed of all elements that have no nearer one. The script tag calls it with its
 * `data-src`.
 * @throws {TypeError} if `src` is no URL
 */
export function setDefaultFeed(options: FeedOptions): void {
  registry().defaultFeed = openFeed(options);
  announceFeeds();
}
