import {systemClock} from '../clock/clock.js';
import {createConnection} from '../connection/connection.js';
import {isPageHidden, watchPage} from '../dom/page-lifecycle.js';
import {electLeader} from '../tabs/leader-election.js';
import type {Election} from '../tabs/leader-election.js';
import type {Feed, FeedOptions} from './feed.js';
import {createFeedSource, readMessages} from '../transport/feed-source.js';
import type {Format} from '../formats/format.js';

import {readCache, writeCache} from '../persistence/cache.js';
import {isLong, parseJournal, record} from '../persistence/journal.js';
import type {Entry, Journal} from '../persistence/journal.js';
import {CONNECTION_PHASES, initialState, isTaken, reduce} from '../store/reduce.js';
import type {ConnectionPhase, FeedState} from '../store/reduce.js';
import {createStore} from '../store/store.js';
import type {Fetch} from '../transport/request.js';
import {FeedError} from '../model/errors.js';
import type {FeedErrorCode} from '../model/errors.js';
import {MAX_CACHE_AGE} from '../parsing/limits.js';
import {toObject} from '../parsing/parse.js';
import type {Parsed} from '../model/types.js';

/** The one behind all `Feed` objects of a key. Its shape is part of the registry's version. */
export interface SharedFeed extends Pick<Feed, 'now' | 'subscribe' | 'refresh'> {
  get(): FeedState;
}

/** Names the lock, the channel and the cache of a feed; changes with what is written there. */
const NAME = 'outage-widgets@1 ';
/** Ms a feed without subscribers stays connected: an element moved in the document leaves and returns. */
const IDLE_CLOSE_DELAY = 1_000;

/** @param key - what tabs and pages share it by; empty for what is nobody else's. */
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
  const store = createStore(initialState, console.error);
  let journal: Journal = [];
  let tabs: Election | undefined;
  let withinMs = 0;
  /** Somebody came back: what was planned before may be done sooner. */
  let eager = false;
  let unwatch: (() => void) | undefined;
  let subscribers = 0;
  let timer: unknown;

  /** What a state becomes by a message. */
  function learn(state: FeedState, parsed: Parsed, entry: Entry, cached = false): FeedState {
    const {message, problems} = parsed;
    const [, , at, clockOffset] = entry;
    const next = reduce(state, {
      type: 'message',
      message,
      problems,
      at,
      clockOffset,
      cached,
      seenAt: now(),
    });
    if (isTaken(next.place)) journal = record(journal, entry, message);
    return next;
  }

  /** What another tab or an earlier page heard; what is broken in it is nothing new. */
  function catchUp(value: unknown, cached?: boolean): void {
    let state = store.get();
    for (const entry of parseJournal(value, now())) {
      const [name, text, at] = entry;
      if (cached && at < now() - MAX_CACHE_AGE) continue;
      try {
        for (const parsed of readMessages(format, [name, text]))
          state = learn(state, parsed, entry, cached);
      } catch {
        // Somebody else's, or cut short.
      }
    }
    store.set(state);
  }

  function sign(phase: ConnectionPhase, error: FeedError | undefined): void {
    store.set(reduce(store.get(), {type: 'connection', phase, error}));
  }

  /** For the other tabs: what is done and known. */
  function tell(entries: Journal): void {
    const {connection, error} = store.get();
    const {code, status} = error ?? {};
    tabs?.broadcast({phase: connection, code, status, entries}, withinMs);
  }

  const connection = createConnection({
    urls,
    source: createFeedSource(format, fetch, now),
    clock,
    random,
    state: store.get,
    deliver(delivery, clockOffset, ageMs = 0) {
      const entry: Entry = [...delivery.raw, now() - ageMs, clockOffset];
      store.set(learn(store.get(), delivery, entry));
      const {place} = store.get();
      if (isTaken(place)) tell([entry]);
      return isLong(journal) ? 'gap' : place;
    },
    onSign(phase, ms, error) {
      const lost = error && !error.status && globalThis.navigator?.onLine === false;
      sign(phase, lost ? new FeedError('offline', {cause: error}) : error);
      withinMs = ms;
      tell([]);
    },
  });

  function join(): void {
    tabs ??= electLeader(key && name, clock, {
      onLead() {
        connection.start();
        if (eager) connection.reconnectSoon();
        eager = false;
      },
      onFollow: connection.stop,
      onJoin: () => tell(journal),
      onReport(data) {
        const {phase, code, status, entries} = toObject(data);
        catchUp(entries);
        const connection = CONNECTION_PHASES.find((name) => name === phase);
        if (!connection) return;
        const details = typeof status === 'number' ? {status} : {};
        const error =
          typeof code === 'string' ? new FeedError(code as FeedErrorCode, details) : undefined;
        // Its word is all there is: where it has no trouble, neither have we.
        store.set({...store.get(), connection, error});
      },
    });
  }

  function suspend(): void {
    tabs?.leave();
    tabs = undefined;
    connection.stop();
    writeCache(persist, name, journal);
  }

  function open(): void {
    if (!journal.length) catchUp(readCache(persist, name), true);
    unwatch = watchPage(clock, {
      onResume() {
        eager = !tabs;
        join();
        connection.reconnectSoon();
      },
      onSuspend: suspend,
      onOffline() {
        const error = new FeedError('offline');
        connection.fail(error);
        // Also between two visits, which may be an hour apart.
        sign(store.get().connection, error);
        tell([]);
      },
    });
    if (!isPageHidden()) join();
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
      clock.clearTimeout(timer);
      if (!unwatch) open();
      const unsubscribe = store.subscribe(listener);
      return () => {
        if (!unsubscribe() || --subscribers > 0) return;
        timer = clock.setTimeout(close, IDLE_CLOSE_DELAY);
      };
    },
    async refresh() {
      try {
        await connection.ask('any');
      } catch (error) {
        sign(store.get().connection, error as FeedError);
      }
      return store.get();
    },
  };
}
