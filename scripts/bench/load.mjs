// @ts-check
// Measures what the script tag costs a page while all is well: script time and heap until three
// elements show it, beside a page with one bare Lit element and an EventSource. The processor is
// slowed down to a phone's. Nothing runs on the pages but what they load themselves.
/* global document */
import {setTimeout as pause} from 'node:timers/promises';
import {launch} from '../../tests/support/browser.mjs';
import {startFeed} from '../../tests/support/feed-process.mjs';
import {html, scriptTag, startSite} from '../../tests/support/site.mjs';
import {bareLit} from './bare-lit.mjs';
import {measureMainThread} from './main-thread.mjs';
import {median} from './words.mjs';

const WARM_UP = 2;
const ROUNDS = 15;
const THROTTLE = 4;
/** Ms in which a page has to show the feed. To look earlier would be script on the page as well. */
const PATIENCE = 3_000;

/** @typedef {{scriptMs: number, heap: number}} Cost of one load */

export async function measureLoad() {
  const [browser, site, feed] = await Promise.all([launch('chromium'), startSite(), startFeed()]);
  const src = `${feed.url}/feed`;
  site.pages.set('/bare.js', {
    type: 'text/javascript',
    body: await bareLit({template: '<p>${this.text}</p>'}),
  });
  site.pages.set('/bare', {
    body: html('<bare-element></bare-element><h1>A product</h1>', {
      head: `<script type="module">import '/bare.js'; listen('${src}');</script>`,
    }),
  });
  site.pages.set('/ours', {
    body: html(
      `<h1>A product</h1><outage-notice component="Payments"></outage-notice>
      <outage-indicator></outage-indicator>`,
      {head: scriptTag(src)},
    ),
  });
  const bare = {
    path: '/bare',
    isShown: () => Boolean(document.querySelector('bare-element')?.shadowRoot?.textContent?.trim()),
    costs: /** @type {Cost[]} */ ([]),
  };
  const ours = {
    path: '/ours',
    isShown: () =>
      document.querySelector('outage-indicator')?.getAttribute('level') === 'operational',
    costs: /** @type {Cost[]} */ ([]),
  };
  try {
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const side of round % 2 === 0 ? [ours, bare] : [bare, ours]) {
        const cost = await load(browser, site.url + side.path, side.isShown);
        if (round >= 0) side.costs.push(cost);
      }
    }
  } finally {
    await browser.close();
    await Promise.all([site.stop(), feed.stop()]);
  }
  const [oursCost, bareCost] = [summary(ours.costs), summary(bare.costs)];
  return {
    rounds: ROUNDS,
    throttle: THROTTLE,
    ours: oursCost,
    bare: bareCost,
    ratio: oursCost.scriptMs / bareCost.scriptMs,
    heapRatio: oursCost.heap / bareCost.heap,
  };
}

/** @param {readonly Cost[]} costs @returns {Cost} */
const summary = (costs) => ({
  scriptMs: median(costs.map(({scriptMs}) => scriptMs)),
  heap: median(costs.map(({heap}) => heap)),
});

/**
 * Opens a page anew until it shows the feed.
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {() => boolean} isShown runs in the page
 * @returns {Promise<Cost>}
 */
async function load(browser, url, isShown) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.emulateCPUThrottling(THROTTLE);
  const {scriptMs} = await measureMainThread(page, async () => {
    await page.goto(url);
    await pause(PATIENCE);
  });
  const isReady = await page.evaluate(isShown);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const {usedSize} = await session.send('Runtime.getHeapUsage');
  await context.close();
  // The machine was too busy for this one.
  return isReady ? {scriptMs, heap: usedSize} : load(browser, url, isShown);
}
