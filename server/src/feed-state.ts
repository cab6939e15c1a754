import {isDeepStrictEqual} from 'node:util';
import {MAX_COMPONENTS, MAX_DOCUMENT_BYTES} from 'outage-widgets/protocol.js';
import type {Change} from './changes/change.js';
import {expire} from './changes/expire.js';
import {finishChange} from './changes/finish.js';
import {setUpPage} from './changes/page.js';
import type {FeedDocument} from './document.js';
import {InvalidInputError} from './errors.js';
import type {FeedSettings} from './feed-options.js';
import {
  addToHistory,
  returnToHistory,
  trimHistory,
  withHistory,
  withoutPublished,
} from './history.js';
import {documentProblems} from './schema.js';
import type {FeedState} from './store/store.js';

/**
 * Brings the state found on disk in line with the settings.
 *
 * @returns the state itself if nothing differs.
 */
export function startState(settings: FeedSettings, found: FeedState | undefined): FeedState {
  const now = new Date(settings.clock()).toISOString();
  const held = found?.document ?? emptyDocument(settings.createToken(), now);
  const ext = {
    ...held.ext,
    epoch: settings.newEpoch ? settings.createToken() : held.ext.epoch,
    max_stale_seconds: settings.maxStaleSeconds,
    poll_after_seconds: settings.pollAfterSeconds,
    stream: settings.stream,
  };
  const history = found?.history ?? {incidents: [], maintenances: []};
  const context = {now, createId: () => settings.createToken(), history};
  const {document} = setUpPage(settings)({...held, ext}, context);
  if (found !== undefined && isDeepStrictEqual(document, held)) return found;
  const finished = finishChange(held, document, now, asOf(settings));
  requireValid(finished);
  return {document: finished, history};
}

function emptyDocument(epoch: string, now: string): FeedDocument {
  return {
    page: {name: 'Status'},
    status: {indicator: 'none'},
    components: [],
    incidents: [],
    scheduled_maintenances: [],
    ext: {schema: '1', epoch, rev: 0, generated_at: now},
  };
}

/**
 * Computes the next state. Events that ended long ago move from the document to the history: before
 * the change, and after it those that it has taken up only to add a word.
 *
 * @throws {InvalidInputError} if the change is refused, or its document would be.
 */
export function applyChange<Result>(
  state: FeedState,
  change: Change<Result>,
  settings: FeedSettings,
) {
  const time = settings.clock();
  const now = new Date(time).toISOString();
  const keepEndedMs = settings.keepEndedSeconds * 1000;
  const {document, ...ended} = expire(state.document, time, keepEndedMs);
  const history = addToHistory(state.history, ended);
  const createId = (prefix: string): string => `${prefix}-${settings.createToken()}`;
  const changed = change(document, {now, createId, history});
  const before = withHistory(state.document, history);
  const finished = finishChange(before, changed.document, now, asOf(settings));
  const {published, ...toldAgain} = returnToHistory(finished, history, time, keepEndedMs);
  requireValid(published);
  const rest = withoutPublished(history, finished);
  return {
    state: {
      document: published,
      history: trimHistory(addToHistory(rest, toldAgain), time, settings),
    },
    select: changed.select,
  };
}

function asOf(settings: FeedSettings): string {
  return new Date(settings.asOf()).toISOString();
}

function requireValid(document: FeedDocument): void {
  const problems = documentProblems(document);
  if (problems.length > 0) throw new InvalidInputError(problems);
  if (document.components.length > MAX_COMPONENTS) {
    const message = `would have over ${MAX_COMPONENTS} components, and readers show no more`;
    throw new InvalidInputError([{pointer: '', message}]);
  }
  if (Buffer.byteLength(JSON.stringify(document)) <= MAX_DOCUMENT_BYTES) return;
  const message = 'would make the document larger than 1 MiB, which readers refuse';
  throw new InvalidInputError([{pointer: '', message}]);
}
