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

/** In ms: longer than any seed plays. */
const NEVER = '1e9';

/** @type {Record<string, import('../support/copies.mjs').Change>} */
const MUTANTS = {
  'green no longer expires': {text: 'now - state.provenAt', replacement: '0'},
  'an older rev is taken': {
    text: "if (step < 0)\n        return 'stale'",
    replacement: "if (step < 0) return 'applied'",
  },
  'a repeated document is a proof': {
    text: 'if (!revised && isRepeated(state, generatedAt, limit))',
    replacement: 'if (false)',
  },
  'a gap is not noticed': {
    text: "return step === 1 ? 'applied' : 'gap'",
    replacement: "return 'applied'",
  },
  'Age is not read': {text: '[0, DAY]) ?? 0) * 1000', replacement: '[0, DAY]) ?? 0) * 0'},
  "the server's clock is not read": {
    text: 'format.verify ? 0 : clockOffset(',
    replacement: 'true ? 0 : clockOffset(',
  },
  'an answer from elsewhere is believed': {
    text: 'if (response.url && parseUrl',
    replacement: 'if (false && parseUrl',
  },
  'two loops run at once': {text: 'void go(++run);', replacement: 'void go(++run); void go(run);'},
  'headers may take for ever': {
    text: 'expect(HEADERS_TIMEOUT)',
    replacement: `expect(${NEVER})`,
  },
  'a first byte may take for ever': {text: '? FIRST_BYTE_TIMEOUT', replacement: `? ${NEVER}`},
  'a document may take for ever': {text: ': DOCUMENT_TIMEOUT', replacement: `: ${NEVER}`},
  'the silence of a stream is not watched': {
    text: 'expect(SILENCE_TIMEOUT)',
    replacement: `expect(${NEVER})`,
  },
  'heartbeats are a proof': {
    text: '>= maxStaleMs(state()) * STARVED_SHARE',
    replacement: `>= ${NEVER}`,
  },
  'a refusal is soon forgotten': {
    text: 'const ownMs = isRefusal(error, attempt)',
    replacement: 'const ownMs = false',
  },
  'Retry-After is not heeded': {text: 'askedMs * (1 + random())', replacement: '0'},
  'a goodbye is not heeded': {text: "return bye?.type === 'bye'", replacement: 'return false'},
  'later retries are as short as the first': {
    text: 'if (attempt === 0)\n        return random() * spreadMs',
    replacement: 'return random() * spreadMs',
  },
  'a host left and met again counts as new': {
    text: 'attemptsElsewhere[url] ?? 0',
    replacement: '0',
  },
  'a stream is left after half a minute': {
    text: 'ROTATE = 60 * MINUTE',
    replacement: 'ROTATE = 30 * SECOND',
  },
  'a stream stays after its clock was set back': {
    text: 'if (now < reading.startedAt)\n        return false;',
    replacement: '',
  },
  'a hidden page stays connected': {
    text: 'HIDDEN_SUSPEND = 60 * SECOND',
    replacement: `HIDDEN_SUSPEND = ${NEVER}`,
  },
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
for (const [name, change] of Object.entries(MUTANTS)) {
  if (!name.includes(values.only)) continue;
  const caught = await hunt(await changedCopy([change]));
  if (caught === undefined) missed.push(name);
  console.log(caught ? `${name}: caught after ${caught}` : `${name}: NOT CAUGHT`);
}
if (missed.length > 0) {
  console.log(`Not caught by the seeds ${seeds.join(', ')}: ${missed.join('; ')}`);
  process.exitCode = 1;
}
