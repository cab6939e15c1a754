// @ts-check
// A node dies and stays dead, and a mirror answers. Every reader of the node is cut off at once and
// finds the mirror by the connection's own functions. Failures are instant, as in simulate.mjs.

/** @typedef {{url: string, next(failed: boolean, closedMs: number): boolean}} Mirrors */

/**
 * @typedef {object} Client the functions of the connection, from the sources or from what was built
 * @property {(
 *   urls: readonly string[],
 *   clock: {now(): number, setTimeout(): number, clearTimeout(): void},
 *   random: () => number,
 * ) => Mirrors} createMirrors
 * @property {import('./simulate.mjs').Delay} delay
 * @property {number} streamOpenSpread ms between a document and its stream
 */

/**
 * @typedef {object} Crossing
 * @property {number} peakNode most attempts at the dead node in any second of the clock
 * @property {number} peakMirror the same, at the mirror
 * @property {number} halfBack seconds after the cut until half of the readers have the document
 * @property {number} mostBack until 99 % have
 * @property {number} allBack until the last one has
 * @property {number} mostLive until 99 % have the stream that the document names
 */

const SECOND = 1_000;
const node = 'node';
const mirror = 'mirror';

/**
 * @param {number} clients
 * @param {Client} client
 * @param {() => number} random gives U(0,1)
 * @returns {Crossing}
 */
export function simulateDeadNode(clients, client, random) {
  /** @type {Record<string, number[]>} per second */
  const attempts = {[node]: [], [mirror]: []};
  const backAt = new Float64Array(clients);
  const liveAt = new Float64Array(clients);
  for (let reader = 0; reader < clients; reader++) {
    const back = cross(client, random, (url, at) => {
      const second = Math.floor(at / SECOND);
      const counts = /** @type {number[]} */ (attempts[url]);
      counts[second] = (counts[second] ?? 0) + 1;
    });
    backAt[reader] = back;
    liveAt[reader] = back + random() * client.streamOpenSpread;
  }
  backAt.sort();
  liveAt.sort();
  /** @param {Float64Array} times @param {number} share */
  const until = (times, share) => (times[Math.ceil(share * clients) - 1] ?? NaN) / SECOND;
  const peak = (/** @type {string} */ url) =>
    (attempts[url] ?? []).reduce((most, count) => Math.max(most, count ?? 0), 0);
  return {
    peakNode: peak(node),
    peakMirror: peak(mirror),
    halfBack: until(backAt, 0.5),
    mostBack: until(backAt, 0.99),
    allBack: until(backAt, 1),
    mostLive: until(liveAt, 0.99),
  };
}

/**
 * One reader, from the cut to the mirror's document.
 *
 * @param {Client} client
 * @param {() => number} random
 * @param {(url: string, at: number) => void} onAttempt
 * @returns {number} ms since the cut
 */
function cross({createMirrors, delay}, random, onAttempt) {
  let now = 0;
  const clock = {now: () => now, setTimeout: () => 0, clearTimeout: () => undefined};
  const mirrors = createMirrors([node, mirror], clock, random);
  /** @type {Record<string, number>} since it was last healthy */
  const failures = {};
  // The stream was healthy, so the cut is no failure of its address.
  let failed = false;
  for (;;) {
    const asked = mirrors.url;
    const before = failures[asked] ?? 0;
    failures[asked] = before + 1;
    const moved = mirrors.next(failed, 0);
    now += delay(moved ? (failures[mirrors.url] ?? 0) : before, random);
    onAttempt(mirrors.url, now);
    if (mirrors.url === mirror) return now;
    failed = true;
  }
}
