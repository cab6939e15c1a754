// @ts-check
// Reads from Linux what processes have used. Elsewhere every figure is NaN.
import {readFileSync} from 'node:fs';

/** Ms of one tick of the kernel's clock in /proc: always 100 a second to programs. */
const TICK = 10;

/** @param {readonly number[]} pids */
export function cpuMs(pids) {
  return sum(pids, (pid) => {
    const stat = read(`/proc/${pid}/stat`);
    // The second field, the name in parentheses, may hold spaces; user and system time are the 14th
    // and 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK;
  });
}

/**
 * Memory that processes share counts once: nginx's workers have most of theirs in common.
 * @param {readonly number[]} pids
 */
export function memoryBytes(pids) {
  return sum(pids, (pid) => {
    const [, kibibytes] = /^Pss: +(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
    return Number(kibibytes) * 1024;
  });
}

/** A process and its children. @param {number} pid @returns {number[]} */
export function withChildren(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children];
}

/** @param {readonly number[]} pids @param {(pid: number) => number} of */
function sum(pids, of) {
  return pids.reduce((total, pid) => total + of(pid), 0);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
