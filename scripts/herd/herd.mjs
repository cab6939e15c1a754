// @ts-check
// What a million readers do to a server that comes back, by how they try again: `npm run herd`. With a seed it can be
// run again: `npm run herd -- 7`. Needs a build.
import {FeedError} from '../../dist/core.js';
import {retryDelay} from '../../dist/connection/backoff.js';
import {table} from '../bench/words.mjs';
import {seededRandom} from '../../tests/support/random.mjs';
import {awsFullJitter, eventSource, launchDarkly, ours} from './policies.mjs';
import {HORIZON_MINUTES, scenarios, simulate} from './simulate.mjs';

const CLIENTS = 1_000_000;
const seed = Number(process.argv[2] ?? 20261121);

const policies = {
  'EventSource, fixed 3 s': eventSource,
  'AWS full jitter, 1-30 s': awsFullJitter,
  'LaunchDarkly, 1-30 s': launchDarkly,
  'outage-widgets': ours(retryDelay, new FeedError('network')),
};

const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');
const seconds = (/** @type {number} */ value) =>
  value < Infinity ? `${value.toFixed(0)} s` : `over ${HORIZON_MINUTES} min`;

console.log(`${count(CLIENTS)} clients, cut off at once; seed ${seed}.`);
for (const scenario of scenarios) {
  const rows = Object.entries(policies).map(([policy, delay]) => {
    const herd = simulate(CLIENTS, delay, scenario, seededRandom(seed));
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
console.log(`
Peaks are attempts in any one second; the times count from the moment the server is up. One that takes 1 % a second
accepts ${count(CLIENTS / 100)} attempts in each second, first come, first served, and refuses the others.`);
