// A middlebox that buffers lets headers pass and then nothing: the feed is polled behind it.
import {expect, test} from 'vitest';
import {FeedError} from '../../../src/model/errors.js';
import {settle} from '../../support/clock.js';
import {
  answerDocument,
  goOn,
  nextVisit,
  openStream,
  SECOND,
  start,
  tellAll,
  url,
  wait,
} from '../../support/connection.js';
import type {Run} from '../../support/connection.js';

const MINUTE = 60 * SECOND;

/** Headers of a stream, and then nothing. */
async function stall(run: Run) {
  await settle();
  run.call.open('stream');
  await run.clock.advance(10 * SECOND);
}

/** Polls until something else than a document is asked for; resolves with the time it took. */
async function pollOn(run: Run, fields = {}) {
  const began = run.clock.now();
  for (let poll = 0; run.call.accept === 'document'; poll++) {
    if (poll > 20) throw new Error('It is polled for ever.');
    await answerDocument(run, fields);
    await nextVisit(run);
  }
  return run.clock.now() - began;
}

test('one stalled stream is tried again as a stream; after the second the document is polled', async () => {
  const run = start();
  await stall(run);
  expect(await nextVisit(run)).toBe('any /feed');
  await stall(run);
  expect(await nextVisit(run)).toBe('document /feed');
  await answerDocument(run);
  expect(run.phases.at(-1)).toBe('polling');
  expect(run.known).toBe('polling');
  expect(await wait(run)).toBe(60);
});

test('a document behind which streams stall is polled, though it names a stream', async () => {
  const run = start();
  for (let time = 0; time < 2; time++) {
    await answerDocument(run, {stream: '/stream'});
    expect(await nextVisit(run)).toBe('any /stream');
    await stall(run);
    await nextVisit(run);
  }
  await answerDocument(run, {stream: '/stream'});
  expect(await wait(run)).toBe(60);
  expect(await nextVisit(run)).toBe('document /feed');
});

test.each([
  [0.001, 4],
  [0.5, 5],
  [0.999, 6],
])('a stream is tried again after five minutes, more or less (%f)', async (chance, minutes) => {
  const run = start({random: () => chance});
  await stall(run);
  await nextVisit(run);
  await stall(run);
  const stalled = run.clock.now();
  await nextVisit(run);
  await pollOn(run);
  const tried = run.clock.now() - stalled;
  // With the first poll after that time.
  expect(tried).toBeGreaterThanOrEqual(minutes * MINUTE);
  expect(tried).toBeLessThan((minutes + 2.5) * MINUTE);
  expect(run.call).toMatchObject({accept: 'any', url});
});

test('if it stalls again the document is polled on, and another try is five minutes away', async () => {
  const run = start();
  await stall(run);
  await nextVisit(run);
  await stall(run);
  await nextVisit(run);
  await pollOn(run);
  await stall(run);
  expect(await nextVisit(run)).toBe('document /feed');
  expect(await pollOn(run)).toBeGreaterThan(4 * MINUTE);
});

test('if it streams again, it is live; one stall later does not send it back to polling', async () => {
  const run = start();
  await stall(run);
  await nextVisit(run);
  await stall(run);
  await nextVisit(run);
  await pollOn(run);
  await tellAll(run);
  expect([run.phases.at(-1), run.known]).toEqual(['live', 'live']);
  await goOn(run, 120, 1);
  run.call.end();
  await nextVisit(run);
  await stall(run);
  expect(await nextVisit(run)).toBe('any /feed 1');
});

test('a stream that brought a byte has not stalled, and one that brought no headers neither', async () => {
  const run = start();
  for (let visit = 0; visit < 2; visit++) {
    await settle();
    if (visit % 2) await openStream(run);
    await run.clock.advance(45 * SECOND);
    expect(await nextVisit(run)).toBe('any /feed');
  }
  await settle();
  run.call.open('stream');
  run.call.fail(new FeedError('network'));
  // Three streams without a byte, or as good as that: a document may save the day.
  expect(await nextVisit(run)).toBe('document /feed');
  // Each poll tries a stream again, and one failure more is enough.
  for (let poll = 0; poll < 2; poll++) {
    await answerDocument(run);
    expect(await nextVisit(run)).toBe('any /feed');
    run.call.fail(new FeedError('network'));
    expect(await nextVisit(run)).toBe('document /feed');
  }
});
