// What a page does to its connection: hurry, fail, stop and start again.
import {describe, expect, test} from 'vitest';
import {FeedError} from '../../../src/model/errors.js';
import {settle} from '../../support/clock.js';
import {
  answerDocument,
  nextVisit,
  openStream,
  SECOND,
  start,
  tellAll,
  wait,
} from '../../support/connection.js';
import type {Run} from '../../support/connection.js';

const MINUTE = 60 * SECOND;

const visits = (run: Run) => run.script.calls.length;

/** Fails so often that waits are long. */
async function failOften(run: Run) {
  for (let attempt = 0; attempt < 4; attempt++) {
    await settle();
    run.call.fail(new FeedError('network'));
    if (attempt < 3) await nextVisit(run);
  }
  expect(await wait(run)).toBeGreaterThan(60);
}

describe('who looks again', () => {
  test.each<[string, (run: Run) => Promise<void>]>([
    ['after failures', failOften],
    ['between polls', (run) => answerDocument(run, {pollAfterSeconds: 3_600})],
    [
      'after a stream that ended',
      async (run) => {
        await tellAll(run);
        run.call.end();
        await settle();
      },
    ],
  ])('is answered within a second %s, but not five times in five seconds', async (_, reach) => {
    const run = start();
    await reach(run);
    const before = visits(run);
    run.connection.reconnectSoon();
    await run.clock.advance(4 * SECOND);
    expect(visits(run)).toBe(before);
    run.connection.reconnectSoon();
    await run.clock.advance(SECOND);
    expect(visits(run)).toBe(before + 1);
  });

  test('after a while is answered within a second', async () => {
    const run = start();
    await failOften(run);
    await run.clock.advance(10 * SECOND);
    const before = visits(run);
    run.connection.reconnectSoon();
    await run.clock.advance(SECOND);
    expect(visits(run)).toBe(before + 1);
  });

  test('is answered within a second, also where a document came meanwhile', async () => {
    const run = start();
    await failOften(run);
    void run.connection.fetchSnapshot('any');
    await answerDocument(run);
    await run.clock.advance(10 * SECOND);
    const before = visits(run);
    run.connection.reconnectSoon();
    await run.clock.advance(SECOND);
    expect(visits(run)).toBe(before + 1);
  });

  test('many times is answered once', async () => {
    const run = start();
    await failOften(run);
    const before = visits(run);
    for (let look = 0; look < 50; look++) run.connection.reconnectSoon();
    await run.clock.advance(30 * SECOND);
    expect(visits(run)).toBe(before + 1);
    expect(run.clock.pending).toBe(1);
  });

  test.each<[string, (run: Run) => void, number]>([
    [
      'a server that asked for time',
      (run) => run.call.fail(new FeedError('http', {status: 503, retryAfterMs: 300 * SECOND})),
      450,
    ],
    ['a server that refused', (run) => run.call.fail(new FeedError('http', {status: 403})), 600],
    [
      'a stream that said goodbye for a while',
      (run) => {
        run.call.open('stream');
        run.call.alive();
        run.call.message({type: 'bye', retryAfterMs: 300 * SECOND});
      },
      450,
    ],
  ])('does not hurry %s', async (_, answer, seconds) => {
    const run = start();
    await settle();
    answer(run);
    expect(await wait(run)).toBe(seconds);
    for (let look = 0; look < seconds / 10 - 1; look++) {
      run.connection.reconnectSoon();
      await run.clock.advance(10 * SECOND);
    }
    expect(visits(run)).toBe(1);
    await run.clock.advance(20 * SECOND);
    expect(visits(run)).toBe(2);
  });

  test('changes nothing of a visit: it still times out, and still lives', async () => {
    const run = start();
    await openStream(run);
    for (let look = 0; look < 3; look++) run.connection.reconnectSoon();
    await run.clock.advance(44 * SECOND);
    expect(run.phases.at(-1)).toBe('live');
    run.connection.reconnectSoon();
    await run.clock.advance(SECOND);
    expect(run.phases.at(-1)).toBe('waiting timeout');
  });

  test('while nothing runs starts nothing', async () => {
    const run = start();
    await failOften(run);
    run.close();
    const before = visits(run);
    run.connection.reconnectSoon();
    await run.clock.advance(60 * MINUTE);
    expect(visits(run)).toBe(before);
    expect(run.clock.pending).toBe(0);
  });

  test('at a page that was away while it waited does not take the next visit its time limit', async () => {
    const run = start();
    await answerDocument(run);
    run.close();
    await run.clock.advance(10 * MINUTE);
    run.connection.start();
    await openStream(run);
    run.connection.reconnectSoon();
    await run.clock.advance(45 * SECOND);
    expect(run.phases.at(-1)).toBe('waiting timeout');
  });

  test('at a page that was away while it waited for an hour is answered as well', async () => {
    const run = start();
    await answerDocument(run, {pollAfterSeconds: 3_600});
    run.close();
    await run.clock.advance(2 * MINUTE);
    run.connection.start();
    run.connection.reconnectSoon();
    await run.clock.advance(2 * SECOND);
    expect(visits(run)).toBe(2);
  });
});

describe('a visit that something else knows to be wrong', () => {
  test('ends with that reason, and is resumed like one that broke', async () => {
    const run = start();
    await tellAll(run);
    run.connection.fail(new FeedError('offline'));
    await settle();
    expect(run.phases.at(-1)).toBe('waiting offline');
    expect(run.known).toBe('offline');
    expect(run.call.signal.aborted).toBe(true);
    expect(await nextVisit(run)).toBe('any /feed 1');
    await openStream(run);
    expect(run.known).toBe('live');
  });

  test('while there is none: nothing', async () => {
    const run = start();
    run.connection.fail(new FeedError('offline'));
    await answerDocument(run);
    run.connection.fail(new FeedError('offline'));
    await settle();
    expect(run.phases).toEqual(['connecting', 'polling']);
    expect(await nextVisit(run)).toBe('document /feed');
  });
});

describe('a connection that is stopped and started again', () => {
  test.each<[string, (run: Run) => Promise<void>, number]>([
    ['after failures', failOften, 60],
    ['between polls', (run) => answerDocument(run), 60],
    [
      'after a refusal',
      async (run) => {
        await settle();
        run.call.fail(new FeedError('http', {status: 404}));
        await settle();
      },
      600,
    ],
    ['while it connects', () => settle(), 5],
    ['while it is live, but nothing came yet', (run) => openStream(run), 5],
  ])('a hundred times %s goes on when that was planned', async (_, reach, seconds) => {
    const run = start();
    await reach(run);
    const before = visits(run);
    for (let storm = 0; storm < 100; storm++) {
      run.connection.stop();
      run.connection.start();
      if (storm % 3 === 0) await settle();
    }
    expect(run.clock.pending).toBe(1);
    await run.clock.advance(seconds * SECOND - 1);
    expect(visits(run)).toBe(before);
    await run.clock.advance(10 * SECOND);
    expect(visits(run)).toBe(before + 1);
    expect(run.script.running()).toHaveLength(1);
  });

  test('after its stream told something is open again at once', async () => {
    const run = start();
    await tellAll(run);
    run.connection.stop();
    run.connection.start();
    await settle();
    expect(visits(run)).toBe(2);
    expect(run.script.running()).toHaveLength(1);
  });

  test('in one breath visits nothing', async () => {
    const run = start();
    for (let storm = 0; storm < 100; storm++) {
      run.connection.stop();
      run.connection.start();
    }
    await settle();
    expect(visits(run)).toBe(1);
    run.connection.stop();
    await settle();
    expect(run.clock.pending).toBe(0);
    expect(run.script.running()).toEqual([]);
  });
});

test('a document that is asked for shortens no wait that a server asked for', async () => {
  const run = start();
  await settle();
  run.call.fail(new FeedError('http', {status: 503, retryAfterMs: 300 * SECOND}));
  await settle();
  void run.connection.fetchSnapshot('any');
  await answerDocument(run);
  const before = visits(run);
  run.connection.stop();
  run.connection.start();
  await run.clock.advance(10 * SECOND);
  expect(visits(run)).toBe(before);
});

test('a document that nobody waits for any more is no trouble of the network', async () => {
  const run = start();
  await tellAll(run);
  const given = run.connection.fetchSnapshot('any');
  await settle();
  run.connection.stop();
  expect(await given).toBeUndefined();
});
