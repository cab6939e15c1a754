// @ts-check
// The processes of the benchmark and the files they write: none outlives it.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export const folder = mkdtempSync(join(tmpdir(), 'outage-bench-'));

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const children = new Set();

process.on('exit', () => {
  // SIGTERM lets nginx tell its workers to end; SIGKILL would leave them behind.
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, {recursive: true, force: true});
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** @param {string} program @param {string[]} args */
export function start(program, args) {
  const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'ignore']});
  adopt(child);
  return child;
}

/** Ends with this process. @param {ChildProcess} child */
export function adopt(child) {
  children.add(child);
  child.on('exit', () => children.delete(child));
  // The program is not installed.
  child.on('error', () => children.delete(child));
}

/** @param {ChildProcess} child */
export const runs = (child) => children.has(child);
