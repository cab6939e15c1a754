// A hub hands newcomers its past, oldest first, in any number of pieces: only its end may be shown.
import {expect, test} from 'vitest';
import {settle} from '../../support/clock.js';
import {documentOf, event, openOwnFeed, snapshotEvent} from '../../support/own-feed.js';

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

test('a feed that is left while its opening is held back leaves no timer', async () => {
  const {own, stream} = await openStream();
  await stream.write(oldSnapshot(own, 60, 5));
  own.feed.close();
  await own.clock.advance(2_000);
  expect(own.clock.pending).toBe(0);
});
