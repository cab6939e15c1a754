import {expect, test} from 'vitest';
import {drainMsFor, retryMsFor} from '../../src/hub/crowd.js';

test.each([
  [0, 1000],
  [500, 1000],
  [1000, 1000],
  [2500, 2500],
  [10_000, 10_000],
  [15_000, 15_000],
  [1_000_000, 15_000],
])('%i readers spread over %i ms', (readers, ms) => {
  expect(retryMsFor(readers)).toBe(ms);
});

test.each([
  [0, 5000],
  [5000, 5000],
  [10_000, 10_000],
  [1_000_000, 15_000],
])('%i readers of a feed that drains come back after %i ms', (readers, ms) => {
  expect(drainMsFor(readers)).toBe(ms);
});
