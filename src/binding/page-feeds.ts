import {openFeed} from '../feed.js';
import type {FeedOptions} from '../feed.js';
import {registry} from '../registry.js';

/** Elements that found no feed so far look again. */
export function announceFeeds(): void {
  for (const listener of registry().listeners) listener();
}

/**
 * Sets the feed of all elements that have no nearer one. The script tag calls it with its `data-src`.
 * @throws {TypeError} if `src` is no URL.
 */
export function setDefaultFeed(options: FeedOptions): void {
  registry().defaultFeed = openFeed(options);
  announceFeeds();
}
