// @ts-check
// Replays one seed, and prints the way to what broke: `npm run faults -- --seed 7 --faults 500`. `--all` prints each step,
// `--go-on` does not stop at the first thing that is broken. `--seeds 200 --from 101` plays many,
// and prints a line for each.
import {parseArgs} from 'node:util';
import {play} from './play.mjs';

const {values} = parseArgs({
  options: {
    seed: {type: 'string', default: '1'},
    seeds: {type: 'string'},
    from: {type: 'string', default: '1'},
    faults: {type: 'string', default: '500'},
    all: {type: 'boolean', default: false},
    'go-on': {type: 'boolean', default: false},
  },
});
/** Lines before a failure that explain it. */
const TRACE = 60;
/** Seeds that are played at a time; each has a browser of its own. */
const AT_ONCE = 2;

/** @param {string} name @param {string} text */
function count(name, text) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`--${name} needs a whole number, not ${text}.`);
}
const faults = count('faults', values.faults);
const goOn = values['go-on'];

/** @param {number} seed @param {(line: string) => void} [note] */
async function playTimed(seed, note) {
  const started = performance.now();
  const {met, steps, hours, growth, complaints} = await play({seed, faults, goOn, note});
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const summary =
    `seed ${seed}: ${met} faults in ${steps} steps and ${hours.toFixed(1)} h, ` +
    `heap ${growth} bytes, ${seconds} s`;
  return {met, complaints, summary};
}

/** @param {number} seed */
async function playOne(seed) {
  /** @type {string[]} */
  const lines = [];
  const note = (/** @type {string} */ line) => {
    if (values.all) console.log(line);
    lines.push(line);
    if (lines.length > TRACE) lines.shift();
  };
  try {
    const {complaints, summary} = await playTimed(seed, note);
    if (complaints.length > 0) {
      if (!values.all) console.log(lines.join('\n'));
      console.log(`\nBroken:\n${complaints.join('\n')}`);
      process.exitCode = 1;
    }
    console.log(summary);
  } catch (error) {
    console.log(lines.join('\n'));
    throw error;
  }
}

/** @param {number} from @param {number} seeds */
async function playMany(from, seeds) {
  const end = from + seeds;
  let next = from;
  let met = 0;
  /** @type {number[]} */
  const broken = [];
  const work = async () => {
    while (next < end) {
      const seed = next++;
      const replay = `npm run faults -- --seed ${seed} --faults ${faults}`;
      try {
        const result = await playTimed(seed);
        met += result.met;
        if (result.complaints.length > 0) {
          broken.push(seed);
          console.log(`${result.summary}, BROKEN: ${result.complaints.join('; ')}: ${replay}`);
        } else console.log(result.summary);
      } catch (error) {
        broken.push(seed);
        console.log(`seed ${seed} could not be played: ${String(error)}: ${replay}`);
      }
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  const list = broken.sort((a, b) => a - b).join(', ');
  console.log(
    `${seeds} seeds from ${from}, ${met} faults: ${broken.length} broken${list && `: ${list}`}`,
  );
  if (broken.length > 0) process.exitCode = 1;
}

if (values.seeds === undefined) await playOne(count('seed', values.seed));
else await playMany(count('from', values.from), count('seeds', values.seeds));
