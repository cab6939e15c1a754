import {openFeed} from '../feed.js';
import type {Feed, FeedOptions} from '../feed.js';

interface PageFeeds {
  feed: Feed | undefined;
  readonly listeners: Set<() => void>;
}

const KEY = Symbol.for('outage-widgets.page-feeds@1');

function pageFeeds(): PageFeeds {
  const holder = globalThis as {[KEY]?: PageFeeds};
  if (!holder[KEY]) {
    Object.defineProperty(globalThis, KEY, {
      value: {feed: undefined, listeners: new Set()},
      configurable: false,
    });
  }
  return holder[KEY]!;
}

/**
 * Sets the feed of all elements that have no nearer one. The script tag calls it with its `data-src`.
 * @throws {TypeError} if `src` is no URL.
 */
export function setDefaultFeed(options: FeedOptions): Feed {
  const feed = openFeed(options);
  pageFeeds().feed = feed;
  announceFeeds();
  return feed;
}

export function defaultFeed(): Feed | undefined {
  return pageFeeds().feed;
}

/** Tells elements that a provider appeared: one upgraded after its children never heard their request. */
export function announceFeeds(): void {
  for (const listener of [...pageFeeds().listeners]) listener();
}

/** @returns the way to stop listening. */
export function onFeeds(listener: () => void): () => void {
  const {listeners} = pageFeeds();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
