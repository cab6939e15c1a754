// One bad event of a publisher costs itself, not the stream: all readers get it at the same moment.
import {describe, expect, test} from 'vitest';
import {statuspage} from '../../../src/formats/statuspage/statuspage.js';
import {FeedError} from '../../../src/model/errors.js';
import {settle} from '../../support/clock.js';
import {
  beatEvent,
  documentOf,
  event,
  openOwnFeed,
  snapshotEvent,
  statusEvent,
} from '../../support/own-feed.js';
import type {Answer} from '../../support/own-feed.js';

const SECOND = 1_000;

type Own = ReturnType<typeof openOwnFeed>;

/** A live stream at revision 7, whose document says what a test wants. */
async function live(
  documentAnswer: (own: Own) => Answer,
  options: Parameters<typeof openOwnFeed>[1] = {},
): Promise<Own> {
  const own: Own = openOwnFeed(
    (accept) => (accept.includes('event-stream') ? 'stream' : documentAnswer(own)),
    options,
  );
  await settle();
  await own.streams[0]!.write(': hi\n\n', snapshotEvent(own.clock, 7));
  expect(own.known).toBe('live');
  return own;
}

const current = (rev: number, level?: 'operational' | 'major') => (own: Own) =>
  Response.json(documentOf(own.clock, rev, level));

/** The stream goes on for so long, with a beat every fifteen seconds. */
async function beats(own: Own, seconds: number, rev: number) {
  for (let left = seconds; left > 0; left -= 15) {
    await own.clock.advance(Math.min(15, left) * SECOND);
    if (!own.streams[0]!.open) return;
    await own.streams[0]!.write(beatEvent(own.clock, rev));
  }
}

describe.each([
  ['no JSON', event('status', '{"broken"')],
  ['of another shape', event('snapshot', {incidents: null})],
  ['not even an object', event('incident', '7')],
])('an event that is %s', (_, broken) => {
  test('is reported once, the stream goes on, and the document tells what was lost', async () => {
    const own = await live(current(8, 'major'));
    const [stream] = own.streams;
    await stream!.write(broken);
    expect(stream!.open).toBe(true);
    expect(own.feed.state).toMatchObject({connection: 'live', error: {code: 'document'}});
    // What the stream tells meanwhile leaves a gap, which is no reason to leave.
    await stream!.write(beatEvent(own.clock, 8));
    expect(own.known).toBe('late');
    await own.clock.advance(14 * SECOND);
    expect([own.level, own.documents.length]).toEqual(['operational', 0]);
    await own.clock.advance(2 * SECOND);
    expect([own.level, own.known]).toEqual(['major', 'live']);
    await stream!.write(statusEvent(own.clock, 9, 'operational'));
    expect(own.level).toBe('operational');
    await beats(own, 120, 9);
    expect([own.streams.length, stream!.open, own.documents.length]).toEqual([1, true, 1]);
    expect(own.troubles).toEqual(['document']);
  });
});

test.each([
  [0, 0],
  [0.5, 15],
  [0.999, 30],
])('the document is asked for within thirty seconds (%f)', async (chance, seconds) => {
  const own = await live(current(8), {random: () => chance});
  const before = own.clock.now();
  await own.streams[0]!.write(event('status', '{"broken"'));
  while (own.documents.length === 0) {
    expect(own.clock.now() - before).toBeLessThan(60 * SECOND);
    await own.clock.advance(SECOND);
  }
  const waited = own.documents[0]!.after - own.asked[0]!.after;
  expect(Math.abs(waited - seconds * SECOND)).toBeLessThan(SECOND);
});

test('good events before and after a broken one count, also those that came with it', async () => {
  const own = await live(current(9, 'major'));
  const {clock} = own;
  await own.streams[0]!.write(
    statusEvent(clock, 8),
    event('status', '{"broken"'),
    beatEvent(clock, 8),
  );
  expect(own.level).toBe('major');
  // A beat of the revision that is held says that nothing was lost.
  expect([own.known, own.feed.state.error]).toEqual(['live', undefined]);
});

test('a document from a cache, as old as what is held, mends nothing: the stream starts over', async () => {
  const own = await live(current(7));
  const [stream] = own.streams;
  await stream!.write(event('status', '{"broken"'));
  await beats(own, 15, 8);
  expect(stream!.open).toBe(false);
  await own.clock.advance(8 * SECOND);
  await own.streams[1]!.write(snapshotEvent(own.clock, 8, 'major'));
  expect([own.level, own.known, own.streams.length]).toEqual(['major', 'live', 2]);
});

test('a sign of life without a revision is no proof that nothing was lost', async () => {
  const own = await live(() => new Response('', {status: 503}));
  const [stream] = own.streams;
  await stream!.write(event('status', '{"broken"'));
  for (let left = 45; left > 0 && stream!.open; left -= 5) {
    await own.clock.advance(5 * SECOND);
    if (stream!.open) await stream!.write(event('beat', {ext: {epoch: 'e'}}));
  }
  expect(stream!.open).toBe(false);
});

test('a document that does not help ends the stream at once, not with its next bytes', async () => {
  const own = await live(() => new Response('', {status: 503}));
  await own.streams[0]!.write(event('status', '{"broken"'));
  expect(own.streams[0]!.open).toBe(true);
  await own.clock.advance(30 * SECOND);
  expect(own.streams[0]!.open).toBe(false);
});

test('a stream that breaks off after a broken event is not resumed behind it', async () => {
  const own = await live(current(8));
  await own.streams[0]!.write('id: e:8\n', event('status', '{"broken"'), 'id: e:9\n\n');
  own.streams[0]!.fail();
  await own.clock.advance(20 * SECOND);
  expect(own.asked.at(-1)!.url).not.toContain('last_event_id');
});

test('a stream of broken events is polled beside it, once a minute at most', async () => {
  const own = await live(current(7));
  for (let second = 0; second < 200; second++) {
    await own.clock.advance(SECOND);
    await own.streams[0]!.write(event('status', '{"broken"'), beatEvent(own.clock, 7));
  }
  expect(own.streams).toHaveLength(1);
  expect(own.documents.length).toBeGreaterThan(1);
  expect(own.documents.length).toBeLessThanOrEqual(4);
});

test('a feed that is nothing but a stream tells the whole by another one', async () => {
  const own = await live(() => new Response('', {status: 406}));
  await own.streams[0]!.write(event('status', '{"broken"'));
  await beats(own, 15, 8);
  expect(own.streams[0]!.open).toBe(false);
  // It starts over, as after any gap.
  await own.clock.advance(8 * SECOND);
  await own.streams[1]!.write(snapshotEvent(own.clock, 8, 'major'));
  expect([own.level, own.known, own.streams.length]).toEqual(['major', 'live', 2]);
});

test('a stream in the place of the document tells it by its first word', async () => {
  const own = await live(() => 'stream');
  await own.streams[0]!.write(event('status', '{"broken"'));
  await own.clock.advance(16 * SECOND);
  await own.streams[1]!.write(snapshotEvent(own.clock, 8, 'major'));
  expect([own.level, own.known]).toEqual(['major', 'live']);
  expect(own.streams.map(({open}) => open)).toEqual([true, false]);
});

test('a stream that ends meanwhile is read anew, and nothing is asked for beside it', async () => {
  const own = await live(current(8));
  await own.streams[0]!.write(event('status', '{"broken"'));
  await own.streams[0]!.write(event('bye', {retry_after_ms: 60_000}));
  expect(own.feed.state).toMatchObject({connection: 'waiting', error: {code: 'document'}});
  await own.clock.advance(60 * SECOND);
  expect(own.documents).toEqual([]);
  expect(own.clock.pending).toBe(1);
});

test('an event that somebody else signed ends the stream', async () => {
  const own = await live(current(8), {
    format: {
      ...statuspage,
      async verify(name) {
        if (name === 'status') throw new FeedError('signature');
      },
    },
  });
  await own.streams[0]!.write(statusEvent(own.clock, 8));
  expect(own.streams[0]!.open).toBe(false);
  expect(own.feed.state).toMatchObject({connection: 'waiting', error: {code: 'signature'}});
  expect(own.level).toBe('operational');
});

test('what throws inside a format of somebody else is trouble of one event', async () => {
  const own = await live(current(8), {
    format: {
      ...statuspage,
      event(name, value) {
        if (name === 'status') throw new RangeError('mine');
        return statuspage.event(name, value);
      },
    },
  });
  await own.streams[0]!.write(statusEvent(own.clock, 8));
  expect(own.streams[0]!.open).toBe(true);
  expect(own.feed.state.error).toMatchObject({code: 'document', cause: new RangeError('mine')});
});

describe('messages that come together', () => {
  test('are told as one: nobody hears of the past before the present', async () => {
    const own: Own = openOwnFeed(() => 'stream');
    await settle();
    const {clock} = own;
    await own.streams[0]!.write(
      snapshotEvent(clock, 5, 'operational'),
      statusEvent(clock, 6, 'major'),
      statusEvent(clock, 7, 'operational'),
      statusEvent(clock, 8, 'major'),
    );
    const levels = own.states.map(({snapshot}) => snapshot?.page.level);
    expect(new Set(levels)).toEqual(new Set([undefined, 'major']));
    expect(own.feed.state.snapshot!.revision.rev).toBe(8);
  });

  test('close the gaps among them where a whole document follows', async () => {
    const own: Own = openOwnFeed(() => 'stream');
    await settle();
    const {clock} = own;
    await own.streams[0]!.write(beatEvent(clock, 6), snapshotEvent(clock, 7, 'major'));
    expect([own.streams[0]!.open, own.level]).toEqual([true, 'major']);
  });
});

test('a gap after a broken event that took no revision is a gap like any other', async () => {
  const own = await live(current(7));
  const [stream] = own.streams;
  await stream!.write(event('status', '{"broken"'));
  await stream!.write(beatEvent(own.clock, 7));
  expect(own.known).toBe('live');
  // The document that is asked for in a while comes from a cache: it would not close this gap.
  await stream!.write(`id: e:9\n${statusEvent(own.clock, 9)}`);
  expect(stream!.open).toBe(false);
  await own.clock.advance(8 * SECOND);
  expect(own.asked.at(-1)!.url).not.toContain('last_event_id');
});

test('a stream in the place of the document may begin with its past', async () => {
  const own = await live(() => 'stream');
  await own.streams[0]!.write(event('status', '{"broken"'));
  await own.clock.advance(16 * SECOND);
  const past = documentOf(own.clock, 6);
  const generatedAt = new Date(own.clock.now() - 60 * SECOND).toISOString();
  await own.streams[1]!.write(
    event('snapshot', {...past, ext: {...past.ext, generated_at: generatedAt}}),
  );
  await own.streams[1]!.write(event('status', '{"broken"'));
  await own.streams[1]!.write(snapshotEvent(own.clock, 8, 'major'));
  expect([own.level, own.known]).toEqual(['major', 'live']);
  expect(own.streams.map(({open}) => open)).toEqual([true, false]);
});

test('a feed that is left asks for nothing more, even if its network ends nothing', async () => {
  let asked = 0;
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const own = openOwnFeed(() => 'stream', {
    async fetch() {
      asked++;
      const body = new ReadableStream({start: (given) => void (controller = given)});
      return new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
    },
  });
  await settle();
  const texts = [snapshotEvent(own.clock, 7), event('status', '{"broken"')];
  controller.enqueue(new TextEncoder().encode(texts.join('')));
  await settle();
  own.feed.close();
  await own.clock.advance(60 * SECOND);
  expect([asked, own.clock.pending]).toEqual([1, 0]);
});
