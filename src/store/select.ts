import {isTrouble, worst} from '../model/levels.js';
import {DEFAULT_MAX_STALE_SECONDS} from '../parsing/limits.js';
import type {Component, Level, Snapshot} from '../model/types.js';
import {isCurrent} from './ended.js';
import type {FeedState} from './reduce.js';

/**
 * The freshness of the publisher's last word.
 * - `unknown`: it never said anything.
 * - `live`: a stream tells.
 * - `polling`: documents tell.
 * - `late`: the news is not old yet, but there is no connection just now, the last attempt failed,
 *   or an earlier page kept the news.
 * - `stale`: the feed gave no proof of life for longer than it promised.
 * - `offline`: the browser says that this machine is offline.
 */
export type Freshness = 'unknown' | 'live' | 'polling' | 'late' | 'stale' | 'offline';

/** @param now - epoch ms; a laptop that slept passes the morning's time and gets the truth. */
export function freshness(state: FeedState, now: number): Freshness {
  const {snapshot, error, cached, connection} = state;
  if (!snapshot) return 'unknown';
  if (error?.code === 'offline') return 'offline';
  if (isStale(state, now)) return 'stale';
  if (error || cached) return 'late';
  if (connection === 'live') return connection;
  return connection === 'polling' || connection === 'idle' ? 'polling' : 'late';
}

/** Clocks are corrected by up to this now and then, ms. */
const CLOCK_SLACK = 10_000;

/**
 * True if the feed gave no proof of life for longer than it promised. A proof from the future
 * counts as none: the clock was set back since.
 */
export function isStale(state: FeedState, now: number): boolean {
  if (state.provenAt === undefined) return true;
  const age = now - state.provenAt;
  return age <= -CLOCK_SLACK || age >= maxStaleMs(state);
}

/** For how long one proof that the feed lives is good, ms. */
export function maxStaleMs({snapshot}: FeedState): number {
  return (snapshot?.revision.maxStaleSeconds ?? DEFAULT_MAX_STALE_SECONDS) * 1000;
}

/** True if revisions order the documents of the feed; without them only times do. */
export function isOrdered({snapshot}: FeedState): boolean {
  return snapshot?.revision.rev !== undefined;
}

/** The level that may be shown: good news expires, and a cache has none; bad news stays. */
function trusted(level: Level, state: FeedState, now: number): Level {
  return level === 'operational' && !isGoodNewsFresh(state, now) ? 'unknown' : level;
}

/** True while good news may be shown. */
export function isGoodNewsFresh(state: FeedState, now: number): boolean {
  return !state.cached && !isStale(state, now);
}

/** The open incidents that claim no problem. */
export function countNotices({snapshot}: FeedState, now: number): number {
  const incidents = snapshot?.incidents ?? [];
  return incidents.filter((one) => one.level === 'notice' && isCurrent(one, now)).length;
}

/**
 * The whole page's level: the publisher's own roll-up. If that says that all is well, or nothing,
 * and the same document states open trouble, the worst of that trouble counts instead. Real
 * roll-ups forget, and green must be true.
 */
export function pageLevel(state: FeedState, now: number): Level {
  const {snapshot} = state;
  if (!snapshot) return 'unknown';
  const said = snapshot.page.level;
  if (said !== 'operational' && said !== 'unknown') return said;
  const incidents = snapshot.incidents.filter((incident) => isCurrent(incident, now));
  const trouble = [...incidents, ...snapshot.components.filter(({level}) => isTrouble(level))];
  return trusted(worst(trouble.map(({level}) => level)) ?? said, state, now);
}

/**
 * Components by id or name, case aside, with all members of the groups among them. Components that
 * share a name are all found by it, and each alone by its name and place: `CloudWatch (Ireland)`.
 */
export function findComponents(
  snapshot: Snapshot | undefined,
  names: readonly string[],
): readonly Component[] {
  const all = snapshot?.components ?? [];
  const wanted = new Set(names.map(fold));
  const named = all.filter(({id, name, ownName = name}) =>
    [id, name, ownName].some((written) => wanted.has(fold(written))),
  );
  const ids = new Set(named.map(({id}) => id));
  return all.filter(({id, groupId = ''}) => ids.has(id) || ids.has(groupId));
}

/**
 * The worst level that the page states for some components, whatever incidents say of them;
 * `unknown` if the page knows none of them.
 */
export function componentsLevel(
  state: FeedState,
  components: readonly Component[],
  now: number,
): Level {
  return trusted(worst(components.map(({level}) => level)) ?? 'unknown', state, now);
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').toLowerCase();
}
