// @ts-check
// Every reader of a status feed is cut off at the same moment and tries again until a server takes
// it. The model has delays and counts only. An attempt is answered at once, because a server that
// refuses does so in milliseconds, and slow failures would only thin the herd.

/**
 * Milliseconds until the next attempt; attempt 0 is the first retry.
 * @typedef {(attempt: number, random: () => number) => number} Delay
 */

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {number} downMs from the cut until the server is up
 * @property {number} [acceptedShare] of all clients, in each second after that; the rest are
 * refused. Default: all
 */

/**
 * @typedef {object} Herd
 * @property {number} peakDown most attempts in any second while the server is down
 * @property {number} peakUp most attempts in any second once it is up
 * @property {number} attempts per client, those that failed and the one that did not
 * @property {number} halfBack seconds after the server is up until half of the clients are back
 * @property {number} mostBack until 99 % are
 * @property {number} allBack until the last one is; Infinity, here as above, if that takes over
 * `HORIZON_MINUTES`
 */

/** A policy that needs longer has failed: no reader waits so long for a status page. */
export const HORIZON_MINUTES = 20;

const SECOND = 1_000;
/** Divides a second, so that the server's being up and its seconds begin with a tick. */
const TICK = 100;
const TICKS_A_SECOND = SECOND / TICK;

/** @type {readonly Scenario[]} */
export const scenarios = [
  {name: 'down 2 s', downMs: 2 * SECOND},
  {name: 'down 60 s', downMs: 60 * SECOND},
  {name: 'down 300 s', downMs: 300 * SECOND},
  {
    name: 'down 2 s, takes 1 % a second',
    downMs: 2 * SECOND,
    acceptedShare: 0.01,
  },
];

/**
 * A small feed goes through these: a restart that takes long, and an outage.
 * @type {readonly Scenario[]}
 */
export const smallScenarios = [
  {name: 'down 10 s', downMs: 10 * SECOND},
  {name: 'down 300 s', downMs: 300 * SECOND},
];

/**
 * One policy in one scenario.
 *
 * @param {number} clients
 * @param {Delay} delay
 * @param {Scenario} scenario
 * @param {() => number} random gives U(0,1)
 * @returns {Herd}
 */
export function simulate(clients, delay, {downMs, acceptedShare = 1}, random) {
  const upTick = downMs / TICK;
  const ticks = upTick + HORIZON_MINUTES * 60 * TICKS_A_SECOND;
  const capacity = clients * acceptedShare;
  const attemptsAt = new Uint32Array(ticks);
  const backAt = new Uint32Array(ticks);
  // A calendar queue: per tick the first client due, per client the next one due in the same tick.
  const firstDue = new Int32Array(ticks).fill(-1);
  const nextDue = new Int32Array(clients);
  const dueMs = new Float64Array(clients);
  const failures = new Uint16Array(clients);

  /** @param {number} client */
  const untilDue = (client) => {
    const due = at(dueMs, client) + delay(at(failures, client), random);
    count(failures, client);
    dueMs[client] = due;
    return Math.floor(due / TICK);
  };
  /** @param {number} client @param {number} tick */
  const enqueue = (client, tick) => {
    if (tick >= ticks) return;
    nextDue[client] = at(firstDue, tick);
    firstDue[tick] = client;
  };

  for (let client = 0; client < clients; client++) {
    // While nobody is accepted, nobody gets in another's way: one client at a time stays in the
    // processor's cache.
    let tick = untilDue(client);
    for (; tick < upTick; tick = untilDue(client)) count(attemptsAt, tick);
    enqueue(client, tick);
  }
  let room = 0;
  for (let tick = upTick; tick < ticks; tick++) {
    if ((tick - upTick) % TICKS_A_SECOND === 0) room = capacity;
    // A short delay may end in the tick it began in.
    for (let client = at(firstDue, tick); client >= 0; client = at(firstDue, tick)) {
      firstDue[tick] = at(nextDue, client);
      count(attemptsAt, tick);
      if (room >= 1) {
        room--;
        count(backAt, tick);
      } else {
        enqueue(client, untilDue(client));
      }
    }
  }

  /** @param {number} share */
  const secondsUntil = (share) => {
    let missing = Math.ceil(share * clients);
    for (let tick = upTick; tick < ticks; tick++) {
      missing -= at(backAt, tick);
      if (missing <= 0) return (tick + 1 - upTick) / TICKS_A_SECOND;
    }
    return Infinity;
  };
  return {
    peakDown: peak(attemptsAt.subarray(0, upTick)),
    peakUp: peak(attemptsAt.subarray(upTick)),
    attempts: attemptsAt.reduce((sum, made) => sum + made, 0) / clients,
    halfBack: secondsUntil(0.5),
    mostBack: secondsUntil(0.99),
    allBack: secondsUntil(1),
  };
}

/**
 * The most in any second, wherever it begins: whole seconds of the clock would cut a burst in two.
 * @param {Uint32Array} counts per tick
 */
function peak(counts) {
  let sum = 0;
  let most = 0;
  for (let tick = 0; tick < counts.length; tick++) {
    sum += at(counts, tick) - (counts[tick - TICKS_A_SECOND] ?? 0);
    most = Math.max(most, sum);
  }
  return most;
}

/**
 * For indices known to be inside.
 * @param {{readonly [index: number]: number}} array
 * @param {number} index
 */
const at = (array, index) => /** @type {number} */ (array[index]);

/** One more. @param {Uint32Array | Uint16Array} counts @param {number} index */
function count(counts, index) {
  counts[index] = at(counts, index) + 1;
}
