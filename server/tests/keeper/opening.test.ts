import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {createFeed, createIncident} from '../../src/index.js';
import {applyChange} from '../../src/feed-state.js';
import {withDefaults} from '../../src/feed-options.js';
import {shareThroughRedis} from '../../src/keeper/redis.js';
import type {FeedState} from '../../src/store/store.js';
import {temporaryDirectory} from '../support/server.js';

vi.mock('../../src/keeper/redis.js');

test('a publish of another process during the opening arrives at once', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const options = {file, hub: {redis: 'redis://127.0.0.1:6379/0'}, schedule: () => () => undefined};
  const settings = withDefaults(options);
  let held: FeedState | undefined;
  vi.mocked(shareThroughRedis).mockImplementation((_url, wake) =>
    Promise.resolve({
      read: () => Promise.resolve(held),
      refill(state) {
        held = applyChange(state, createIncident({name: 'Payments fail'}), settings).state;
        wake();
        return Promise.resolve(true);
      },
      replace: () => Promise.resolve(false),
      close: () => Promise.resolve(),
    }),
  );
  const feed = await createFeed(options);
  onTestFinished(() => feed.close());
  await expect
    .poll(() => feed.document().incidents.map(({name}) => name))
    .toEqual(['Payments fail']);
});
