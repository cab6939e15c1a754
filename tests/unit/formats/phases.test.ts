import {describe, expect, test} from 'vitest';
import {phaseOf} from '../../../src/formats/phases.ts';
import {table} from '../../../src/formats/vocabulary.ts';
import {isOver} from '../../../src/model/is-over.ts';
import type {Phase} from '../../../src/model/types.ts';

describe('a phase', () => {
  test.each([
    ['resolved', 'resolved'],
    ['Postmortem', 'resolved'],
    ['In Progress', 'in_progress'],
    ['INPROGRESS', 'in_progress'],
    ['under-maintenance', 'in_progress'],
    ['maintenance_complete', 'completed'],
    ['Finished', 'completed'],
    ['cancelled', 'cancelled'],
    ['Canceled', 'cancelled'],
    ['Called off', 'cancelled'],
    ['maintenance_cancelled', 'cancelled'],
    ['ABORTED', 'cancelled'],
    ['Solved', 'resolved'],
    ['done', 'completed'],
    ['Mitigated', 'monitoring'],
  ])('is read however a vendor writes it: %s', (word, phase) => {
    expect(phaseOf(word)).toBe(phase);
  });

  test.each([
    '',
    'approved',
    'constructor',
    '__proto__',
    null,
    7,
    true,
    {toString: 1},
    ['resolved'],
  ])('claims nothing where nobody knows the word: %j', (value) => {
    expect(phaseOf(value)).toBe('unknown');
  });

  test('means what its vendor says first', () => {
    const own = table<Phase>({active: 'in_progress', resolved: 'completed'});
    expect(['active', 'resolved', 'cancelled'].map((word) => phaseOf(word, own))).toEqual([
      'in_progress',
      'completed',
      'cancelled',
    ]);
  });

  test.each(['resolved', 'completed', 'cancelled'])('is an end: %s', (phase) => {
    expect(isOver(phase)).toBe(true);
  });
});
