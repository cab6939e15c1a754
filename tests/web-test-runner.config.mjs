// @ts-check
// The browser tests: tests/browser/**/*.test.ts in every browser that scripts/browsers.mjs finds.
// One file: `npm run test:browser -- --files tests/browser/<name>.test.ts`; one browser: OUTAGE_BROWSERS=chromium.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {webdriverLauncher} from '@web/test-runner-webdriver';
import * as puppeteer from 'puppeteer-core';
import {findBrowsers} from '../scripts/browsers.mjs';
import {fakeTimersPlugin} from './support/fake-timers.mjs';
import {feedRoutes} from './support/feed-routes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Keeps Chromium from asking hosts of its own; a sandbox is not to be had as root. */
const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** @param {string} executablePath */
const chromium = (executablePath) =>
  chromeLauncher({puppeteer, launchOptions: {executablePath, args: chromiumFlags}});

/** The same launcher: puppeteer speaks WebDriver BiDi to Firefox. @param {string} executablePath */
const firefox = (executablePath) =>
  chromeLauncher({puppeteer, launchOptions: {browser: 'firefox', executablePath}});

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  return port;
}

/**
 * Starts a process that ends with this one, and all that it has started.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function startHelper(command, args, options) {
  const helper = spawn(command, args, {...options, detached: true});
  process.on('exit', () => {
    try {
      if (helper.pid) process.kill(-helper.pid);
    } catch {
      // It has ended already.
    }
  });
  return helper;
}

/**
 * WebKitGTK: WebKitWebDriver drives MiniBrowser, which needs a display.
 * @param {{driver: string, miniBrowser: string, xvfb: string}} programs
 */
async function webkit({driver, miniBrowser, xvfb}) {
  const display = startHelper(
    xvfb,
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    {stdio: ['ignore', 'ignore', 'ignore', 'pipe']},
  );
  const [number] = await once(
    /** @type {import('node:stream').Readable} */ (display.stdio[3]),
    'data',
  );
  const port = await freePort();
  startHelper(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(number).trim()}`,
      // Neither a sandbox nor a graphics card is to be had in a container.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
  return webdriverLauncher({
    hostname: '127.0.0.1',
    port,
    automationProtocol: 'webdriver',
    capabilities: /** @type {WebdriverIO.Capabilities} */ ({
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': {binary: miniBrowser, args: ['--automation']},
    }),
  });
}

/**
 * Writes {browser: {passed, failed, skipped}} where scripts/run.mjs can read it, anew after each file, so that a browser
 * that dies takes only its own results with it.
 * @param {string} file
 */
function summaryReporter(file) {
  /** @type {Record<string, {passed: number, failed: number, skipped: number}>} */
  const summary = {};
  return {
    /** @param {{sessionsForTestFile: import('@web/test-runner-core').TestSession[]}} finished */
    reportTestFileResults({sessionsForTestFile}) {
      for (const {browser, testResults, passed, errors} of sessionsForTestFile) {
        const name = browser.name.replace('MiniBrowser', 'WebKit');
        const counts = (summary[name] ??= {passed: 0, failed: 0, skipped: 0});
        const tests = allTests(testResults);
        const failed = tests.filter((test) => !test.passed && !test.skipped).length;
        counts.skipped += tests.filter((test) => test.skipped).length;
        counts.passed += tests.filter((test) => test.passed && !test.skipped).length;
        // A file that does not load, or that throws outside a test, has failed as well.
        counts.failed += failed === 0 && (!passed || errors.length > 0) ? 1 : failed;
      }
      writeFileSync(file, JSON.stringify(summary));
    },
  };
}

/**
 * @param {import('@web/test-runner-core').TestSuiteResult | undefined} suite
 * @returns {import('@web/test-runner-core').TestResult[]}
 */
const allTests = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(allTests)] : []);

const programs = findBrowsers();
const browsers = [
  ...(programs.chromium ? [chromium(programs.chromium)] : []),
  ...(programs.firefox ? [firefox(programs.firefox)] : []),
  ...(programs.webkit ? [await webkit(programs.webkit)] : []),
];
if (browsers.length === 0) {
  throw new Error(
    'No browser found. scripts/browsers.mjs says where they are looked for; `npm test` can install them.',
  );
}

const routes = feedRoutes();
const summaryFile = process.env['OUTAGE_WTR_SUMMARY'];

export default {
  rootDir: root,
  files: [`${root}tests/browser/**/*.test.ts`],
  nodeResolve: true,
  browsers,
  plugins: [
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json`}),
    fakeTimersPlugin,
  ],
  middleware: [
    /**
     * @param {import('koa').Context} context
     * @param {import('koa').Next} next
     */
    (context, next) => {
      if (!context.path.startsWith('/fake-feed/')) return next();
      context.respond = false;
      return routes(context.req, context.res);
    },
  ],
  /** @param {{args: unknown[]}} log */
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  // One page at a time per browser: a page in the background gets no focus and slower timers.
  concurrency: 1,
  // A page that hangs must not hold up the others for long.
  testsFinishTimeout: 90_000,
  testFramework: {config: {timeout: 10_000, forbidOnly: Boolean(summaryFile)}},
  reporters: [defaultReporter(), ...(summaryFile ? [summaryReporter(summaryFile)] : [])],
};
