import {expect, test} from 'vitest';
import {createCourier} from '../../src/hub/retrying-hub.js';

const never = () => () => undefined;

/** Later by so many turns of the promises; of an async function the end is one more. */
async function turns(count: number): Promise<void> {
  for (let turn = 1; turn < count; turn++) await Promise.resolve();
}

test.each([1, 2, 3, 4, 5])(
  'what comes %i turns after the one before has arrived is told too',
  async (count) => {
    let rev = 1;
    let arrive = (): void => undefined;
    const told: number[] = [];
    const courier = createCourier(
      {
        name: 'A place',
        bring: () => {
          told.push(rev);
          return new Promise((resolve) => (arrive = () => resolve({rev})));
        },
      },
      {schedule: never, report: () => undefined},
    );
    arrive();
    await turns(count);
    rev = 2;
    courier.publish({} as never);
    await turns(10);
    expect(told).toEqual([1, 2]);
  },
);
