// @ts-check
// Thousands of subscribers (feed-subscribers.mjs), as the benchmark sees them.
import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {adopt} from './feed-processes.mjs';

const program = fileURLToPath(new URL('feed-subscribers.mjs', import.meta.url));

/**
 * @typedef {{url: string, method: string, headers: Record<string, string>, body: string, mark:
 * string}} Publish
 */

/**
 * @param {number} port
 * @param {string} path
 * @param {number} count
 */
export async function startCrowd(port, path, count) {
  const child = fork(program, [String(port), path, String(count)]);
  adopt(child);
  let round = 0;

  /** @type {(message: any) => void} */
  let resolve;
  /** @type {(error: Error) => void} */
  let reject;
  const answer = () => new Promise((...settle) => ([resolve, reject] = settle));
  child.on('message', (/** @type {any} */ message) => {
    if (message.error === undefined) resolve(message);
    else reject(new Error(message.error));
  });
  child.on('exit', () => reject(new Error('The subscribers have ended.')));

  const {connectMs} = await answer();
  return {
    /** @type {number} until all had the document */
    connectMs,
    /**
     * @param {(mark: string) => Publish} publish
     * @returns {Promise<{firstMs: number, lastMs: number}>} since it was sent
     */
    publish(publish) {
      round += 1;
      child.send(publish(`mark-${String(round).padStart(6, '0')}`));
      return answer();
    },
  };
}
