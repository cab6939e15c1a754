// @ts-check
// Sinon's clock as browsers take it. It is published as a CommonJS module, and all that it needs of
// other modules in a browser is the global object.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {createPageClock} from './page-clock.mjs';

const file = createRequire(import.meta.url).resolve('@sinonjs/fake-timers');

/** An expression: what the module exports. */
const exported = `(() => {
  const exports = {};
  const require = (name) => {
    if (name === '@sinonjs/commons') return {global: globalThis};
    throw new Error(name + ' is a module of Node.');
  };
  ${readFileSync(file, 'utf8')}
  return exports;
})()`;

/**
 * Serves the package to the browser tests as a module of browsers.
 * @type {import('@web/test-runner').TestRunnerPlugin}
 */
export const fakeTimersPlugin = {
  name: 'fake-timers',
  transform: ({path}) =>
    file.endsWith(path)
      ? `export const {createClock, install, timers, withGlobal} = ${exported};`
      : undefined,
};

/**
 * A script that defines `createPageClock(start)` in a page that puppeteer drives, and not in its
 * frames.
 */
export const pageClockScript = `if (window === top) globalThis.createPageClock = (start) =>
  (${String(createPageClock)})(${exported}, start);`;
