// Everything that can go wrong between a page and its feed does, hundreds of times, and nothing
// false is shown. Three seeds are fixed, and three follow from the commit. Each title names its
// seed, and a seed that fails is told with the way to replay it.
import {describe, expect, test} from 'vitest';
import {commitHash, seedsOf} from './commit-seeds.mjs';
import {play} from './play.mjs';

const FAULTS = 500;
const hash = commitHash();
const seeds = [1, 2, 3, ...(hash ? seedsOf(hash, 3) : [])];

describe.concurrent.each(seeds)('seed %i', (seed) => {
  test(`${FAULTS} faults break no invariant`, {timeout: 300_000}, async () => {
    const {met, complaints} = await play({seed, faults: FAULTS});
    expect(complaints, `npm run faults -- --seed ${seed} --faults ${FAULTS}`).toEqual([]);
    expect(met).toBeGreaterThanOrEqual(FAULTS);
  });
});

test('each commit names seeds of its own', () => {
  expect(seedsOf('00ff12340abc5678', 3)).toEqual([1_255, 5_660, 3_748]);
});
