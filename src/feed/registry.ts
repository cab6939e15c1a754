/**
 * The contract between copies of this library on one page, such as elements from npm beside the
 * script tag, or two releases. Copies share the objects below, and nothing else.
 *
 * The version is in the key. It rises with every change of these types, of `Feed` and `SharedFeed`,
 * or of `FeedState` and all that hangs on it: tests/contract.test.ts lists the names. Copies of one
 * version have one connection per feed, one default feed and one voice. Copies of two versions know
 * nothing of each other: each has its own connections, and shows the news all the same.
 */
import type {Facts} from '../store/facts.js';
import type {Feed, SharedFeed} from './options.js';

const KEY = Symbol.for('outage-widgets@5');

/** Everything a page has once, however many copies of this library it loads. */
export interface Registry {
  /** The feeds by their URLs and the name of their format. */
  readonly feeds: Map<string, SharedFeed>;
  /** The feed of all elements that have no nearer one. */
  defaultFeed?: Feed;
  /** The `<outage-feed>` elements of this version, and the feed of each that has one. */
  readonly providers: WeakMap<Element, Feed | undefined>;
  /**
   * Told when a feed appears: an `<outage-feed>` may be defined after its children looked for it.
   */
  readonly listeners: Set<() => void>;
  /** The page's one voice for screen readers. */
  announcer?: Announcer;
}

/** Speaks each development once, whichever elements show it. */
export interface Announcer {
  /** The facts that were told of a piece of news, or count as known. */
  heard(key: string): Facts | undefined;
  /**
   * Remembers what `holder` shows. With an announcement it is spoken; without one it counts as
   * known.
   */
  note(key: string, holder: object, facts: Facts, announcement?: Announcement): void;
  /**
   * `holder` no longer shows it. When the last holder forgets something, it is news again if it
   * comes back; not so if that holder has merely `left` the page.
   */
  forget(key: string, holder: object, left?: boolean): void;
}

export interface Announcement {
  /** Names what the announcement is about. */
  readonly key: string;
  /** Plain text, one or two short sentences. */
  readonly text: string;
  /** Whether it may interrupt: only the start of a major outage does. */
  readonly urgent: boolean;
}

/** It lives on the global object under a symbol, which no element's id or name can replace. */
export function registry(): Registry {
  const holder = globalThis as {[KEY]?: Registry};
  return (holder[KEY] ??= {
    feeds: new Map(),
    providers: new WeakMap(),
    listeners: new Set(),
  });
}
