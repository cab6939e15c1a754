import {describe, expect, test} from 'vitest';
import {around, retryDelay} from '../../../src/connection/backoff.js';
import type {FeedErrorCode} from '../../../src/model/errors.js';
import {FeedError} from '../../../src/model/errors.js';
import {seededRandom} from '../../support/random.mjs';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const least = () => 0;
const most = () => 1 - Number.EPSILON;
/** The shortest and longest wait in whole seconds. */
const range = (retry: Parameters<typeof retryDelay>[0]) =>
  [least, most].map((random) => Math.round(retryDelay(retry, random) / SECOND));
const http = (status: number) => new FeedError('http', {status});

describe('a retry', () => {
  test('is at first spread over fifteen seconds, or what the stream asked for', () => {
    expect(range({attempt: 0})).toEqual([0, 15]);
    expect(range({attempt: 0, spreadMs: 60 * SECOND})).toEqual([0, 60]);
  });

  test('is later spread wider and wider, up to two minutes', () => {
    expect([1, 2, 3, 4, 50, 5000].map((attempt) => range({attempt}))).toEqual([
      [5, 35],
      [5, 65],
      [5, 120],
      [5, 120],
      [5, 120],
      [5, 120],
    ]);
  });

  test('waits later in proportion to the spread that the feed named', () => {
    expect([1, 2, 3, 50].map((attempt) => range({attempt, spreadMs: 3 * SECOND}))).toEqual([
      [1, 7],
      [1, 13],
      [1, 24],
      [1, 24],
    ]);
    expect(range({attempt: 1, spreadMs: 15 * SECOND})).toEqual(range({attempt: 1}));
  });

  test('waits no longer later because the feed named a wide spread', () => {
    expect(range({attempt: 0, spreadMs: 120 * SECOND})).toEqual([0, 120]);
    for (const attempt of [1, 2, 9])
      expect(range({attempt, spreadMs: 120 * SECOND})).toEqual(range({attempt}));
  });

  test.each([-1, 0, 1, 1 * SECOND])('is no fast loop where a feed names %i ms', (spreadMs) => {
    expect([0, 1, 2, 3, 50].map((attempt) => range({attempt, spreadMs}))).toEqual([
      [0, 1],
      [1, 3],
      [1, 5],
      [1, 9],
      [1, 9],
    ]);
  });

  test('waits what the server asks for and up to twice that, never less', () => {
    expect(range({attempt: 0, askedMs: 20 * SECOND})).toEqual([20, 40]);
    expect(range({attempt: 1, askedMs: SECOND})).toEqual([5, 35]);
    expect(range({attempt: 0, askedMs: 0})).toEqual([0, 15]);
  });

  test.each([204, 400, 401, 403, 404, 410, 451])('after %i waits about ten minutes', (status) => {
    expect(range({attempt: 0, error: http(status)})).toEqual([480, 720]);
  });

  test.each([403, 404])(
    'after %i that names its end waits for that, not for ten minutes',
    (status) => {
      const full = new FeedError('http', {status, retryAfterMs: 20 * SECOND});
      expect(range({attempt: 0, error: full, askedMs: 20 * SECOND})).toEqual([20, 40]);
      // Who asks for nothing has named no end.
      const none = new FeedError('http', {status, retryAfterMs: 0});
      expect(range({attempt: 0, error: none})).toEqual([480, 720]);
    },
  );

  test.each([408, 425, 429, 500, 502, 503])('after %i is like any other', (status) => {
    expect(range({attempt: 0, error: http(status)})).toEqual([0, 15]);
  });

  test.each<FeedErrorCode>(['network', 'timeout'])(
    'after trouble of kind %s is like any other, however often',
    (code) => {
      for (const attempt of [0, 9])
        expect(range({attempt, error: new FeedError(code)})).toEqual(range({attempt}));
    },
  );

  test.each<FeedErrorCode>(['content-type', 'document', 'too-large'])(
    'after a wrong answer (%s) is like any other once, and slow from the second on',
    (code) => {
      expect(range({attempt: 0, error: new FeedError(code)})).toEqual([0, 15]);
      expect(range({attempt: 1, error: new FeedError(code)})).toEqual([480, 720]);
    },
  );

  test('after an address that may not be read is slow at once', () => {
    expect(range({attempt: 0, error: new FeedError('address')})).toEqual([480, 720]);
  });

  test('never exceeds what a timer can hold', () => {
    expect(retryDelay({attempt: 1e6, askedMs: 10 * MINUTE}, most)).toBeLessThan(2 ** 31);
  });
});

test('a narrow width makes no reader ask more than 250 times in an outage of an hour', () => {
  const random = seededRandom(7);
  let attempts = 0;
  for (let time = 0; time < 60 * MINUTE; attempts++) {
    time += retryDelay({attempt: attempts, spreadMs: 1 * SECOND}, random);
  }
  expect(attempts).toBeGreaterThan(64);
  expect(attempts).toBeLessThan(250);
});

test('a wait of about a minute is 48 to 72 seconds', () => {
  expect(
    [least, () => 0.5, most].map((random) => Math.round(around(MINUTE, random) / SECOND)),
  ).toEqual([48, 60, 72]);
});

test('readers cut off at once come back spread out: of 100,000 never more than a tenth in one second', () => {
  const random = seededRandom(7);
  const attempts = new Map<number, number>();
  for (let reader = 0; reader < 100_000; reader++) {
    let time = 0;
    // Down for a minute: everybody tries until then.
    for (let attempt = 0; time < MINUTE; attempt++) {
      time += retryDelay({attempt}, random);
      const second = Math.floor(time / SECOND);
      attempts.set(second, (attempts.get(second) ?? 0) + 1);
    }
  }
  expect(Math.max(...attempts.values())).toBeLessThan(10_000);
});
