import {expect, test} from 'vitest';
import {retryDelay} from '../../../src/connection/backoff.js';
import {FIRST_RETRY_SPREAD} from '../../../src/clock/timing.js';
import {FeedError} from '../../../src/model/errors.js';
import {eventSource, ours} from '../../../scripts/herd/policies.mjs';
import type {Delay, Herd, Scenario} from '../../../scripts/herd/simulate.mjs';
import {scenarios, simulate} from '../../../scripts/herd/simulate.mjs';
import {seededRandom} from '../../support/random.mjs';

/** Enough that chance moves a peak by few per cent; `npm run herd` counts a million. */
const CLIENTS = 100_000;
const our = ours(retryDelay, new FeedError('network'));
const run = (delay: Delay, scenario: Scenario): Herd =>
  simulate(CLIENTS, delay, scenario, seededRandom(20261121));
const peak = ({peakDown, peakUp}: Herd) => Math.max(peakDown, peakUp);
const after = (downMs: number) => run(our, {name: 'down', downMs});

test.each(scenarios)(
  '$name: our busiest second has under a tenth of the attempts of clients that wait 3 s',
  (scenario) => {
    const plain = peak(run(eventSource, scenario));
    expect(plain).toBe(CLIENTS);
    expect(peak(run(our, scenario))).toBeLessThan(plain / 10);
  },
);

test('after two seconds the first second is as busy as the spread of the first retry makes it', () => {
  const {peakDown, peakUp} = after(2_000);
  const first = (CLIENTS * 1_000) / FIRST_RETRY_SPREAD;
  expect(first / CLIENTS).toBeCloseTo(0.067, 3);
  expect(peakDown / first).toBeCloseTo(1, 1);
  // A few of those who came too early come again among the others.
  expect(peakUp / first).toBeLessThan(1.15);
});

test('three minutes after an outage of five, 99 of 100 are back, and soon the last one', () => {
  const {mostBack, allBack} = after(300_000);
  expect(mostBack).toBeLessThan(180);
  expect(allBack).toBeLessThan(180);
});

test('a server that takes one in a hundred per second has everybody back within five minutes', () => {
  const {allBack, attempts} = run(our, scenarios[3]!);
  expect(allBack).toBeLessThan(300);
  expect(attempts).toBeLessThan(4);
});
