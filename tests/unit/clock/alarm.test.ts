import {expect, test} from 'vitest';
import {createAlarm} from '../../../src/clock/alarm.js';
import {ManualClock} from '../../support/clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function start(ms: number) {
  const clock = new ManualClock();
  const alarm = createAlarm(clock);
  const rung: number[] = [];
  const began = clock.now();
  alarm.set(ms, () => rung.push(clock.now() - began));
  return {clock, alarm, rung};
}

test.each([0, 1, 9_999, 10_000, 10_001, 45_000, 90 * MINUTE])(
  'an alarm of %i ms rings then, once, and leaves no timer',
  async (ms) => {
    const {clock, rung} = start(ms);
    if (ms > 0) await clock.advance(ms - 1);
    expect(rung).toEqual([]);
    await clock.advance(1 + 2 * HOUR);
    expect(rung).toEqual([ms]);
    expect(clock.pending).toBe(0);
  },
);

test('what was due while the machine slept rings within ten seconds of waking', async () => {
  const {clock, rung} = start(45 * MINUTE);
  await clock.advance(MINUTE);
  clock.sleep(8 * HOUR);
  await clock.advance(0);
  expect(rung).toEqual([8 * HOUR + MINUTE]);
});

test('timers that stood still during the sleep, as on some systems, delay it by ten seconds at most', async () => {
  const {clock, rung} = start(45 * MINUTE);
  await clock.advance(MINUTE);
  clock.shift(8 * HOUR);
  await clock.advance(10_000);
  expect(rung).toHaveLength(1);
});

test.each([1_000, HOUR, 24 * HOUR])('a clock set back by %i ms delays nothing', async (ms) => {
  const {clock, rung} = start(MINUTE);
  await clock.advance(25_000);
  clock.shift(-ms);
  // 25 seconds have passed; 35 are left, whatever the clock says.
  await clock.advance(34_999);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toHaveLength(1);
});

test('a new alarm takes the place of the old one, and a cleared one is silent', async () => {
  const {clock, alarm, rung} = start(5_000);
  alarm.set(20_000, () => rung.push(-1));
  expect(clock.pending).toBe(1);
  await clock.advance(20_000);
  expect(rung).toEqual([-1]);
  alarm.set(1_000, () => rung.push(-2));
  alarm.clear();
  alarm.clear();
  await clock.advance(HOUR);
  expect(rung).toEqual([-1]);
  expect(clock.pending).toBe(0);
});

test('an alarm may set itself anew while it rings', async () => {
  const {clock, alarm} = start(1_000);
  const rung: number[] = [];
  const ring = (): void => {
    rung.push(clock.now());
    if (rung.length < 3) alarm.set(25_000, ring);
  };
  alarm.set(25_000, ring);
  await clock.advance(HOUR);
  expect(rung).toHaveLength(3);
  expect(clock.pending).toBe(0);
});
