import {createServer} from 'node:http';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {contractService} from './contract.mjs';
import {listen, startHarness} from './harness.js';
import type {Harness} from './harness.js';
import {contractCases} from './streams.js';

const service = createServer(contractService({onStop: () => undefined}));
let harness: Harness;

beforeAll(async () => (harness = await startHarness(await listen(service))));

afterAll(async () => {
  await harness.stop();
  service.closeAllConnections();
});

// Two events are so large that a busy machine may need longer than usual.
const groups = ['parsing', 'byte order mark', 'comments', 'line feeds'];
describe.each(groups)('%s', {timeout: 30_000}, (group) => {
  for (const {name, stream} of contractCases.filter((one) => one.group === group)) {
    test(name, async () => {
      const {chunks, events} = stream();
      const session = await harness.play({}, {chunks});
      // They come while the stream is open: nothing waits for its end.
      await session.heard(events.length);
      await session.end();
      await session.asked(2);
      expect(session.callbacks).toEqual(events.map((event) => ({kind: 'event', event})));
      expect((await session.close()).status).toBe(204);
    });
  }
});

test('the groups have as many cases as the contract test says', () => {
  const count = (name: string): number => contractCases.filter(({group}) => group === name).length;
  expect({
    parsing: count('parsing'),
    'byte order mark': count('byte order mark'),
    comments: count('comments'),
    'line feeds': count('line feeds'),
  }).toEqual({parsing: 23, 'byte order mark': 11, comments: 4, 'line feeds': 55});
});
