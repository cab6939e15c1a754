// @ts-check
// Shows that the suite can fail: `npm run faults:mutants` breaks the library in one way after the
// other, and plays seeds until one of them notices. It needs a build. `--only "a gap"` tries those
// whose name contains that.
import {parseArgs} from 'node:util';
import {changedCopy} from '../support/copies.mjs';
import {play} from './play.mjs';

const {values} = parseArgs({
  options: {
    only: {type: 'string', default: ''},
    seeds: {type: 'string', default: '1,2,3'},
    faults: {type: 'string', default: '500'},
  },
});

/** Longer than any seed plays. */
const NEVER = '1e9';
/** @type {Record<string, [module: string, text: string, replacement: string][]>} */
const MUTANTS = {
  'green no longer expires': [['store/select.js', 'now - state.provenAt', '0']],
  'an older rev is taken': [
    ['store/reduce.js', "if (step < 0)\n        return 'stale'", 'if (step < 0) return "applied"'],
  ],
  'a repeated document is a proof': [
    ['store/reduce.js', 'if (!revised && isRepeated(state, generatedAt, limit))', 'if (false)'],
  ],
  'a gap is not noticed': [
    ['store/reduce.js', "return step === 1 ? 'applied' : 'gap'", "return 'applied'"],
  ],
  'Age is not read': [['transport/feed-source.js', '?? 0) * 1000', '?? 0) * 0']],
  "the server's clock is not read": [
    ['transport/feed-source.js', 'format.verify ? 0 : clockOffset', 'true ? 0 : clockOffset'],
  ],
  'an answer from elsewhere is believed': [
    ['transport/request.js', 'if (response.url && ', 'if (false && '],
  ],
  'two loops run at once': [
    ['connection/connection.js', 'void go(++run);', 'void go(++run); void go(run);'],
  ],
  'headers may take for ever': [
    ['connection/watchdog.js', 'expect(HEADERS_TIMEOUT)', `expect(${NEVER})`],
  ],
  'a first byte may take for ever': [
    ['connection/watchdog.js', '? FIRST_BYTE_TIMEOUT', `? ${NEVER}`],
  ],
  'a document may take for ever': [['connection/watchdog.js', ': DOCUMENT_TIMEOUT', `: ${NEVER}`]],
  'the silence of a stream is not watched': [
    ['connection/watchdog.js', 'expect(SILENCE_TIMEOUT)', `expect(${NEVER})`],
  ],
  'heartbeats are a proof': [
    ['connection/freshness.js', '>= maxStaleMs(state()) * STARVED_SHARE', `>= ${NEVER}`],
  ],
  'a refusal is soon forgotten': [
    ['connection/backoff.js', 'const ownMs = isRefusal(error, attempt)', 'const ownMs = false'],
  ],
  'Retry-After is not heeded': [['connection/backoff.js', 'askedMs * (1 + random())', '0']],
  'a goodbye is not heeded': [['connection/attempt.js', "bye?.type === 'bye' ?", 'false ?']],
  'later retries are as short as the first': [
    ['connection/backoff.js', 'if (attempt === 0)', 'if (attempt >= 0)'],
  ],
  'a host left and met again counts as new': [
    ['connection/policy.js', 'attemptsElsewhere[url] ?? 0', '0'],
  ],
  'a stream is left after half a minute': [
    ['clock/timing.js', 'ROTATE = 60 * MINUTE', 'ROTATE = 30 * SECOND'],
  ],
  'an old stream is never renewed': [
    ['connection/attempt.js', 'if (now >= reading.rotateAt || ', 'if ('],
  ],
  'a stream stays after its clock was set back': [
    ['connection/attempt.js', ' || now < reading.startedAt', ''],
  ],
  'a stream resumes behind a broken event': [
    ['connection/attempt.js', "reading.repair.trouble ? '' : ", ''],
  ],
  'a hidden page stays connected': [
    ['clock/timing.js', 'HIDDEN_SUSPEND = 60 * SECOND', `HIDDEN_SUSPEND = ${NEVER}`],
  ],
};

const seeds = values.seeds.split(',').map(Number);
const faults = Number(values.faults);

/** @param {string} script @returns {Promise<string | undefined>} when and how it was caught */
async function hunt(script) {
  for (const seed of seeds) {
    const {met, complaints} = await play({seed, faults, script});
    if (complaints.length > 0) return `${met} faults of seed ${seed}: ${complaints[0]}`;
  }
  return undefined;
}

/** @type {string[]} */
const missed = [];
for (const [name, changes] of Object.entries(MUTANTS)) {
  if (!name.includes(values.only)) continue;
  const caught = await hunt(await changedCopy(changes));
  if (caught === undefined) missed.push(name);
  console.log(caught ? `${name}: caught after ${caught}` : `${name}: NOT CAUGHT`);
}
if (missed.length > 0) {
  console.log(`Not caught by the seeds ${seeds.join(', ')}: ${missed.join('; ')}`);
  process.exitCode = 1;
}
