// Answers that never end, are far too large, or come too slowly or too fast: over real HTTP, under a clock of our own.
import {once} from 'node:events';
import type {ServerResponse} from 'node:http';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {gzipSync} from 'node:zlib';
import {describe, expect, onTestFinished, test} from 'vitest';
import {openFeed} from '../../../src/feed/feed.js';
import type {Feed} from '../../../src/feed/feed.js';
import type {FeedState} from '../../../src/store/reduce.js';
import {
  MAX_DOCUMENT_BYTES,
  MAX_EVENT_CHARACTERS,
  MAX_JOURNAL,
  MAX_STREAM_BYTES,
} from '../../../src/parsing/limits.js';
import {goodDocument} from '../../fixtures/hostile.js';
import {ManualClock} from '../../support/clock.js';
import {serve} from '../../support/server.js';

const MIB = 2 ** 20;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What sockets and streams of one process hold on their way. */
const ON_THE_WAY = 8 * MIB;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held once everything that can go has gone. */
function heldBytes(): number {
  // The memory of a buffer is given back in the background. The second time finishes that.
  collectGarbage();
  collectGarbage();
  const {heapUsed, external} = process.memoryUsage();
  return heapUsed + external;
}

const stream = {'Content-Type': 'text/event-stream'};
const json = {'Content-Type': 'application/json'};
const snapshot = (name: string, id = '') =>
  `${id && `id: ${id}\n`}event: snapshot\ndata: {"page":{"name":"${name}"},"status":{"indicator":"none"},"components":[]}\n\n`;

/** Resolves with the first state for which it is so. */
const until = (feed: Feed, done: (state: FeedState) => boolean) =>
  new Promise<FeedState>((resolve) => {
    const look = (state: FeedState): void => {
      if (!done(state)) return;
      stop();
      resolve(state);
    };
    const stop = feed.subscribe(look);
    look(feed.state);
  });

/** A feed on a server that answers so. */
async function open(answer: (response: ServerResponse, visit: number) => void) {
  let visits = 0;
  const {origin} = await serve((_, response) => answer(response, visits++));
  const clock = new ManualClock();
  const feed = openFeed({src: `${origin}/feed`, clock, random: () => 0.5});
  onTestFinished(() => feed.close());
  /** What every visit ended with, and when. */
  const ends: (FeedState & {now: number})[] = [];
  const starts: number[] = [];
  let phase = '';
  feed.subscribe((state) => {
    if (state.connection === phase) return;
    phase = state.connection;
    if (phase === 'waiting') ends.push({...state, now: clock.now()});
    if (phase === 'connecting') starts.push(clock.now());
  });
  return {
    feed,
    visits: () => visits,
    /** How a visit ended. */
    async end(visit: number): Promise<FeedState> {
      await until(feed, () => ends.length > visit);
      return ends[visit]!;
    },
    /** Lets time pass until the attempt after that one, and returns how much it took, ms. */
    async wait(visit: number): Promise<number> {
      for (let second = 0; starts.length < visit + 2; second++) {
        if (second > 3_600)
          throw new Error(`No attempt came in the hour after the ${visit + 1}th.`);
        await clock.advance(SECOND);
      }
      return starts[visit + 1]! - ends[visit]!.now;
    },
  };
}

/** Writes the same piece for ever, as fast as it is read. */
function writeForEver(response: ServerResponse, piece: Buffer, onWrite: (bytes: number) => void) {
  const more = (): void => {
    while (!response.destroyed) {
      onWrite(piece.length);
      if (!response.write(piece)) return void response.once('drain', more);
    }
  };
  more();
}

const comment = Buffer.from(`:${'.'.repeat(65_534)}\n`);
/** One member of a gzip file that unpacks to 1 MiB; files may have many. */
const packed = (text: string) => gzipSync(Buffer.from(text.repeat(MIB / text.length)));

interface Trouble {
  readonly headers: Record<string, string>;
  readonly start?: string;
  readonly piece: Buffer;
  /** Bytes on the wire after which it must be cut off. */
  readonly limit: number;
}

const TROUBLES: Record<string, Trouble> = {
  'a line without end': {
    headers: stream,
    start: 'event: snapshot\ndata: ',
    piece: Buffer.from('{"page":'.repeat(8192)),
    limit: MAX_EVENT_CHARACTERS,
  },
  'an event of lines without end': {
    headers: stream,
    start: 'event: snapshot\n',
    piece: Buffer.from('data: {"page":\n'.repeat(4096)),
    limit: MAX_EVENT_CHARACTERS * 2,
  },
  'a stream of a gigabyte': {headers: stream, piece: comment, limit: MAX_STREAM_BYTES},
  'a document of a gigabyte': {
    headers: json,
    start: '{"page": "',
    piece: Buffer.from('x'.repeat(65_536)),
    limit: MAX_DOCUMENT_BYTES,
  },
  'a document that unpacks to a gigabyte': {
    headers: {...json, 'Content-Encoding': 'gzip'},
    piece: packed(' '),
    limit: MAX_DOCUMENT_BYTES / 100,
  },
  'a stream that unpacks to a gigabyte': {
    headers: {...stream, 'Content-Encoding': 'gzip'},
    piece: packed(`:${'.'.repeat(1022)}\n`),
    limit: MAX_STREAM_BYTES / 100,
  },
};

// 128 MiB take their time on a busy machine.
describe.each(Object.entries(TROUBLES))('%s', {timeout: 30_000}, (_name, trouble) => {
  const {headers, start, piece, limit} = trouble;
  test('is cut off, held by nobody, and asked for less and less often', async () => {
    const sent: number[] = [];
    let held = 0;
    const before = heldBytes();
    const {end, wait} = await open((response, visit) => {
      response.writeHead(200, headers);
      if (start) response.write(start);
      let looked = false;
      writeForEver(response, piece, (bytes) => {
        const all = (sent[visit] = (sent[visit] ?? 0) + bytes);
        if (looked || all < limit * 0.9) return;
        looked = true;
        held = Math.max(held, heldBytes() - before);
      });
    });
    const waits: number[] = [];
    for (const visit of [0, 1]) {
      const {snapshot, error} = await end(visit);
      expect([snapshot, error?.code]).toEqual([undefined, 'too-large']);
      waits.push(await wait(visit));
    }
    for (const bytes of sent) expect(bytes).toBeLessThan(limit + ON_THE_WAY);
    expect(held).toBeLessThan(MAX_STREAM_BYTES / 2);
    // Once, it may have been cut short; from the second time on it is what this server has to say.
    expect(waits[0]).toBeLessThanOrEqual(15 * SECOND);
    expect(waits[1]).toBeGreaterThanOrEqual(8 * MINUTE);
  });
});

test('what was known before stays, and what is good afterwards counts', async () => {
  const {feed, end, wait} = await open((response, visit) => {
    response.writeHead(200, stream);
    response.write(snapshot(`Visit ${visit}`));
    if (visit === 0) writeForEver(response, Buffer.alloc(65_536, 0x78), () => undefined);
  });
  const name = ({snapshot}: FeedState) => snapshot?.page.name;
  const broken = await end(0);
  expect([name(broken), broken.error?.code]).toEqual(['Visit 0', 'too-large']);
  await wait(0);
  const healed = await until(feed, (state) => name(state) === 'Visit 1');
  expect(healed.error).toBeUndefined();
});

describe('a byte a second', () => {
  /** A feed whose answers bring one byte of a text a second, again and again. */
  function openSlow(headers: Record<string, string>, text: string) {
    const clock = new ManualClock();
    let visits = 0;
    const feed = openFeed({
      src: 'https://feed.example/feed',
      clock,
      random: () => 0.5,
      fetch: async (_url, {signal}) => {
        visits++;
        let timer: unknown;
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            let place = 0;
            const tick = (): void => {
              timer = clock.setTimeout(tick, SECOND);
              controller.enqueue(Uint8Array.of(text.charCodeAt(place++ % text.length)));
            };
            tick();
            signal!.addEventListener('abort', () => {
              clock.clearTimeout(timer);
              controller.error(signal!.reason);
            });
          },
        });
        return new Response(body, {headers});
      },
    });
    onTestFinished(() => feed.close());
    const errors = new Set<string>();
    feed.subscribe(({error}) => error && errors.add(error.message));
    return {errors, clock, visits: () => visits};
  }

  test.each([
    ['of a comment', ':'],
    ['of an event that never ends', 'data: '],
    ['of comments that do', ':\n'],
  ])('%s proves for four minutes that an edge lives, and no longer', async (_what, text) => {
    const {errors, clock, visits} = openSlow(stream, text);
    await clock.advance(239 * SECOND);
    expect([visits(), ...errors]).toEqual([1]);
    await clock.advance(56 * MINUTE);
    expect([...errors]).toEqual(['Status feed: the server did not answer in time']);
    // Four minutes each, and a growing wait between them.
    expect(visits()).toBeGreaterThan(3);
    expect(visits()).toBeLessThanOrEqual(14);
  });

  test('is no document', async () => {
    const {errors, clock, visits} = openSlow(json, '[');
    await clock.advance(26 * SECOND);
    expect([...errors]).toEqual(['Status feed: the server did not answer in time']);
    await clock.advance(10 * MINUTE);
    expect(visits()).toBeLessThanOrEqual(10);
  });
});

describe('a flood', () => {
  const COUNT = 50_000;

  /** Writes in pieces of many events, as fast as they are read; then the end, and waits. */
  async function flood(response: ServerResponse, event: (index: number) => string) {
    const closed = once(response, 'close');
    for (let from = 0; from < COUNT && !response.destroyed; from += 500) {
      const piece = Array.from({length: 500}, (_, index) => event(from + index)).join('');
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
    }
  }

  test.each([
    ['of whole documents', (index: number) => snapshot(String(index), String(index))],
    [
      'of beats',
      (index: number) =>
        index === COUNT - 1 ? snapshot(String(index)) : 'event: beat\ndata: {}\n\n',
    ],
    [
      'of events that nobody knows',
      (index: number) =>
        index === COUNT - 1 ? snapshot(String(index)) : `event: e${index}\ndata: {}\n\n`,
    ],
  ])('%s ends with the newest, and nothing of the others is kept', async (_what, event) => {
    const before = heldBytes();
    const {feed, visits} = await open((response) => {
      response.writeHead(200, stream);
      response.write(snapshot('first'));
      void flood(response, event);
    });
    const {error} = await until(feed, ({snapshot}) => snapshot?.page.name === String(COUNT - 1));
    expect([error, visits()]).toEqual([undefined, 1]);
    expect(heldBytes() - before).toBeLessThan(ON_THE_WAY);
  });

  test('of small changes ends in asking for the whole, less and less often', async () => {
    const {end, wait, visits} = await open((response) => {
      response.writeHead(200, stream);
      response.write(`event: snapshot\ndata: ${JSON.stringify(goodDocument())}\n\n`);
      const change = (index: number) =>
        `event: component\ndata: {"component":{"id":"c${index}","name":"C ${index}"}}\n\n`;
      void flood(response, change);
    });
    const waits: number[] = [];
    for (const visit of [0, 1, 2]) {
      const {snapshot, error} = await end(visit);
      // The one of the document is among them.
      expect([snapshot!.components.length, error]).toEqual([MAX_JOURNAL, undefined]);
      waits.push(await wait(visit));
    }
    expect(visits()).toBeLessThanOrEqual(4);
    expect(waits[2]).toBeGreaterThan(waits[0]!);
  });
});
