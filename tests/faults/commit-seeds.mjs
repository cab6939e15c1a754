// @ts-check
import {execFileSync} from 'node:child_process';

/** Digits of a commit's hash that make one seed; above the seeds that are named by hand. */
const DIGITS = 4;
const FIRST = 1_000;

/**
 * Seeds that the commit names, so that each commit plays others: four digits of its hash for each.
 * @param {string} hash
 * @param {number} count
 */
export const seedsOf = (hash, count) =>
  Array.from(
    {length: count},
    (_, index) => FIRST + parseInt(hash.slice(index * DIGITS, (index + 1) * DIGITS), 16),
  );

/** The hash of what is checked out; undefined outside a git checkout. */
export function commitHash() {
  try {
    const hash = execFileSync('git', ['rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return /^[0-9a-f]{40,}$/.test(hash) ? hash : undefined;
  } catch {
    return undefined;
  }
}
