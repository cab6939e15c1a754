import {isDeepStrictEqual} from 'node:util';
import {startState} from '../feed-state.js';
import type {FeedSettings} from '../feed-options.js';
import type {FeedState, Store} from '../store/store.js';
import type {Keeper} from './keeper.js';

/**
 * Keeps the state of a feed that one process serves: its file holds all of it.
 *
 * @param onState is called with every new state.
 */
export async function openFileKeeper(
  store: Store,
  settings: FeedSettings,
  onState: (state: FeedState) => void,
): Promise<Keeper> {
  let state = startState(settings, store.found);
  if (!isDeepStrictEqual(state, store.found)) await store.save(state);
  return {
    state: () => state,
    async change(make) {
      const next = make(state);
      await store.save(next);
      state = next;
      onState(state);
    },
    confirm: () => Promise.resolve(),
    asOf: settings.asOf,
    close: () => Promise.resolve(),
  };
}
