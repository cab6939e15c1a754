// @ts-check
// Replays one seed, and prints the way to what broke: `npm run faults -- --seed 7 --faults 500`. `--all` prints each step,
// `--go-on` does not stop at the first thing that is broken.
import {parseArgs} from 'node:util';
import {play} from './play.mjs';

const {values} = parseArgs({
  options: {
    seed: {type: 'string', default: '1'},
    faults: {type: 'string', default: '500'},
    all: {type: 'boolean', default: false},
    'go-on': {type: 'boolean', default: false},
  },
});
/** Lines before a failure that explain it. */
const TRACE = 40;
/** @type {string[]} */
const lines = [];
const note = (/** @type {string} */ line) => {
  if (values.all) console.log(line);
  lines.push(line);
  if (lines.length > TRACE) lines.shift();
};
const seed = Number(values.seed);
const started = performance.now();
try {
  const {met, steps, hours, growth, complaints} = await play({
    seed,
    faults: Number(values.faults),
    goOn: values['go-on'],
    note,
  });
  if (complaints.length > 0) {
    if (!values.all) console.log(lines.join('\n'));
    console.log(`\nBroken:\n${complaints.join('\n')}`);
    process.exitCode = 1;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `seed ${seed}: ${met} faults in ${steps} steps and ${hours.toFixed(1)} h, heap ${growth} bytes, ${seconds} s`,
  );
} catch (error) {
  console.log(lines.join('\n'));
  throw error;
}
