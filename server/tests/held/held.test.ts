import {join} from 'node:path';
import {expect, test} from 'vitest';
import {OutageFeedError} from '../../src/errors.js';
import {openHeld} from '../../src/held/held.js';
import {temporaryDirectory} from '../support/server.js';

/** Publications that wait, with a publish that ends as the test says, and timers that it runs. */
async function openByHand() {
  const due: (() => void)[] = [];
  const errors: unknown[] = [];
  const asked: {succeed: () => void; fail: (error: Error) => void}[] = [];
  const held = await openHeld({
    file: join(await temporaryDirectory(), 'held.json'),
    publish: () =>
      new Promise((resolve, reject) => {
        asked.push({succeed: () => resolve('published'), fail: reject});
      }),
    clock: () => 0,
    after: (_milliseconds, task) => {
      due.push(task);
      return () => undefined;
    },
    createToken: () => 'x',
    report: (error) => errors.push(error),
  });
  const waiting = await held.add({action: 'create-incident', body: {name: 'Down'}}, 10_000);
  return {held, id: waiting.id, due, errors, asked};
}

const diskIsFull = new OutageFeedError('storage-failed', 'The disk is full.');

test('what is sent by hand when it is due goes out once, and nothing is reported', async () => {
  const {held, id, due, errors, asked} = await openByHand();
  const sent = held.send(id);
  due[0]!();
  asked[0]!.succeed();
  expect((await sent).result).toBe('published');
  expect([asked.length, held.list(), errors]).toEqual([1, [], []]);
});

test('if that fails, it is due again', async () => {
  const {held, id, due, asked} = await openByHand();
  const sent = held.send(id);
  due[0]!();
  asked[0]!.fail(diskIsFull);
  await expect(sent).rejects.toThrow('The disk is full.');
  expect(held.list()).toMatchObject([{id}]);
  expect(held.list()[0]).not.toHaveProperty('failure');
  due.at(-1)!();
  asked[1]!.succeed();
  await expect.poll(() => held.list()).toEqual([]);
});

test('what fails for a reason of the machine is sent again', async () => {
  const {held, due, errors, asked} = await openByHand();
  due[0]!();
  asked[0]!.fail(diskIsFull);
  await expect.poll(() => errors).toEqual([diskIsFull]);
  due.at(-1)!();
  asked[1]!.succeed();
  await expect.poll(() => held.list()).toEqual([]);
});

test('it cannot be taken back while it goes out', async () => {
  const {held, id, asked} = await openByHand();
  const sent = held.send(id);
  await expect(held.withdraw(id)).rejects.toMatchObject({code: 'not-found'});
  asked[0]!.succeed();
  await sent;
});
