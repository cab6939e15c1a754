// Everything that can go wrong between a page and its feed does, hundreds of times, and nothing false is shown. A seed that
// fails is told with the way to replay it.
import {describe, expect, test} from 'vitest';
import {play} from './play.mjs';

const FAULTS = 500;

describe.concurrent.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  test(`${FAULTS} faults break no invariant`, {timeout: 300_000}, async () => {
    const {met, complaints} = await play({seed, faults: FAULTS});
    expect(complaints, `npm run faults -- --seed ${seed} --faults ${FAULTS}`).toEqual([]);
    expect(met).toBeGreaterThanOrEqual(FAULTS);
  });
});
