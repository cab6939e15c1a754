import {systemClock} from '../clock/clock.js';
import {tellConsole} from '../dom/console.js';
import {isPageHidden, watchPage} from '../dom/page-lifecycle.js';
import {hasServiceWorker} from '../dom/service-worker.js';
import type {Format} from '../formats/format.js';
import {readCache, writeCache} from '../persistence/cache.js';
import {initialState} from '../store/reduce.js';
import {createStore} from '../store/store.js';
import {createFeedSource} from '../transport/feed-source.js';
import type {Fetch} from '../transport/request.js';
import {createMembership} from './membership.js';
import type {FeedOptions, SharedFeed} from './options.js';
import {createRecorder} from './recorder.js';

/** Names the lock, the channel and the cache of a feed; changes with what is written there. */
const NAME = 'outage-widgets@2 ';
/**
 * Ms for which a feed without subscribers stays connected: an element that is moved in the document
 * leaves and returns.
 */
const IDLE_CLOSE_DELAY = 1_000;

/** @param key - what tabs and pages share it by; empty for a feed that is not shared. */
export function createSharedFeed(
  urls: readonly string[],
  key: string,
  options: FeedOptions,
  format: Format,
): SharedFeed {
  const {clock = systemClock, random = Math.random} = options;
  const {persist = key ? 'session' : 'none'} = options;
  const fetch: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
  // A clock may be a class, whose methods need their object.
  const now = (): number => clock.now();
  const name = NAME + (key || urls.join(' '));
  const store = createStore(initialState, (error) => tellConsole('error', error));
  const recorder = createRecorder(format, store, now);
  const source = createFeedSource(format, fetch, now, hasServiceWorker);
  const network = {urls, source, clock, random};
  const membership = createMembership(key && name, network, {store, recorder});
  let unwatch: (() => void) | undefined;
  let subscribers = 0;
  let idleTimer: unknown;

  function suspend(): void {
    membership.leave();
    writeCache(persist, name, recorder.journal);
  }

  function open(): void {
    if (recorder.journal.length === 0) recorder.catchUp(readCache(persist, name), 'cache');
    const {resume: onResume, onOffline} = membership;
    unwatch = watchPage(clock, {onResume, onSuspend: suspend, onOffline});
    if (!isPageHidden()) membership.join();
  }

  function close(): void {
    unwatch?.();
    unwatch = undefined;
    suspend();
  }

  return {
    get: store.get,
    now,
    subscribe(listener) {
      subscribers++;
      clock.clearTimeout(idleTimer);
      if (!unwatch) open();
      const unsubscribe = store.subscribe(listener);
      return () => {
        if (!unsubscribe() || --subscribers > 0) return;
        idleTimer = clock.setTimeout(close, IDLE_CLOSE_DELAY);
      };
    },
    async refresh() {
      await membership.refresh();
      return store.get();
    },
  };
}
