import {isDeepStrictEqual} from 'node:util';
import {startState} from '../feed-state.js';
import type {FeedSettings} from '../feed-options.js';
import type {Keeper} from './keeper.js';
import type {FeedState, Store} from '../store/store.js';

/**
 * The state of a feed that one process serves: what is in its file.
 *
 * @param tell hears of every new state.
 */
export async function keepInFile(
  store: Store,
  settings: FeedSettings,
  tell: (state: FeedState) => void,
): Promise<Keeper> {
  let state = startState(settings, store.found);
  if (!isDeepStrictEqual(state, store.found)) await store.save(state);
  return {
    state: () => state,
    async change(make) {
      const next = make(state);
      await store.save(next);
      state = next;
      tell(state);
    },
    confirm: () => Promise.resolve(),
    asOf: settings.asOf,
    close: () => Promise.resolve(),
  };
}
