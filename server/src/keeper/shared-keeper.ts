import {isDeepStrictEqual} from 'node:util';
import {OutageFeedError} from '../errors.js';
import type {FeedSettings} from '../feed-options.js';
import {startState} from '../feed-state.js';
import type {FeedState, Store} from '../store/store.js';
import type {Keeper} from './keeper.js';
import {reconcile, revOf} from './shared-state.js';
import type {SharedState} from './shared-state.js';

/**
 * Keeps the state of a feed that several processes serve.
 *
 * The shared state is the authority. The file of each process is a copy, from which an empty shared
 * state is refilled.
 *
 * @param onState is called with every new state, whichever process made it.
 */
export async function openSharedKeeper(
  shared: SharedState,
  store: Store,
  settings: FeedSettings,
  onState: (state: FeedState) => void,
): Promise<Keeper> {
  const startEpoch = (state: FeedState): FeedState =>
    startState({...settings, newEpoch: true}, state);
  const health = createHealth(settings.report);
  let confirmedAt = settings.asOf();
  let state = await openingState(shared, store.found, settings, startEpoch);
  await saveCopy(state);

  /**
   * Other processes may have the state already, so a failing disk does not keep it from readers.
   */
  async function saveCopy(next: FeedState): Promise<void> {
    await store.save(next).catch(settings.report);
  }

  async function accept(next: FeedState, askedAt: number): Promise<void> {
    await saveCopy(next);
    // These three stay together, without an await between them. A reader who resumes in between
    // would miss the state, and the state is published with the time of its confirmation.
    state = next;
    confirmedAt = askedAt;
    onState(state);
  }

  /** Runs a task that reads or writes the shared state. Its success confirms our state. */
  async function confirmedBy(task: (askedAt: number) => Promise<void>): Promise<void> {
    const askedAt = settings.asOf();
    await health.watch(task(askedAt));
    confirmedAt = askedAt;
  }

  async function confirm(askedAt: number): Promise<void> {
    const next = await reconcile(shared, state, startEpoch);
    if (next !== state) await accept(next, askedAt);
  }

  async function change(make: (state: FeedState) => FeedState, askedAt: number): Promise<void> {
    for (;;) {
      const next = make(state);
      if (await shared.replace(state, next)) return accept(next, askedAt);
      await confirm(askedAt);
    }
  }

  return {
    state: () => state,
    change: (make) => confirmedBy((askedAt) => change(make, askedAt)),
    confirm: () => confirmedBy(confirm),
    asOf: () => confirmedAt,
    health: () => ({told: revOf(state), failures: health.failures()}),
    close: shared.close,
  };
}

/** Counts failures of the shared state, and reports only the first one in a row. */
function createHealth(report: (error: unknown) => void) {
  let failures = 0;
  return {
    failures: () => failures,
    async watch(task: Promise<void>): Promise<void> {
      try {
        await task;
        failures = 0;
      } catch (error) {
        if (isHubFailure(error)) failures += 1;
        if (failures === 1 && isHubFailure(error)) report(error);
        throw error;
      }
    },
  };
}

/** The state that the feed opens with, once all processes can see it. */
async function openingState(
  shared: SharedState,
  found: FeedState | undefined,
  settings: FeedSettings,
  startEpoch: (state: FeedState) => FeedState,
): Promise<FeedState> {
  for (;;) {
    const common = await shared.read();
    if (settings.newEpoch && found !== undefined) {
      const next = startState(settings, withHigherRev(found, common));
      if (await shared.refill(next)) return next;
      continue;
    }
    if (found && common && found.document.ext.epoch !== common.document.ext.epoch) {
      throw differentFeeds(found, common);
    }
    const held = found === undefined ? common : await reconcile(shared, found, startEpoch);
    const next = startState(settings, held);
    const isNew = !isDeepStrictEqual(next, held);
    if (!isNew || (await (held ? shared.replace(held, next) : shared.refill(next)))) return next;
  }
}

/** A file restored from a backup continues from the rev that readers have seen. */
function withHigherRev(state: FeedState, common: FeedState | undefined): FeedState {
  const rev = Math.max(revOf(state), common === undefined ? 0 : revOf(common));
  return {...state, document: {...state.document, ext: {...state.document.ext, rev}}};
}

function isHubFailure(error: unknown): boolean {
  return error instanceof OutageFeedError && error.code === 'hub-failed';
}

function differentFeeds({document: ours}: FeedState, common: FeedState): OutageFeedError {
  const {document: theirs} = common;
  return new OutageFeedError(
    'invalid-file',
    `The file is of epoch ${ours.ext.epoch} ("${ours.page.name}"), ` +
      `and Redis holds epoch ${theirs.ext.epoch} ("${theirs.page.name}"). ` +
      'If they are one feed, move the file away, or give --new-epoch to go on from the file; ' +
      'if not, name another database of Redis.',
  );
}
