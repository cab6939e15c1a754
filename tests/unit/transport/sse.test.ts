import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readEvents} from '../../../src/transport/sse.js';
import {FeedError} from '../../../src/model/errors.js';
import cases from '../../fixtures/sse-cases.json' with {type: 'json'};
import {hostileStreams} from '../../fixtures/hostile.js';
import type {HostileStream} from '../../fixtures/hostile.js';
import {receiveFrom} from '../../support/receive.js';
import type {Received} from '../../support/receive.js';
import {cut, everyByte, everyFew, someSplit} from '../../support/splits.js';

interface Answer {
  readonly chunks: readonly Uint8Array[];
  readonly contentType?: string;
  readonly then?: string;
}

// One server for all: a test leaves its answer here and asks for it.
const answers: Answer[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const {
      chunks,
      contentType = 'text/event-stream',
      then = 'close',
    } = answers[Number(incoming.url!.slice(1))]!;
    outgoing.socket!.setNoDelay(true);
    outgoing.writeHead(200, {'Content-Type': contentType});
    outgoing.flushHeaders();
    const rest = chunks.values();
    const write = (): void => {
      const {value, done} = rest.next();
      if (!done) outgoing.write(value, () => setImmediate(write));
      else if (then === 'reset') setImmediate(() => outgoing.socket?.resetAndDestroy());
      else if (then !== 'keep-open') outgoing.end();
    };
    write();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** What comes of an answer over real HTTP. */
const receive = (answer: Answer, limit?: number): Promise<Received> =>
  receiveFrom(`${origin}/${answers.push(answer) - 1}`, {limit});

/** Fixed, so that a failing split can be run again: it is in the message. */
const seedBase = 20_261_121;

// Each case is 52 answers, one of them in thousands of pieces: a busy machine may need longer than usual.
describe('server-sent events over HTTP', {timeout: 60_000}, () => {
  for (const {name, why, inputHex, contentType, expect: events, ...more} of cases.parse) {
    test(`${name}: ${why}`, async () => {
      const bytes = Buffer.from(inputHex, 'hex');
      const check = async (chunks: readonly Uint8Array[], how: string): Promise<void> => {
        const result = await receive({chunks, contentType});
        expect(result.events, how).toEqual(events);
        const {lastEventIdAfter, retryMs} = more as {
          lastEventIdAfter?: string;
          retryMs?: number | null;
        };
        if (lastEventIdAfter !== undefined) expect(result.lastEventId, how).toBe(lastEventIdAfter);
        if (retryMs !== undefined) expect(result.retry, how).toBe(retryMs ?? undefined);
        expect(result.error, how).toBeUndefined();
      };
      await check([bytes], 'whole');
      await check(everyByte(bytes), 'byte by byte');
      const seeds = Array.from({length: 50}, (_, index) => seedBase + index);
      // Ten at a time, over as many connections.
      for (let first = 0; first < seeds.length; first += 10) {
        await Promise.all(
          seeds
            .slice(first, first + 10)
            .map((seed) => check(someSplit(bytes, seed), `split with seed ${seed}`)),
        );
      }
    });
  }
});

describe('hostile streams', () => {
  const splitsOf = ({bytes, chunks}: HostileStream): Uint8Array[][] => {
    if (chunks === '1') return [everyByte(bytes)];
    if (Array.isArray(chunks)) {
      let end = 0;
      return [
        cut(
          bytes,
          chunks.map((length) => (end += length)).filter((place) => place < bytes.length),
        ),
      ];
    }
    return bytes.length > 10_000
      ? [[bytes]]
      : [[bytes], everyByte(bytes), everyFew(bytes, 2), someSplit(bytes, seedBase)];
  };

  const parsed = hostileStreams.filter(
    ({category, then, specEvents, contentType}) =>
      ['framing', 'fields', 'encoding', 'payload'].includes(category) &&
      then === 'close' &&
      specEvents &&
      contentType === undefined,
  );

  test('are here', () => {
    expect(parsed.length).toBeGreaterThan(30);
  });

  for (const stream of parsed) {
    test(`${stream.id}: ${stream.title}`, async () => {
      for (const chunks of splitsOf(stream)) {
        const result = await receive({chunks, then: stream.then});
        expect(result.events).toEqual(stream.specEvents);
        if (stream.specLastEventId !== undefined)
          expect(result.lastEventId).toBe(stream.specLastEventId);
        expect(result.retry).toBe(
          stream.specRetry === undefined ? undefined : Number(stream.specRetry),
        );
        expect(result.alive).toBeGreaterThan(0);
      }
    });
  }

  const stream = (id: string) => hostileStreams.find((item) => item.id === id)!;

  test('an event without end is given up at the limit', async () => {
    const {events, error} = await receive({chunks: [stream('sse-055').bytes]});
    expect(events).toEqual([]);
    expect(error).toMatchObject({name: 'FeedError', code: 'too-large'});
  });

  test('a line without end is given up at the limit', async () => {
    const line = Buffer.from(`data: ${'x'.repeat(2_000)}`);
    expect(await receive({chunks: [line, line, line], then: 'keep-open'}, 4_000)).toMatchObject({
      error: {code: 'too-large'},
    });
  });

  test('what came before an event without end still counts', async () => {
    const bytes = Buffer.from(`data: a\n\ndata: ${'x'.repeat(5_000)}\n`);
    expect(await receive({chunks: [bytes]}, 4_000)).toMatchObject({
      events: [{data: 'a'}],
      error: {code: 'too-large'},
    });
  });

  test('an event at the limit is read', async () => {
    const data = 'x'.repeat(3_000);
    expect(
      (await receive({chunks: [Buffer.from(`data: ${data}\n\n`)]}, 4_000)).events,
    ).toMatchObject([{data}]);
  });

  test('a field name of 1 MiB is none, and what follows it counts', async () => {
    expect((await receive({chunks: [stream('sse-061').bytes]})).events).toMatchObject([
      {data: 'x'},
    ]);
  });

  test('half a million comments are no event, but life', async () => {
    const {events, alive} = await receive({chunks: [stream('sse-057').bytes]});
    expect(events).toEqual([]);
    expect(alive).toBeGreaterThan(0);
  });

  test('20,000 events in one burst all come, in order', async () => {
    const {events, lastEventId} = await receive({chunks: [stream('sse-059').bytes]});
    expect(events).toHaveLength(20_000);
    expect(lastEventId).toBe('0123456789abcdef');
  });

  test('a connection reset delivers what was whole, and then fails', async () => {
    const {bytes} = stream('sse-087');
    const {events, error} = await receive({chunks: [bytes], then: 'reset'});
    expect(events).toMatchObject([{data: 'a'}]);
    expect(error).toBeDefined();
    expect(error).not.toBeInstanceOf(FeedError);
  });

  test('half a comment is life already', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from(':')),
    });
    expect((await readEvents(body).next()).value).toEqual({type: 'alive'});
  });
});
