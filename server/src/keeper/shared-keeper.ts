import {isDeepStrictEqual} from 'node:util';
import {OutageFeedError} from '../errors.js';
import type {FeedSettings} from '../feed-options.js';
import {startState} from '../feed-state.js';
import type {Keeper} from './keeper.js';
import type {FeedState, Store} from '../store/store.js';
import {agree, revOf} from './shared-state.js';
import type {SharedState} from './shared-state.js';

/**
 * The state of a feed that several processes serve. What counts is what they hold in common; the file of each is a copy, from
 * which an empty common state is refilled.
 *
 * @param tell hears of every new state, whoever made it.
 */
export async function keepInCommon(
  shared: SharedState,
  store: Store,
  settings: FeedSettings,
  tell: (state: FeedState) => void,
): Promise<Keeper> {
  const renew = (state: FeedState): FeedState => startState({...settings, newEpoch: true}, state);
  let provenAt = settings.asOf();
  let failures = 0;
  let state = await begin(shared, store.found, settings, renew);
  await copy(state);

  /** Others may know the state already: a disk that refuses keeps nothing from readers. */
  async function copy(next: FeedState): Promise<void> {
    await store.save(next).catch(settings.report);
  }

  async function take(next: FeedState, askedAt: number): Promise<void> {
    await copy(next);
    // All at once: who resumes in between would miss it, and it is told with the time of its proof.
    state = next;
    provenAt = askedAt;
    tell(state);
  }

  /** Runs something that needs all to be in reach; reports trouble once. */
  async function inReach(task: (askedAt: number) => Promise<void>): Promise<void> {
    const askedAt = settings.asOf();
    try {
      await task(askedAt);
      provenAt = askedAt;
      failures = 0;
    } catch (error) {
      if (isTrouble(error)) failures += 1;
      if (failures === 1 && isTrouble(error)) settings.report(error);
      throw error;
    }
  }

  async function confirm(askedAt: number): Promise<void> {
    const next = await agree(shared, state, renew);
    if (next !== state) await take(next, askedAt);
  }

  async function change(make: (state: FeedState) => FeedState, askedAt: number): Promise<void> {
    for (;;) {
      const next = make(state);
      if (await shared.replace(state, next)) return take(next, askedAt);
      await confirm(askedAt);
    }
  }

  return {
    state: () => state,
    change: (make) => inReach((askedAt) => change(make, askedAt)),
    confirm: () => inReach(confirm),
    asOf: () => provenAt,
    health: () => ({told: revOf(state), failures}),
    close: shared.close,
  };
}

/** What to begin with, put where all find it. */
async function begin(
  shared: SharedState,
  found: FeedState | undefined,
  settings: FeedSettings,
  renew: (state: FeedState) => FeedState,
): Promise<FeedState> {
  for (;;) {
    const common = await shared.read();
    if (settings.newEpoch && found !== undefined) {
      const next = startState(settings, atLeast(found, common));
      if (await shared.refill(next)) return next;
      continue;
    }
    if (found && common && found.document.ext.epoch !== common.document.ext.epoch) {
      throw otherFeed(found, common);
    }
    const held = found === undefined ? common : await agree(shared, found, renew);
    const next = startState(settings, held);
    const isNew = !isDeepStrictEqual(next, held);
    if (!isNew || (await (held ? shared.replace(held, next) : shared.refill(next)))) return next;
  }
}

/** A restored file goes on from the rev that readers have seen. */
function atLeast(state: FeedState, common: FeedState | undefined): FeedState {
  const rev = Math.max(revOf(state), common === undefined ? 0 : revOf(common));
  return {...state, document: {...state.document, ext: {...state.document.ext, rev}}};
}

function isTrouble(error: unknown): boolean {
  return error instanceof OutageFeedError && error.code === 'hub-failed';
}

function otherFeed({document}: FeedState, common: FeedState): OutageFeedError {
  return new OutageFeedError(
    'invalid-file',
    `The file is of epoch ${document.ext.epoch} ("${document.page.name}"), and Redis holds epoch ${common.document.ext.epoch} ` +
      `("${common.document.page.name}"). If they are one feed, move the file away, or give --new-epoch to go on from the file; ` +
      'if not, name another database of Redis.',
  );
}
