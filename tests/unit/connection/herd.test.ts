import {describe, expect, test} from 'vitest';
import {FIRST_RETRY_SPREAD, STREAM_OPEN_SPREAD} from '../../../src/clock/timing.js';
import {retryDelay} from '../../../src/connection/backoff.js';
import {createMirrors} from '../../../src/connection/mirrors.js';
import {FeedError} from '../../../src/model/errors.js';
import {simulateDeadNode} from '../../../scripts/herd/dead-node.mjs';
import {eventSource, ours} from '../../../scripts/herd/policies.mjs';
import type {Delay, Herd, Scenario} from '../../../scripts/herd/simulate.mjs';
import {scenarios, simulate, smallScenarios} from '../../../scripts/herd/simulate.mjs';
import {seededRandom} from '../../support/random.mjs';

/** Enough that chance moves a peak by few per cent; `npm run herd` counts a million. */
const CLIENTS = 100_000;
const network = new FeedError('network');
const our = ours(retryDelay, network);
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

describe('a small feed', () => {
  const small = (clients: number, scenario: Scenario, spreadMs: number): Herd =>
    simulate(clients, ours(retryDelay, network, spreadMs), scenario, seededRandom(20261121));

  test.each(smallScenarios)('$name: 99 of 100 of 500 readers are back within 10 s', (scenario) => {
    expect(small(500, scenario, 1_000).mostBack).toBeLessThanOrEqual(10);
  });

  test('whose server takes little keeps its readers no longer than a large one', () => {
    const slow = {name: 'slow', downMs: 2_000, acceptedShare: 0.01};
    expect(small(500, slow, 1_000).allBack).toBeLessThan(300);
  });

  test.each([1_000, 3_000, 5_000, 10_000, 15_000])(
    'of %i readers, 1,000 a second wide, sees 1,500 attempts a second at most',
    (clients) => {
      for (const scenario of smallScenarios)
        expect(peak(small(clients, scenario, clients))).toBeLessThan(1_500);
    },
  );
});

describe('a million readers see the waits that they saw before feeds named a width', () => {
  /** Measured with `npm run herd` before: peaks per second of a million, then seconds. */
  const before = [
    {peakDown: 66_912, peakUp: 71_469, halfBack: 7, mostBack: 32, allBack: 35},
    {peakDown: 87_877, peakUp: 21_332, halfBack: 25, mostBack: 109, allBack: 120},
    {peakDown: 88_318, peakUp: 16_186, halfBack: 35, mostBack: 108, allBack: 120},
    {peakDown: 66_912, peakUp: 85_169, halfBack: 50, mostBack: 154, allBack: 197},
  ];

  test.each(scenarios.map((scenario, index) => ({...scenario, ...before[index]!})))(
    '$name',
    ({peakDown, peakUp, halfBack, mostBack, allBack, ...scenario}) => {
      const herd = run(our, scenario);
      expect((herd.peakDown * 10) / peakDown).toBeCloseTo(1, 1);
      expect((herd.peakUp * 10) / peakUp).toBeCloseTo(1, 1);
      expect(Math.abs(herd.halfBack - halfBack)).toBeLessThanOrEqual(1);
      expect(Math.abs(herd.mostBack - mostBack)).toBeLessThanOrEqual(2);
      expect(herd.allBack / allBack).toBeCloseTo(1, 1);
    },
  );

  test('and so do those whose feed names 15 s', () => {
    for (const scenario of scenarios)
      expect(run(ours(retryDelay, network, FIRST_RETRY_SPREAD), scenario)).toEqual(
        run(our, scenario),
      );
  });
});

test('of the readers of a dead node 99 of 100 are at the mirror within 30 s, and no second is crowded', () => {
  const client = {createMirrors, delay: our, streamOpenSpread: STREAM_OPEN_SPREAD};
  const crossing = simulateDeadNode(CLIENTS, client, seededRandom(20261121));
  expect(crossing.mostBack).toBeLessThan(30);
  expect(crossing.mostLive).toBeLessThan(30);
  expect(crossing.peakNode).toBeLessThan(CLIENTS / 10);
  expect(crossing.peakMirror).toBeLessThan(CLIENTS / 10);
});
