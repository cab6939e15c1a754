import {isOver} from 'outage-widgets/protocol.js';
import type {Feed} from '../feed.js';
import type {Confirmations} from './confirmations.js';
import {FetchError} from './fetch-error.js';
import type {Reading} from './fetch-source.js';
import {createAddLastWords} from './last-words.js';
import {originOf} from './origin.js';
import type {Publisher} from './publisher.js';
import {isOlder, isReplay} from './revision.js';
import type {RelaySettings} from './relay-options.js';
import type {SourceState} from './source-state.js';

/** After so many older copies in a row it is not a cache: the page has gone back. */
const maxOlderCopies = 3;

/**
 * Publishes or suggests the result of a fetch, unless it is an old copy.
 *
 * @param signal ends a further request at once.
 * @throws {FetchError} if the answer is not the page, or is an old copy again and again.
 */
export type AcceptReading = (
  state: SourceState,
  reading: Reading,
  signal: AbortSignal,
) => Promise<void>;

export function createAcceptReading(
  feed: Feed,
  settings: RelaySettings,
  confirmations: Confirmations,
  {partsOf, publishAll}: Publisher,
): AcceptReading {
  const {publishProviders, clock} = settings;
  const addLastWords = createAddLastWords(feed, settings);
  return async (state, reading, signal) => {
    const {snapshot, confirmedAt} = reading;
    requirePage(state, reading);
    if (isCopyBeforePost(state, reading, clock())) {
      // Such a copy proves that the page lived when it was made.
      if (state.newest) confirmations.confirm(state.source.id, confirmedAt);
      return;
    }
    if (isOldCopy(state, reading, confirmations)) return;
    state.pageId = (reading.root as {page?: {id?: unknown}} | null)?.page?.id;
    state.origin = originOf(state.source, snapshot);
    state.hasOpenIncident = snapshot.incidents.some(({phase}) => !isOver(phase));
    if (state.isProvider && !publishProviders) {
      state.suggested = partsOf(state, snapshot, feed.document()).incidents;
    } else {
      await publishAll(state, await addLastWords(state, reading, signal), confirmedAt);
    }
    state.newest = snapshot;
    state.format = reading.format;
  };
}

/**
 * Refuses a health check in place of the page. Any program answers {"status": "ok", "version":
 * "1"}, for example a proxy that stands where the page was.
 */
function requirePage({format}: SourceState, reading: Reading): void {
  if (reading.format !== 'health-json' || format === undefined || format === reading.format) return;
  throw new FetchError(
    'unreadable',
    'The answer is a health check, as any program has one, and not the page. ' +
      'If it is the page now, start the relay anew.',
  );
}

/**
 * Whether a cache made its copy before the last post came, by our own clock. Such a copy takes
 * nothing back of what was posted. A post from the future came before the clock was set back.
 */
function isCopyBeforePost(
  {lastPost}: SourceState,
  {confirmedAt = Infinity}: Reading,
  now: number,
): boolean {
  return lastPost !== undefined && confirmedAt < lastPost.at && lastPost.at <= now;
}

/**
 * Whether the answer is an old copy. A page that keeps sending older copies is believed in the end,
 * but never with a lower rev of the same epoch.
 *
 * @throws {FetchError} for a lower rev again and again.
 */
function isOldCopy(state: SourceState, {snapshot}: Reading, confirmations: Confirmations): boolean {
  const {newest, source, lastPost} = state;
  // A page posts before its own caches have the news, and their copies have no age.
  const isBeforePost = (snapshot.page.updatedAt ?? Infinity) < (lastPost?.updatedAt ?? -Infinity);
  // After a restart only the time of the last confirmation is known.
  const isOld =
    isBeforePost ||
    (newest
      ? isOlder(snapshot, newest)
      : (snapshot.revision.generatedAt ?? Infinity) < confirmations.confirmedAt(source.id));
  state.olderCopies = isOld ? state.olderCopies + 1 : 0;
  if (state.olderCopies < maxOlderCopies) return isOld;
  if (newest === undefined || !isReplay(snapshot, newest)) return false;
  throw new FetchError(
    'old-copy',
    'The answer is an older copy than what is held, by its rev, again and again. ' +
      'A page that went back on purpose needs another epoch.',
  );
}
