import {expect, test} from 'vitest';
import {isTrouble, LEVELS, rank, worst} from '../../../src/model/levels.js';

test('levels are ordered from well to worst', () => {
  expect(LEVELS).toEqual(['operational', 'maintenance', 'notice', 'degraded', 'partial', 'major']);
  expect(LEVELS.map(rank)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('what is not understood is above well and below what is known to be bad', () => {
  expect(rank('unknown')).toBeGreaterThan(rank('operational'));
  expect(rank('unknown')).toBeLessThan(rank('degraded'));
});

test('the worst of some levels wins, in any order; of none there is none', () => {
  expect(worst(['operational', 'partial', 'maintenance'])).toBe('partial');
  expect(worst(['partial', 'operational'])).toBe('partial');
  expect(worst(['unknown', 'operational'])).toBe('unknown');
  expect(worst(new Set<never>())).toBeUndefined();
});

test('trouble is what somebody calls so', () => {
  expect(LEVELS.filter(isTrouble)).toEqual(['notice', 'degraded', 'partial', 'major']);
  expect(isTrouble('unknown')).toBe(false);
});
