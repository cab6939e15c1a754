// A hub hands newcomers its past, oldest first, in any number of pieces: only its end may be shown.
import {expect, test} from 'vitest';
import {settle} from '../../support/clock.js';
import {SECOND, start} from '../../support/connection.js';
import {documentOf, event, openOwnFeed, snapshotEvent} from '../../support/own-feed.js';
import {native, whole} from '../model.js';

/** A document that was made so many seconds ago. */
function oldSnapshot(
  {clock}: ReturnType<typeof openOwnFeed>,
  seconds: number,
  ...[rev, level]: [rev: number, level?: 'operational' | 'major']
): string {
  const document = documentOf(clock, rev, level);
  const madeAt = new Date(clock.now() - seconds * 1000).toISOString();
  return event('snapshot', {...document, ext: {...document.ext, generated_at: madeAt}});
}

async function openStream() {
  const own = openOwnFeed(() => 'stream');
  await settle();
  const levels = () => new Set(own.states.map(({snapshot}) => snapshot?.page.level));
  return {own, stream: own.streams[0]!, levels};
}

test('an old all-clear is not told where the outage follows it in a piece of its own', async () => {
  const {own, stream, levels} = await openStream();
  await stream.write(': hi\n\n');
  await stream.write(oldSnapshot(own, 60, 5));
  expect(own.level).toBe('unknown');
  await own.clock.advance(90);
  await stream.write(oldSnapshot(own, 30, 6, 'major'));
  await own.clock.advance(100);
  expect([own.level, own.known]).toEqual(['major', 'live']);
  expect(levels()).toEqual(new Set([undefined, 'major']));
});

test('a server that begins with its word of now is heard at once', async () => {
  const {own, stream} = await openStream();
  await stream.write(snapshotEvent(own.clock, 7, 'major'));
  expect([own.level, own.known]).toEqual(['major', 'live']);
});

test('a replay that reaches the present is told without a pause', async () => {
  const {own, stream, levels} = await openStream();
  await stream.write(oldSnapshot(own, 60, 5));
  await stream.write(oldSnapshot(own, 30, 6) + snapshotEvent(own.clock, 7, 'major'));
  expect([own.level, own.known]).toEqual(['major', 'live']);
  expect(levels()).toEqual(new Set([undefined, 'major']));
});

test('a replay without a pause is told after a second', async () => {
  const {own, stream} = await openStream();
  for (let rev = 1; rev <= 20 && own.level === 'unknown'; rev++) {
    await stream.write(oldSnapshot(own, 60, rev, 'major'));
    await own.clock.advance(90);
  }
  expect(own.level).toBe('major');
  expect(own.feed.state.snapshot!.revision.rev).toBeLessThan(20);
});

test('what was held back when the stream is cut is asked for again', async () => {
  const {own, stream} = await openStream();
  await stream.write(`id: e:5\n${oldSnapshot(own, 60, 5)}`);
  stream.fail();
  await own.clock.advance(15_000);
  expect(own.asked.at(-1)!.url).toBe('https://feed.example/feed?last_event_id=e%3A5');
  expect(own.feed.state.snapshot?.revision.rev).toBe(5);
});

test('a gap in what was held back ends the stream at once, not with its next bytes', async () => {
  const {own, stream} = await openStream();
  await stream.write(snapshotEvent(own.clock, 5, 'major'));
  stream.fail();
  await own.clock.advance(15_000);
  const next = own.streams[1]!;
  const generatedAt = new Date(own.clock.now() - 60_000).toISOString();
  const ext = {...documentOf(own.clock, 9).ext, generated_at: generatedAt};
  await next.write(event('status', {ext, status: {indicator: 'none'}}));
  expect(next.open).toBe(true);
  await own.clock.advance(100);
  expect([next.open, own.level]).toEqual([false, 'major']);
});

test('a feed that is left while its opening is held back leaves no timer', async () => {
  const {own, stream} = await openStream();
  await stream.write(oldSnapshot(own, 60, 5));
  own.feed.close();
  await own.clock.advance(2_000);
  expect(own.clock.pending).toBe(0);
});

test('a message that is still on its way is no pause', async () => {
  const {own, stream, levels} = await openStream();
  await stream.write(oldSnapshot(own, 60, 5));
  const outage = oldSnapshot(own, 30, 6, 'major');
  for (const piece of [outage.slice(0, 40), outage.slice(40, 90), outage.slice(90)]) {
    await own.clock.advance(60);
    await stream.write(piece);
  }
  await own.clock.advance(100);
  expect(own.level).toBe('major');
  expect(levels()).toEqual(new Set([undefined, 'major']));
});

test('a reader whose clock is a minute behind, where the server shows none, is told no past', async () => {
  const {own, stream, levels} = await openStream();
  await stream.write(oldSnapshot(own, 90 - 60, 4));
  await stream.write(oldSnapshot(own, 50 - 60, 5));
  await own.clock.advance(10);
  await stream.write(oldSnapshot(own, 30 - 60, 6, 'major'));
  await own.clock.advance(100);
  expect(own.level).toBe('major');
  expect(levels()).toEqual(new Set([undefined, 'major']));
});

test('what was held back before a broken event does not mend it', async () => {
  const {own, stream} = await openStream();
  await stream.write(`id: e:5\n${oldSnapshot(own, 60, 5)}`);
  await stream.write(`id: e:6\n${event('status', '{"broken"')}`);
  await own.clock.advance(100);
  expect(own.feed.state.snapshot?.revision.rev).toBe(5);
  stream.fail();
  await own.clock.advance(15_000);
  expect(own.asked.at(-1)!.url).not.toContain('last_event_id');
});

test('a stream that answers for the document tells no past either', async () => {
  const {own, levels} = await openStream();
  void own.feed.refresh();
  await settle();
  const beside = own.streams[1]!;
  await beside.write(oldSnapshot(own, 60, 5));
  expect([own.level, beside.open]).toEqual(['unknown', true]);
  await beside.write(oldSnapshot(own, 30, 6, 'major'));
  await own.clock.advance(100);
  expect([own.level, beside.open]).toEqual(['major', false]);
  expect(levels()).toEqual(new Set([undefined, 'major']));
});

test('a connection that stops delivers nothing that it held back, even if its source ends late', async () => {
  const revision = native(1, {generatedAt: Date.UTC(2026, 10, 20)});
  const raw = {event: '', text: ''};
  const run = start({
    source: async function* deaf() {
      yield {type: 'open', via: 'stream', clockOffset: 0};
      yield {type: 'alive'};
      yield {type: 'messages', messages: [{message: whole({revision}), problems: [], raw}]};
      await new Promise(() => undefined);
    },
  });
  await settle();
  run.close();
  await run.clock.advance(2 * SECOND);
  expect([run.delivered, run.clock.pending]).toEqual([[], 0]);
});
