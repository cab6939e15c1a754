// @ts-check
// Simulates how readers come back: a million to a server that returns, 500 to a small feed, and a
// million to the mirror of a dead node. `npm run herd -- 7` runs it again with the seed 7. It needs
// a build.
import {FeedError} from '../../dist/core.js';
import * as timing from '../../dist/clock/timing.js';
import {retryDelay} from '../../dist/connection/backoff.js';
import {createMirrors} from '../../dist/connection/mirrors.js';
import {table} from '../bench/words.mjs';
import {seededRandom} from '../../tests/support/random.mjs';
import {awsFullJitter, eventSource, launchDarkly, ours} from './policies.mjs';
import {simulateDeadNode} from './dead-node.mjs';
import {HORIZON_MINUTES, scenarios, simulate, smallScenarios} from './simulate.mjs';

const CLIENTS = 1_000_000;
const SMALL = 500;
/** The width that the embedded hub names to 500 readers, ms: server/src/hub/crowd.ts. */
const SMALL_SPREAD = 1_000;
const seed = Number(process.argv[2] ?? 20261121);

const network = new FeedError('network');
const policies = {
  'EventSource, fixed 3 s': eventSource,
  'AWS full jitter, 1-30 s': awsFullJitter,
  'LaunchDarkly, 1-30 s': launchDarkly,
  'outage-widgets': ours(retryDelay, network),
};

const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');
const seconds = (/** @type {number} */ value) =>
  value < Infinity ? `${value.toFixed(0)} s` : `over ${HORIZON_MINUTES} min`;

/**
 * @param {number} clients
 * @param {import('./simulate.mjs').Scenario} scenario
 * @param {Record<string, import('./simulate.mjs').Delay>} compared
 */
function printTable(clients, scenario, compared) {
  const rows = Object.entries(compared).map(([policy, delay]) => {
    const herd = simulate(clients, delay, scenario, seededRandom(seed));
    return {
      [scenario.name]: policy,
      'peak/s down': count(herd.peakDown),
      'peak/s up': count(herd.peakUp),
      'attempts each': herd.attempts.toFixed(1),
      '50 % back': seconds(herd.halfBack),
      '99 %': seconds(herd.mostBack),
      '100 %': seconds(herd.allBack),
    };
  });
  console.log(`\n${table(rows)}`);
}

console.log(`${count(CLIENTS)} clients, cut off at once; seed ${seed}.`);
for (const scenario of scenarios) printTable(CLIENTS, scenario, policies);
console.log(`
Peaks are attempts in any one second; the times count from the moment the server is up. One that takes 1 % a second
accepts ${count(CLIENTS / 100)} attempts in each second, first come, first served, and refuses the others.

${SMALL} clients of a small feed.`);
for (const scenario of smallScenarios) {
  printTable(SMALL, scenario, {
    'outage-widgets, no width named': ours(retryDelay, network),
    [`outage-widgets, retry: ${SMALL_SPREAD}`]: ours(retryDelay, network, SMALL_SPREAD),
  });
}

const client = {
  createMirrors,
  delay: ours(retryDelay, network),
  streamOpenSpread: timing.STREAM_OPEN_SPREAD,
};
const crossing = simulateDeadNode(CLIENTS, client, seededRandom(seed));
console.log(`
${count(CLIENTS)} clients of a node that dies, with a mirror at hand; the times count from its death.
`);
console.log(
  table([
    {
      'a dead node': 'outage-widgets',
      'peak/s node': count(crossing.peakNode),
      'peak/s mirror': count(crossing.peakMirror),
      '50 % back': seconds(crossing.halfBack),
      '99 %': seconds(crossing.mostBack),
      '100 %': seconds(crossing.allBack),
      '99 % live': seconds(crossing.mostLive),
    },
  ]),
);
