import type {FeedSettings} from '../feed-options.js';
import type {FeedState, Store} from '../store/store.js';
import {openFileKeeper} from './file-keeper.js';
import type {Keeper} from './keeper.js';
import {shareThroughRedis} from './redis.js';
import {openSharedKeeper} from './shared-keeper.js';

interface KeeperListeners {
  /** Called with every new state. */
  readonly onState: (state: FeedState) => void;
  /** Called when another process may have changed the shared state. */
  readonly onSharedChange: () => void;
}

/** Opens the keeper that the settings ask for. Closes the store if that fails. */
export async function openKeeper(
  store: Store,
  settings: FeedSettings,
  {onState, onSharedChange}: KeeperListeners,
): Promise<Keeper> {
  const {hub} = settings;
  let shared: {readonly close: () => Promise<void>} | undefined;
  try {
    if (hub === 'embedded' || 'nchan' in hub) return await openFileKeeper(store, settings, onState);
    const redis = await shareThroughRedis(hub.redis, onSharedChange);
    shared = redis;
    return await openSharedKeeper(redis, store, settings, onState);
  } catch (error) {
    await shared?.close();
    await store.close();
    throw error;
  }
}
