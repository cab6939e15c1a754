import type {Feed} from '../feed.js';
import {isOlder, isReplay} from './edition.js';
import {originOf} from './origin.js';
import type {Proofs} from './proofs.js';
import type {Publisher} from './publisher.js';
import type {SourceState} from './source-state.js';
import {VisitError} from './visit-error.js';
import type {Reading} from './visit.js';

/** So many older copies are no slip of a cache: the page has gone back. */
const maxOlderCopies = 3;

/**
 * Publishes, or suggests, what a visit brought, unless it is an old copy.
 *
 * @throws {VisitError} for what is not the page, or an old copy again and again.
 */
export type AcceptReading = (state: SourceState, reading: Reading) => Promise<void>;

export function createAcceptReading(
  feed: Feed,
  {publishProviders}: {readonly publishProviders: boolean},
  proofs: Proofs,
  {partsOf, publishAll}: Publisher,
): AcceptReading {
  return async (state, reading) => {
    const {snapshot, confirmedAt} = reading;
    requirePage(state, reading);
    if (isOldCopy(state, reading, proofs)) return;
    state.pageId = (reading.root as {page?: {id?: unknown}} | null)?.page?.id;
    state.origin = originOf(state.source, snapshot);
    state.hasOpenIncident = snapshot.incidents.some(
      ({phase}) => phase !== 'resolved' && phase !== 'completed',
    );
    if (state.isProvider && !publishProviders) {
      state.suggested = partsOf(state, snapshot, feed.document()).incidents;
    } else {
      await publishAll(state, snapshot, confirmedAt);
    }
    state.newest = snapshot;
    state.format = reading.format;
  };
}

/**
 * Any program says {"status": "ok", "version": "1"} of itself, such as a proxy in the place of a
 * page that told more before.
 */
function requirePage({format}: SourceState, reading: Reading): void {
  if (reading.format !== 'health-json' || format === undefined || format === reading.format) return;
  throw new VisitError(
    'unreadable',
    'The answer is a health check, as any program has one, and not the page. If it is the page now, start the relay anew.',
  );
}

/** Counts them, and gives in to a page that insists, but never within an epoch. */
function isOldCopy(state: SourceState, {snapshot}: Reading, proofs: Proofs): boolean {
  const {newest, source} = state;
  // After a restart all that is known of the newest is up to when it was true.
  const isOld = newest
    ? isOlder(snapshot, newest)
    : (snapshot.revision.generatedAt ?? Infinity) < proofs.confirmedAt(source.id);
  state.olderCopies = isOld ? state.olderCopies + 1 : 0;
  if (state.olderCopies < maxOlderCopies) return isOld;
  if (newest === undefined || !isReplay(snapshot, newest)) return false;
  throw new VisitError(
    'old-copy',
    'The answer is an older copy than what is held, by its rev, again and again. A page that went back on purpose needs another epoch.',
  );
}
