import {expect, test} from 'vitest';
import {createRetryingHub} from '../../src/hub/retrying-hub.js';
import type {Hub} from '../../src/hub/hub.js';

/** The moments at which another part of the server may publish while a delivery goes on. */
interface Moments {
  /** Inside `deliver`, before it returns. */
  readonly inDeliver?: () => void;
  /** When the hub begins to wait for the delivery. */
  readonly inThen?: () => void;
  /** After the delivery has arrived, before the hub knows it. */
  readonly afterArrival?: () => void;
  /** When the hub reads the rev that arrived. */
  readonly inRev?: () => void;
  /** After the hub has read the rev: nothing is left to deliver. */
  readonly afterRev?: () => void;
  /** When the hub reports that a delivery failed. */
  readonly inReport?: () => void;
}

/** A destination that calls back at the moments of its second delivery. */
function openDestination(momentsOf: (publish: () => void) => Moments, fails = false) {
  const delivered: number[] = [];
  const retries: (() => void)[] = [];
  let rev = 1;
  let underWay = 0;
  let mostUnderWay = 0;
  const publish = (): void => {
    rev += 1;
    hub.publish({} as never);
  };
  const moments = momentsOf(publish);
  const isSecond = (): boolean => delivered.length === 2;
  const deliver = (): PromiseLike<{readonly rev: number}> => {
    const current = rev;
    delivered.push(current);
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    const at: Moments = isSecond() ? moments : {};
    at.inDeliver?.();
    const answer = {
      get rev() {
        at.inRev?.();
        if (at.afterRev) queueMicrotask(at.afterRev);
        return current;
      },
    };
    return {
      then(resolve: (answer: {readonly rev: number}) => void, reject: (error: Error) => void) {
        at.inThen?.();
        underWay -= 1;
        if (fails && at === moments) reject(new Error('It is gone.'));
        else resolve(answer);
        at.afterArrival?.();
      },
    } as PromiseLike<{readonly rev: number}>;
  };
  const hub: Hub = createRetryingHub(
    {name: 'A place', deliver: deliver as () => Promise<{readonly rev: number}>},
    {
      schedule: (_, retry) => {
        retries.push(retry);
        return () => undefined;
      },
      report: () => moments.inReport?.(),
    },
  );
  return {
    publish,
    delivered,
    retries,
    mostUnderWay: () => mostUnderWay,
    health: () => hub.health!(),
  };
}

test.each<keyof Moments>(['inDeliver', 'inThen', 'afterArrival', 'inRev', 'afterRev'])(
  'a document published at the moment %s is delivered, one delivery at a time',
  async (moment) => {
    const {publish, delivered, mostUnderWay, health} = openDestination((again) => ({
      [moment]: again,
    }));
    await expect.poll(health).toMatchObject({told: 1});
    publish();
    await expect.poll(health).toMatchObject({told: 3});
    expect(delivered).toEqual([1, 2, 3]);
    expect(mostUnderWay()).toBe(1);
  },
);

test('a document published while a failure is reported is delivered by the retry', async () => {
  const {publish, delivered, retries, health} = openDestination(
    (again) => ({inReport: again}),
    true,
  );
  await expect.poll(health).toMatchObject({told: 1});
  publish();
  await expect.poll(() => retries.length).toBe(1);
  retries[0]!();
  await expect.poll(health).toEqual({told: 3, failures: 0});
  expect(delivered).toEqual([1, 2, 3]);
});
