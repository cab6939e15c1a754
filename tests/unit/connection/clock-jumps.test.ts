// Laptops sleep, and clocks are set: green is never older than promised by the clock as it is now.
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
} from '../../support/connection.js';
import type {Run} from '../../support/connection.js';
import {beat, native, whole} from '../model.js';

const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

describe('a laptop that slept for eight hours', () => {
  const asleep = async () => {
    const run = start();
    await tellAll(run);
    await goOn(run, 60, 1);
    expect(run.level).toBe('operational');
    run.clock.sleep(8 * HOUR);
    return run;
  };

  test('shows no green from the evening, not even before any timer ran', async () => {
    const run = await asleep();
    expect([run.known, run.level]).toEqual(['stale', 'unknown']);
  });

  test('ends its dead stream within ten seconds, and is answered soon', async () => {
    const run = await asleep();
    const {call} = run;
    await run.clock.advance(10 * SECOND);
    expect(call.signal.aborted).toBe(true);
    expect(run.phases).toContain('waiting timeout');
    run.connection.reconnectSoon();
    await run.clock.advance(SECOND);
    expect(run.call).not.toBe(call);
    await tellAll(run, 2);
    expect([run.known, run.level]).toEqual(['live', 'operational']);
  });

  test('opens its stream anew from where it was, if that turns out to live', async () => {
    const run = await asleep();
    const {call} = run;
    call.message(beat(native(1, {generatedAt: run.clock.now()})));
    call.alive();
    await settle();
    expect(call.over).toBe(true);
    await run.clock.advance(run.wait);
    expect(run.visits.at(-1)).toBe('any /feed 1');
    await tellAll(run, 2);
    expect(run.level).toBe('operational');
  });
});

/** A server whose own time goes on as it should; its stream tells a beat every fifteen seconds. */
async function serve(run: Run, serverNow: () => number, until: () => boolean) {
  for (let beats = 0; !until(); beats++) {
    if (beats > 60) throw new Error(`Not healed: ${run.known} by ${run.phases.join(', ')}.`);
    const [call] = streams(run);
    await run.clock.advance(15 * SECOND);
    if (call && call === streams(run)[0]) {
      call.message(beat(native(1, {generatedAt: serverNow()})));
      call.alive();
    } else if (streams(run)[0]) {
      const [next] = streams(run);
      next!.open('stream', serverNow() - run.clock.now());
      next!.alive();
      next!.message(whole({revision: native(1, {generatedAt: serverNow()})}));
    }
    await settle();
  }
}

describe.each([
  ['forward by a day', DAY],
  ['back by a day', -DAY],
  ['forward by an hour', HOUR],
  ['back by an hour', -HOUR],
])('a clock that is set %s while a stream is live', (_, ms) => {
  test('takes the green away until it is proven by the new time, and heals', async () => {
    const run = start();
    let wrong = 0;
    const serverNow = () => run.clock.now() - wrong;
    await tellAll(run);
    await goOn(run, 60, 1);
    run.clock.shift((wrong = ms));
    expect([run.known, run.level]).toEqual(['stale', 'unknown']);
    await serve(run, serverNow, () => run.level === 'operational');
    // Within the five minutes that a proof is good for, and a retry.
    expect(run.clock.now() - wrong).toBeLessThan(Date.UTC(2026, 10, 21, 10) + 7 * 60 * SECOND);
    await serve(run, serverNow, () => streams(run).length === 1);
    expect(run.known).toBe('live');
  });

  test('shows no green for longer than promised if its feed died at that moment', async () => {
    expect((await greenWithout(start(), ms)).green).toBeLessThanOrEqual(300);
  });

  test('neither hurries nor delays a wait', async () => {
    const run = start();
    await openStream(run);
    run.call.end();
    await settle();
    const {wait} = run;
    run.clock.shift(ms);
    await run.clock.advance(wait + 10 * SECOND);
    expect(run.script.calls).toHaveLength(2);
  });
});

test('a clock set back while nothing ran does not keep it from running', async () => {
  const run = start();
  await tellAll(run);
  run.call.end();
  await settle();
  run.close();
  run.clock.shift(-DAY);
  run.connection.start();
  run.connection.reconnectSoon();
  await run.clock.advance(10 * SECOND);
  expect(run.script.calls).toHaveLength(2);
});

test('a clock that is a day ahead from the start, of a server whose time is hidden, is never green', async () => {
  const run = start();
  await settle();
  for (let visit = 0; visit < 2; visit++) {
    run.call.open('stream');
    run.call.alive();
    run.call.message(whole({revision: native(1, {generatedAt: run.clock.now() - DAY})}));
    const {call} = run;
    while (!call.over) {
      await goOn(run, 15, undefined, call);
      expect(run.level).toBe('unknown');
    }
    await nextVisit(run);
  }
});

/** For how many seconds of fifteen minutes there is green, while bytes come and no news. */
async function greenWithout(run: Run, ms: number) {
  await tellAll(run);
  await goOn(run, 60, 1);
  run.clock.shift(ms);
  const {call} = run;
  let green = 0;
  for (let time = 0; time < 900; time += 15) {
    await run.clock.advance(15 * SECOND);
    call.alive();
    await settle();
    if (run.level === 'operational') green += 15;
  }
  return {green, left: call.over};
}

test('a clock that is set back by four minutes lengthens no promise', async () => {
  expect((await greenWithout(start(), -240 * SECOND)).green).toBeLessThanOrEqual(300);
});

test('a clock that is set back by a day hides no stream whose feed died', async () => {
  expect((await greenWithout(start(), -DAY)).left).toBe(true);
});

describe('a clock that is set back by a day during a wait', () => {
  test('keeps nobody waiting who looks again and again', async () => {
    const run = start();
    for (let attempt = 0; attempt < 4; attempt++) {
      await settle();
      run.call.fail(new FeedError('network'));
      if (attempt < 3) await nextVisit(run);
    }
    await settle();
    expect(run.wait).toBeGreaterThan(60 * SECOND);
    run.clock.shift(-DAY);
    for (let look = 0; look < 3; look++) {
      run.connection.reconnectSoon();
      await run.clock.advance(4 * SECOND);
    }
    expect(run.script.calls).toHaveLength(5);
  });

  test('begins a wait that a server asked for anew, but once', async () => {
    const run = start();
    await settle();
    run.call.fail(new FeedError('http', {status: 503, retryAfterMs: 300 * SECOND}));
    await settle();
    const {wait} = run;
    run.clock.shift(-DAY);
    for (let left = wait; left > 0; left -= 10 * SECOND) {
      expect(run.script.calls).toHaveLength(1);
      run.connection.stop();
      run.connection.start();
      run.connection.reconnectSoon();
      await run.clock.advance(10 * SECOND);
    }
    expect(run.script.calls).toHaveLength(2);
  });
});
