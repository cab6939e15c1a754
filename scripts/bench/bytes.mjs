// @ts-check
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const program = fileURLToPath(new URL('../size.mjs', import.meta.url));

/** @returns {Record<string, {min: number, gzip: number, brotli: number}>} */
export function measureBytes() {
  // Its exit code speaks of budgets and of the README, which are not the matter here.
  const {stdout, stderr} = spawnSync(process.execPath, [program, '--json'], {encoding: 'utf8'});
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}
