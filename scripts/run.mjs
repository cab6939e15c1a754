// @ts-check
// `npm test` runs every suite. It prints little when all is well and everything when not, and its
// last line is the sum. After the build and the browsers' suite two suites run at a time: one that
// mostly waits beside one that keeps the processor busy.
// `npm test -- build unit` runs some of them. CI=true asks for all three browsers.
import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ensureBrowsers} from './browsers.mjs';
import {ensureEngines} from './engines.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'outage-widgets-'));

/**
 * @typedef {object} Result
 * @property {string} [label] says more than the suite's heading
 * @property {number} passed
 * @property {number} failed
 * @property {number} [skipped]
 */

/**
 * Runs a program of this package or of its dependencies, and prints what it printed if it failed.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
async function succeeds(program, args, env = {}) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
      ...env,
    },
  });
  /** @type {Buffer[]} */
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => printed.push(chunk));
  }
  const end = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => resolve(signal ?? status));
  });
  if (end === 0) return true;
  console.log(`$ ${[program, ...args].join(' ')}\n${Buffer.concat(printed)}`);
  console.log(`ended with ${end}`);
  return false;
}

/**
 * A program that passes or fails as a whole.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<Result[]>}
 */
async function check(program, ...args) {
  const ok = await succeeds(program, args);
  return [{label: [program, ...args].join(' '), passed: ok ? 1 : 0, failed: ok ? 0 : 1}];
}

/**
 * Reads what a test runner wrote, or counts one failure if it wrote nothing. A runner that reports
 * no failed test but ends with an error has failed too, for example by an unhandled rejection.
 * @param {boolean} ok
 * @param {string} file
 * @param {(report: any) => Result[]} read
 * @returns {Result[]}
 */
function counted(ok, file, read) {
  const results = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : [];
  const blamed = results.some(({failed}) => failed > 0);
  return ok || blamed ? results : [...results, {label: 'the test runner', passed: 0, failed: 1}];
}

/**
 * @param {string} name
 * @param {string[]} args
 */
async function vitest(name, ...args) {
  const file = join(scratch, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = await succeeds('vitest', ['run', '--allowOnly=false', ...args, ...reporters], {
    NO_COLOR: '1',
  });
  return counted(ok, file, (report) => {
    // A file that does not even load has no failed test in it.
    const broken = report.testResults.filter(
      (/** @type {any} */ {status, assertionResults}) =>
        status === 'failed' &&
        !assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
    );
    return [
      {
        passed: report.numPassedTests,
        failed: report.numFailedTests + broken.length,
        skipped: report.numPendingTests + report.numTodoTests,
      },
    ];
  });
}

let browsersAreThere = false;

/** Once for both suites that need them, and only if one of them runs. */
function prepareBrowsers() {
  if (!browsersAreThere) ensureBrowsers();
  browsersAreThere = true;
}

async function browserTests() {
  prepareBrowsers();
  const file = join(scratch, 'browser.json');
  const config = 'tests/web-test-runner.config.mjs';
  const ok = await succeeds('web-test-runner', ['--config', config], {OUTAGE_WTR_SUMMARY: file});
  return counted(ok, file, (report) =>
    Object.entries(report).map(([label, counts]) => ({label, ...counts})),
  );
}

/**
 * Tests in browsers that puppeteer drives.
 * @param {string} folder of `tests/`
 */
function drivenTests(folder) {
  prepareBrowsers();
  const config = ['--config', 'tests/vitest.config.ts', '--project', 'e2e'];
  return vitest(folder, ...config, `tests/${folder}/`);
}

/**
 * Without Redis none of these tests can run.
 *
 * @returns {Promise<Result[]>}
 */
async function hubTests() {
  const {redis} = ensureEngines();
  if (!redis) return [{label: 'left out', passed: 0, failed: 0, skipped: 1}];
  prepareBrowsers();
  return vitest('hubs', '--config', 'tests/vitest.config.ts', '--project', 'hubs');
}

/** @type {Record<string, () => Promise<Result[]>>} */
const suites = {
  build: () => check('npm', 'run', 'build'),
  types: () => check('npm', 'run', 'types'),
  lint: async () => [
    ...(await check('eslint', '.')),
    ...(await check('prettier', '--check', '--log-level', 'warn', '.')),
  ],
  unit: () => vitest('unit', '--config', 'tests/vitest.config.ts', '--project', 'unit'),
  server: () => vitest('server', '--root', 'server'),
  hubs: hubTests,
  browser: browserTests,
  'end-to-end': () => drivenTests('e2e'),
  faults: () => drivenTests('faults'),
  soak: () => drivenTests('soak'),
  package: async () => [
    ...(await check('publint', '--strict')),
    ...(await check('node', 'scripts/size.mjs', '--check')),
  ],
};

/** Suites that mostly wait, for processes, disks and the time of pages. The longest come first. */
const WAITING = ['end-to-end', 'hubs', 'server'];
/** Three engines at once fill the machine: beside other suites a page may be too late. */
const ALONE = ['browser'];
/** Suites that keep the processor busy. The longest come first. */
const BUSY = ['faults', 'unit', 'soak', 'lint', 'package', 'types'];

/** @param {Result} result */
const words = ({passed, failed, skipped = 0}) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** @param {string} name */
async function run(name) {
  const start = performance.now();
  /** @type {Result[]} */
  let results;
  try {
    results = (await suites[name]?.()) ?? [];
    if (results.every(({passed, failed, skipped = 0}) => passed + failed + skipped === 0)) {
      results.push({label: 'no test ran', passed: 0, failed: 1});
    }
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    results = [{label: 'did not run', passed: 0, failed: 1}];
  }
  console.log(`\n${name}`);
  for (const result of results) {
    console.log(`  ${result.label ? `${result.label}: ` : ''}${words(result)}`);
  }
  console.log(`  ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return results;
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in suites));
if (unknown !== undefined) {
  console.error(`There is no suite "${unknown}". There are: ${Object.keys(suites).join(', ')}.`);
  process.exit(1);
}
/** @type {Result[]} */
const results = [];
/** @param {string} name */
const runAndCount = async (name) => void results.push(...(await run(name)));

const chosen = new Set(asked.length > 0 ? asked : Object.keys(suites));
if (chosen.delete('build')) await runAndCount('build');

/**
 * Runs one suite after the other, until no chosen one is left.
 * @param {string[]} order the suites in the order in which this worker takes them
 */
async function work(order) {
  for (const name of order) if (chosen.delete(name)) await runAndCount(name);
}

if (results.some(({failed}) => failed > 0)) {
  console.log('\nThe other suites test what a build writes. They did not run.');
} else {
  await work(ALONE);
  // A worker that has no suite of its own kind left helps with the other kind.
  await Promise.all([work([...WAITING, ...BUSY]), work([...BUSY, ...WAITING])]);
}
rmSync(scratch, {recursive: true});

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
