// @ts-check
// Parsing and storing one large document, beside JSON.parse alone.
import {statuspage} from '../../dist/core.js';
import {initialState, reduceMessage} from '../../dist/store/reduce.js';
import {median} from './words.mjs';

const WARM_UP = 100;
const ROUNDS = 400;
/** JSON.parse runs this often in each sample, so that both samples last about as long. */
const REPETITIONS = 3;

export async function measureReading() {
  const text = largeDocument();
  const at = Date.parse('2026-11-21T10:05:00Z');
  const store = () => {
    const {message, problems} = statuspage.document(JSON.parse(text));
    return reduceMessage(initialState, {message, problems, at, clockOffset: 0}).state;
  };
  const {snapshot, problems} = store();
  if (snapshot?.components.length !== 400 || snapshot.incidents.length !== 37 || problems.length) {
    throw new Error('The generated document is not read as it was meant.');
  }

  /** @type {number[]} */
  const json = [];
  /** @type {number[]} */
  const ours = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const jsonSample = time(() => {
      for (let count = 0; count < REPETITIONS; count++) JSON.parse(text);
    });
    const oursSample = time(store);
    if (round < 0) continue;
    json.push(jsonSample / REPETITIONS);
    ours.push(oursSample);
  }
  const jsonMs = median(json);
  const oursMs = median(ours);
  return {bytes: Buffer.byteLength(text), rounds: ROUNDS, jsonMs, oursMs, ratio: oursMs / jsonMs};
}

/**
 * Processor time in ms: whatever else the machine does takes none of it.
 * @param {() => unknown} work
 */
function time(work) {
  const start = process.cpuUsage();
  work();
  const {user, system} = process.cpuUsage(start);
  return (user + system) / 1000;
}

const BODY =
  'About one in three requests is answered with an error. We have found the cause and are moving ' +
  'the traffic to another region; this takes about half an hour. Nothing is lost, and requests ' +
  'can be repeated.';

/**
 * About 280 kB: 400 components and 37 incidents with 12 updates each, as a large provider has on a
 * bad day.
 */
function largeDocument() {
  const at = (/** @type {number} */ minute) =>
    new Date(Date.parse('2026-11-21T00:00:00Z') + minute * 60_000).toISOString();
  const components = Array.from({length: 400}, (_, index) => ({
    id: `component-${index}`,
    name: `Service ${index} (Region ${index % 20})`,
    status: index % 17 === 0 ? 'degraded_performance' : 'operational',
    created_at: at(0),
    updated_at: at(index),
    position: index,
    description: 'What it is for, in a few words.',
    group_id: null,
    group: false,
  }));
  const incidents = Array.from({length: 37}, (_item, index) => ({
    id: `incident-${index}`,
    name: `Requests to service ${index} fail`,
    status: 'identified',
    impact: 'minor',
    created_at: at(index),
    updated_at: at(index + 120),
    shortlink: `https://status.example.com/incidents/${index}`,
    components: components.slice(index, index + 3),
    incident_updates: Array.from({length: 12}, (_, update) => ({
      id: `update-${index}-${update}`,
      status: update === 11 ? 'investigating' : 'identified',
      body: BODY,
      created_at: at(index + 120 - update * 10),
      display_at: at(index + 120 - update * 10),
    })),
  }));
  return JSON.stringify({
    page: {id: 'p', name: 'Large provider', url: 'https://status.example.com', updated_at: at(160)},
    status: {indicator: 'minor', description: 'Minor service outage'},
    components,
    incidents,
    scheduled_maintenances: [],
  });
}
