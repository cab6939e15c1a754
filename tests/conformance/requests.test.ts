import {createServer} from 'node:http';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {ManualClock} from '../support/clock.js';
import {contractService} from './contract.mjs';
import {listen, startHarness} from './harness.js';
import type {Harness, StreamAnswer} from './harness.js';

const service = createServer(contractService({onStop: () => undefined}));
/** One whose time passes only when a test says so. */
const clock = new ManualClock();
const slowService = createServer(contractService({onStop: () => undefined, clock}));
let harness: Harness;
let slowHarness: Harness;

beforeAll(async () => {
  harness = await startHarness(await listen(service));
  slowHarness = await startHarness(await listen(slowService));
});

afterAll(async () => {
  await harness.stop();
  await slowHarness.stop();
  service.closeAllConnections();
  slowService.closeAllConnections();
});

const event = (data: string, {type = 'message', id = ''} = {}) => ({
  kind: 'event',
  event: {type, data, id},
});

const hi: StreamAnswer = {chunks: ['data: hi\n\n']};

describe('HTTP', () => {
  test('the request is a GET for a fresh stream, without an id', async () => {
    const session = await harness.play({}, hi);
    const {method, headers, body} = await session.asked(1);
    expect({method, body}).toEqual({method: 'GET', body: ''});
    expect(headers).toMatchObject({accept: 'text/event-stream', 'cache-control': 'no-cache'});
    expect(headers).not.toHaveProperty('last-event-id');
    await session.close();
  });

  test.each([301, 307])('a redirect with %i is followed', async (status) => {
    const session = await harness.play({}, {status, headers: {Location: 'moved'}}, hi);
    await session.heard(1);
    expect(session.callbacks).toEqual([event('hi')]);
    expect(session.requests.map(({path}) => path)).toEqual(['first', 'moved']);
    await session.close();
  });

  test.each([
    [301, 'an empty', {Location: ''}],
    [307, 'an empty', {Location: ''}],
    [301, 'no', {}],
    [307, 'no', {}],
  ])('a redirect with %i and %s address is an error', async (status, _, headers) => {
    // An empty address is the same one again: a client may go there until it has had enough.
    const session = await harness.play({}, ...Array<StreamAnswer>(30).fill({status, headers}));
    await session.heard(1);
    expect(session.callbacks).toMatchObject([{kind: 'error'}]);
    await session.close();
  });

  test('headers of the caller’s own are sent', async () => {
    const headers = {'X-First': '1', 'x-second': 'two words', Authorization: 'Bearer x'};
    const session = await harness.play({headers}, hi);
    expect((await session.asked(1)).headers).toMatchObject({
      'x-first': '1',
      'x-second': 'two words',
      authorization: 'Bearer x',
      accept: 'text/event-stream',
    });
    await session.close();
  });

  test.each(['POST', 'REPORT'])('the request may be a %s with a body', async (method) => {
    const headers = {'Content-Type': 'application/json; charset=utf-8'};
    const session = await harness.play({method, headers, body: '{"ü": 1}'}, hi);
    const request = await session.asked(1);
    expect(request).toMatchObject({method, body: '{"ü": 1}'});
    expect(request.headers['content-type']).toBe(headers['Content-Type']);
    await session.close();
  });

  test('the first request may have an id', async () => {
    const session = await harness.play({lastEventId: 'abc'}, hi);
    expect((await session.asked(1)).headers).toMatchObject({'last-event-id': 'abc'});
    await session.close();
  });

  test('204 ends it', async () => {
    const session = await harness.play({}, {status: 204}, hi);
    await session.asked(1);
    // Another reader comes back again and again meanwhile.
    const other = await harness.play({}, hi, hi, hi, hi);
    for (let round = 2; round <= 5; round++) {
      await other.end();
      await other.asked(round);
    }
    expect(session.requests).toHaveLength(1);
    expect(session.callbacks).toEqual([]);
    await other.close();
    await session.close();
  });
});

describe('reconnection', () => {
  /** The id in the request after a stream. */
  async function idAfter(...chunks: string[]): Promise<string | undefined> {
    const session = await harness.play({}, {chunks});
    await session.end();
    const {headers} = await session.asked(2);
    await session.close();
    return headers['last-event-id'] as string | undefined;
  }

  test('has the id of the last event', async () => {
    expect(await idAfter('id: 1\ndata: a\n\n', 'id: 2\ndata: b\n\n')).toBe('2');
    // The id is sent as UTF-8, which Node shows byte by byte.
    expect(await idAfter('id: …\ndata: a\n\n')).toBe('\xe2\x80\xa6');
  });

  test('has the id of the last event that had one', async () => {
    expect(await idAfter('id: 1\ndata: a\n\n', 'data: b\n\n')).toBe('1');
  });

  test('has no id after an empty one', async () => {
    expect(await idAfter('id: 1\ndata: a\n\n', 'id:\ndata: b\n\n')).toBeUndefined();
  });

  test('drops the event that was not whole, and its id', async () => {
    const first = {chunks: ['id: 1\ndata: a\n\n', 'id: 2\ndata: b\n']};
    const session = await harness.play({}, first, {chunks: ['\n', 'data: c\n\n']});
    await session.end();
    expect((await session.asked(2)).headers).toMatchObject({'last-event-id': '1'});
    await session.heard(2);
    expect(session.callbacks).toEqual([event('a', {id: '1'}), event('c', {id: '1'})]);
    await session.close();
  });

  test.each(['POST', 'REPORT'])('of a %s sends the body again', async (method) => {
    const session = await harness.play({method, body: 'again'}, hi, hi);
    await session.end();
    expect(await session.asked(2)).toMatchObject({method, body: 'again'});
    await session.close();
  });

  test('comes after half a second without a byte, with an error', async () => {
    const session = await slowHarness.play({readTimeoutMs: 500}, hi, hi);
    await session.heard(1);
    await clock.advance(499);
    expect(session.callbacks).toEqual([event('hi')]);
    await clock.advance(1);
    await session.heard(2);
    expect(session.callbacks[1]).toMatchObject({kind: 'error'});
    // The reader waits for the answer to its report, and then for its own timer.
    await expect.poll(() => clock.pending, {timeout: 20_000}).toBe(1);
    await clock.advance(1);
    await session.asked(2);
    await session.heard(3);
    expect(session.callbacks[2]).toEqual(event('hi'));
    await session.close();
  });

  test('comes when it is asked for, without an error, and the new stream is read', async () => {
    const session = await harness.play({}, {chunks: ['id: 1\ndata: a\n\n']}, hi);
    await session.heard(1);
    expect((await session.command('restart')).ok).toBe(true);
    expect((await session.asked(2)).headers).toMatchObject({'last-event-id': '1'});
    await session.heard(2);
    await session.send('data: b\n\n');
    await session.heard(3);
    expect(session.callbacks).toEqual([
      event('a', {id: '1'}),
      event('hi', {id: '1'}),
      event('b', {id: '1'}),
    ]);
    await session.close();
  });
});
