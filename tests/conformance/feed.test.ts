import {createServer} from 'node:http';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hostileStreams} from '../fixtures/hostile.js';
import cases from '../fixtures/sse-cases.json' with {type: 'json'};
import {feedRoutes} from '../support/feed-routes.mjs';
import {connectionCases} from './connection-cases.js';
import {listen} from './harness.js';
import {streamOutcomes} from './stream-outcomes.js';
import type {StreamItem} from './stream-outcomes.js';

const routes = feedRoutes();
const server = createServer((request, response) => void routes(request, response));
let place: {origin: string; other: string; browser: boolean};

beforeAll(async () => {
  const origin = await listen(server);
  place = {origin, other: origin.replace('127.0.0.1', 'localhost'), browser: false};
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('connections', () => {
  for (const {name, expect: why} of cases.connection) {
    const {run, expected, note = why} = connectionCases[name]!;
    test(`${name}: ${note}`, async () => {
      expect(await run(place)).toEqual(expected(place));
    });
  }
});

describe('hostile streams', () => {
  const items = hostileStreams as unknown as readonly StreamItem[];
  for (const [id, {run, expected, note}] of Object.entries(streamOutcomes)) {
    const item = items.find((one) => one.id === id)!;
    test([id, item.title, note].filter(Boolean).join(': '), async () => {
      expect(await run(place, item)).toEqual(expected(place));
    });
  }

  test('have all been given to somebody: the rest is only bytes, for sse.test.ts', () => {
    const rest = items.filter(({id}) => !(id in streamOutcomes));
    expect(rest.filter(({http}) => http)).toEqual([]);
    expect(rest.filter(({then}) => then !== 'close').map(({id}) => id)).toEqual(['sse-057']);
    expect(items).toHaveLength(54);
  });
});
