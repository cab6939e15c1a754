// @ts-check
// A product's page with our script tag under a strict policy, in a real browser, on the clock of the
// harness.
import {launch, openPage} from '../support/browser.mjs';
import {pageClockScript} from '../support/fake-timers.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';
import {installFakePage} from './fake-page.mjs';

/**
 * @typedef {object} Visit one request of the page, as the page saw it; times are awake ms
 * @property {number} id
 * @property {string} url
 * @property {string} accept
 * @property {number} at
 * @property {boolean} open headers came
 * @property {boolean} aborted
 * @property {number} reading pieces it waits for
 * @property {number} bytes read of the body
 * @property {number} activeAt when something of it came last
 * @property {number} [serial] the server's name for it
 * @property {number} [status]
 * @property {string | null} [type]
 * @property {string} [answeredFrom]
 * @property {number} [headAt]
 * @property {'done' | 'failed' | 'aborted'} [end]
 * @property {number} [endAt]
 *
 * @typedef {{version: number, locks: number, visits: Visit[]}} Report
 * @typedef {{version: number, awake: number, screen?: [look: string, level: string, text: string][]}} Answer
 */

const elements = (/** @type {readonly string[]} */ components) =>
  [
    '<outage-banner data-look="banner" linger="0"></outage-banner>',
    '<outage-indicator data-look="page"></outage-indicator>',
    ...components.map(
      (id) => `<outage-indicator data-look="${id}" component="${id}"></outage-indicator>`,
    ),
    ...components
      .slice(0, 2)
      .map(
        (id) =>
          `<outage-notice data-look="notice ${id}" linger="0" component="${id}"></outage-notice>`,
      ),
  ].join('');

/**
 * @param {object} options
 * @param {readonly string[]} options.urls of the feed and its mirrors
 * @param {readonly string[]} options.components
 * @param {number} options.start epoch ms
 * @param {number} options.seed
 * @param {string | undefined} options.script the library, if not as it is built
 * @param {() => void} options.onChange
 * @param {(visit: Visit) => void} options.onVisit called as it begins, and again as it ends
 */
export async function openFaultPage({urls, components, start, seed, script, onChange, onVisit}) {
  const site = await startSite({script});
  const [src = '', ...mirrors] = urls;
  const origins = urls.map((url) => new URL(url).origin).join(' ');
  site.pages.set('/', {
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src ${origins}; style-src 'none'; require-trusted-types-for 'script'`,
    },
    body: html(`<h1>A product</h1>${elements(components)}`, {
      head: scriptTag(src, `data-mirrors="${mirrors.join(' ')}" data-banner="off"`),
    }),
  });
  const browser = await launch('chromium');
  const {page, complaints} = await openPage(browser);
  const session = await page.createCDPSession();

  /** @type {Report} */
  let report = {version: 0, locks: 0, visits: []};
  session.on('Runtime.bindingCalled', ({name, payload}) => {
    if (name !== 'faultReport') return;
    const {log, ...rest} = JSON.parse(payload);
    // Whoever asks meanwhile is told what was open before.
    for (const visit of log) onVisit(visit);
    report = rest;
    onChange();
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', {name: 'faultReport'});
  await page.evaluateOnNewDocument(pageClockScript);
  await page.evaluateOnNewDocument(installFakePage, {start, seed});
  await page.goto(site.url);

  /** @param {string} expression @returns {Promise<Answer>} */
  const call = async (expression) => {
    const {result, exceptionDetails} = await session.send('Runtime.evaluate', {
      expression: `faults.${expression}`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  };
  return {
    /** What the page said of its requests last. */
    report: () => report,
    advance: (/** @type {number} */ to) => call(`advance(${to}, ${report.version})`),
    jump: (/** @type {number} */ ms) => call(`jump(${ms})`),
    become: (/** @type {{visible?: boolean, online?: boolean}} */ change) =>
      call(`become(${JSON.stringify(change)})`),
    complaints,
    /** Bytes of the page's heap that are in use. */
    async heap() {
      // Twice: what the first one finalizes holds on to other things.
      await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    },
    async stop() {
      await browser.close();
      await site.stop();
    },
  };
}
