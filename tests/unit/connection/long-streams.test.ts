// A stream that lives for hours: it is opened anew now and then, and compared with the document.
import {describe, expect, test} from 'vitest';
import {FeedError} from '../../../src/model/errors.js';
import {settle} from '../../support/clock.js';
import {
  goOn,
  nextVisit,
  openStream,
  SECOND,
  start,
  streams,
  tellAll,
  wait,
} from '../../support/connection.js';
import type {Run} from '../../support/connection.js';
import {native, whole} from '../model.js';

const MINUTE = 60 * SECOND;

/** The document that was asked for beside the stream; undefined if none is. */
const asked = (run: Run) => run.script.running().find(({accept}) => accept === 'document');

/** Answers what is asked for beside the stream. */
async function answer(run: Run, rev: number, fields = {}) {
  const call = asked(run)!;
  call.open('document');
  call.message(whole({revision: native(rev, {generatedAt: run.clock.now()}), ...fields}));
  call.end();
  await settle();
}

/** Until the document is asked for beside the stream: how long that took, ms. */
async function untilAsked(run: Run): Promise<number> {
  const stream = streams(run)[0]!;
  const began = run.clock.now();
  while (!asked(run)) {
    expect(run.clock.now() - began).toBeLessThan(60 * MINUTE);
    await goOn(run, 15, 1, stream);
  }
  return run.clock.now() - began;
}

describe('an old stream', () => {
  test.each([
    [0, 48],
    [0.5, 60],
    [0.999, 72],
  ])(
    'is opened anew after an hour, more or less (%f), from where it was',
    async (chance, minutes) => {
      const run = start({random: () => chance});
      await tellAll(run);
      const {call} = run;
      const began = run.clock.now();
      while (!call.over) {
        await goOn(run, 15, 1, call);
        if (asked(run)) await answer(run, 1);
      }
      const lived = run.clock.now() - began;
      expect(Math.abs(lived - minutes * MINUTE)).toBeLessThanOrEqual(15 * SECOND);
      expect(run.phases).not.toContain('waiting timeout');
      // Zero chance means that it is open again by now.
      expect(chance === 0 ? 0 : await wait(run)).toBeLessThanOrEqual(2);
      if (chance > 0) await nextVisit(run);
      expect(run.call).toMatchObject({accept: 'any', lastEventId: '1'});
      expect(run.known).toBe('live');
    },
  );

  test('forgives what failed before it, and asks for no patience after it', async () => {
    const run = start();
    for (let attempt = 0; attempt < 4; attempt++) {
      await settle();
      run.call.fail(new FeedError('network'));
      await nextVisit(run);
    }
    await tellAll(run);
    const {call} = run;
    while (!call.over) {
      await goOn(run, 15, 1, call);
      if (asked(run)) await answer(run, 1);
    }
    expect(await wait(run)).toBe(1);
    await nextVisit(run);
    run.call.fail(new FeedError('network'));
    expect(await wait(run)).toBe(7.5);
  });
});

describe('beside a live stream the document is asked for', () => {
  test.each([
    [0, 5],
    [0.5, 10],
    [0.999, 15],
  ])('every ten minutes, half of it more or less (%f)', async (chance, minutes) => {
    const run = start({random: () => chance});
    await tellAll(run);
    for (let time = 0; time < 2; time++) {
      expect(Math.abs((await untilAsked(run)) - minutes * MINUTE)).toBeLessThanOrEqual(15 * SECOND);
      expect(asked(run)).toMatchObject({
        url: 'https://feed.example/feed',
        accept: 'document',
        lastEventId: '',
      });
      await answer(run, 1);
      expect(streams(run)).toHaveLength(1);
      expect(run.phases).toEqual(['connecting', 'live']);
    }
  });

  test('and a wait that its server asks for holds once the stream is over', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    const [stream] = streams(run);
    asked(run)!.fail(new FeedError('http', {status: 503, retryAfterMs: 300 * SECOND}));
    await settle();
    await goOn(run, 30, 1, stream);
    expect(streams(run)).toHaveLength(1);
    stream!.end();
    // 300 s times 1.5, by the chance of this test, less the 30 s since.
    expect(await wait(run)).toBe(420);
  });

  test('not before the time that its server named the last time', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    const [stream] = streams(run);
    asked(run)!.fail(new FeedError('http', {status: 503, retryAfterMs: 600 * SECOND}));
    await settle();
    // 600 s times 1.5, by the chance of this test.
    for (let seconds = 0; seconds < 885; seconds += 15) {
      await goOn(run, 15, 1, stream);
      expect(asked(run)).toBe(undefined);
    }
    expect(await untilAsked(run)).toBeLessThanOrEqual(15 * MINUTE);
  });

  test('and what it says counts at once', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    await answer(run, 2, {page: {level: 'major'}});
    expect(run.level).toBe('major');
  });

  test('and a stream that does not tell what it said is left within seconds, to start over', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    const [stream] = streams(run);
    await answer(run, 2);
    await run.clock.advance(9 * SECOND);
    stream!.alive();
    await settle();
    expect(stream!.over).toBe(false);
    await run.clock.advance(1 * SECOND);
    stream!.alive();
    await settle();
    expect(stream!.over).toBe(true);
    expect(run.phases.at(-1)).toBe('waiting');
    // No id: what it was resumed from led into a hole.
    expect(await nextVisit(run)).toBe('any /feed');
  });

  test('and a stream that was only a little slower stays', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    const [stream] = streams(run);
    await answer(run, 2);
    await run.clock.advance(5 * SECOND);
    stream!.message(whole({revision: native(2, {generatedAt: run.clock.now()})}));
    stream!.alive();
    await settle();
    await goOn(run, 60, 2, stream);
    expect(stream!.over).toBe(false);
  });

  test('and a stream waits for no document that is slow', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    const [stream] = streams(run);
    await goOn(run, 15, 1, stream);
    await answer(run, 2);
    await run.clock.advance(SECOND);
    stream!.message(whole({revision: native(2, {generatedAt: run.clock.now()})}));
    stream!.alive();
    await settle();
    await goOn(run, 60, 2, stream);
    expect(stream!.over).toBe(false);
  });

  test.each<[string, (run: Run) => Promise<void>]>([
    ['has nothing newer', (run) => answer(run, 1)],
    ['is older', (run) => answer(run, 0)],
    [
      'fails',
      async (run) => {
        asked(run)!.fail(new FeedError('http', {status: 404}));
        await settle();
      },
    ],
    [
      'is empty',
      async (run) => {
        asked(run)!.open('document');
        asked(run)!.end();
        await settle();
      },
    ],
  ])('and the stream goes on where the document %s', async (_, reply) => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    const [stream] = streams(run);
    await reply(run);
    await goOn(run, 60, 1, stream);
    expect(stream!.over).toBe(false);
    expect(run.phases).toEqual(['connecting', 'live']);
  });

  test('and the stream goes on where there are no revisions, by which alone one could be newer', async () => {
    const run = start();
    await openStream(run);
    run.call.message(whole());
    const {call} = run;
    for (let time = 0; time < 720; time += 15) {
      await run.clock.advance(15 * SECOND);
      call.message(whole());
      call.alive();
      await settle();
      if (!asked(run)) continue;
      asked(run)!.open('document');
      asked(run)!.message(whole({page: {level: 'major'}}));
      asked(run)!.end();
      await settle();
      expect(run.level).toBe('major');
    }
    expect(call.over).toBe(false);
  });

  test('and given up with it, or in forty seconds, without a word about it', async () => {
    for (const ends of [true, false]) {
      const run = start();
      await tellAll(run);
      await untilAsked(run);
      const call = asked(run)!;
      const [stream] = streams(run);
      if (ends) run.close();
      else await goOn(run, 45, 1, stream);
      await settle();
      expect(call.over).toBe(true);
      expect(run.phases.at(-1)).toBe(ends ? 'idle' : 'live');
      if (ends) expect(run.clock.pending).toBe(0);
    }
  });

  test('never twice at once', async () => {
    const run = start();
    await tellAll(run);
    await untilAsked(run);
    void run.connection.fetchSnapshot('any').catch(() => undefined);
    void run.connection.fetchSnapshot('document').catch(() => undefined);
    await settle();
    expect(run.script.running()).toHaveLength(2);
    run.close();
  });
});

describe('a stream that brings a byte a second and no news', () => {
  /** Bytes until it is left; resolves with the time that took, in seconds. */
  async function drip(run: Run) {
    await openStream(run);
    const {call} = run;
    const began = run.clock.now();
    while (!call.over) {
      await run.clock.advance(SECOND);
      call.alive();
      await settle();
    }
    return (run.clock.now() - began) / SECOND;
  }

  test('is a failure after four minutes', async () => {
    const run = start();
    expect(await drip(run)).toBe(240);
    expect(run.phases.at(-1)).toBe('waiting timeout');
  });

  test('is one a read later where the clock was set back meanwhile', async () => {
    const run = start();
    await openStream(run);
    await goOn(run, 225);
    run.clock.shift(-50 * SECOND);
    await goOn(run, 15);
    expect(run.call.over).toBe(false);
    await goOn(run, 15);
    expect(run.call.over).toBe(true);
  });

  test('is none if the proof comes with the last of them', async () => {
    const run = start();
    await tellAll(run);
    await goOn(run, 225);
    await goOn(run, 15, 1);
    await goOn(run, 225);
    expect(run.call.over).toBe(false);
  });

  test('is done with if the goodbye comes with the last of them', async () => {
    const run = start();
    await openStream(run);
    await goOn(run, 225);
    await run.clock.advance(15 * SECOND);
    run.call.message({type: 'bye', retryAfterMs: 120 * SECOND});
    run.call.alive();
    // 120 s times 1.5, by the chance of this test.
    expect(await wait(run)).toBe(180);
  });

  test('is one after four fifths of the time that the feed promised before', async () => {
    const run = start();
    await tellAll(run, 1, {maxStaleSeconds: 60});
    run.call.end();
    await nextVisit(run);
    expect(await drip(run)).toBe(48);
    expect(run.phases.at(-1)).toBe('waiting timeout');
  });

  test('is asked for less and less often', async () => {
    const run = start();
    const waits: number[] = [];
    for (let visit = 0; visit < 4; visit++) {
      await drip(run);
      waits.push(await wait(run));
      await nextVisit(run);
    }
    expect(waits).toEqual([7.5, 20, 35, 62.5]);
  });

  test('is never green, nor with a proof from yesterday', async () => {
    const run = start();
    await settle();
    run.call.open('stream');
    run.call.alive();
    run.call.message(
      whole({revision: native(1, {generatedAt: run.clock.now() - 24 * 60 * MINUTE})}),
    );
    const {call} = run;
    while (!call.over) {
      await goOn(run, 15, undefined, call);
      expect(run.level).toBe('unknown');
    }
    expect(run.phases.at(-1)).toBe('waiting timeout');
  });
});
