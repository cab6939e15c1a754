import {expect, test} from 'vitest';
import {createRetryingHub} from '../../src/hub/retrying-hub.js';

const never = () => () => undefined;

/** A destination whose deliveries arrive when the test says so. */
function openDestination() {
  const delivered: number[] = [];
  let rev = 1;
  let arrive = (): void => undefined;
  const hub = createRetryingHub(
    {
      name: 'A place',
      deliver() {
        delivered.push(rev);
        const current = rev;
        return new Promise((resolve) => (arrive = () => resolve({rev: current})));
      },
    },
    {schedule: never, report: () => undefined},
  );
  return {
    delivered,
    arrive: () => arrive(),
    publish(next: number) {
      rev = next;
      hub.publish({} as never);
    },
  };
}

test('a document published during a delivery is delivered after it', async () => {
  const {delivered, arrive, publish} = openDestination();
  publish(2);
  publish(3);
  arrive();
  await expect.poll(() => delivered).toEqual([1, 3]);
});

// Microtasks are the moments at which the hub may be between two of its states. The hub must not
// miss a publish at any of them, so the test tries the first ten.
test.each([...Array(10).keys()])(
  'a document published %i microtasks after an arrival is delivered',
  async (count) => {
    const {delivered, arrive, publish} = openDestination();
    arrive();
    for (let turn = 0; turn < count; turn++) await Promise.resolve();
    publish(2);
    arrive();
    await expect.poll(() => delivered.at(-1)).toBe(2);
  },
);
