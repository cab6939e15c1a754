// @ts-check
// Measures a page whose feed never answers, answers garbage, or lies about its type: the share of
// one core that its main thread is busy, beside a page without our script.
/* global requestIdleCallback */
import {once} from 'node:events';
import {createServer} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {launch, openPage} from '../../tests/support/browser.mjs';
import {html, scriptTag, startSite} from '../../tests/support/site.mjs';

/** ms of real time */
const WATCHED = 10_000;

const cors = {'Access-Control-Allow-Origin': '*'};
const markup = '<!doctype html><title>Log in</title>';

/** @type {Record<string, (response: import('node:http').ServerResponse) => unknown>} */
const FEEDS = {
  'never answers': () => undefined,
  'answers garbage': (response) =>
    response.writeHead(200, {...cors, 'Content-Type': 'application/json'}).end('}{'),
  'lies about its type': (response) =>
    response.writeHead(200, {...cors, 'Content-Type': 'text/event-stream'}).end(markup),
};

/** @returns {Promise<{feed: string, share: number}[]>} 1 is a whole core */
export async function measureIdle() {
  const server = createServer((request, response) => {
    FEEDS[decodeURIComponent(String(request.url).slice(1))]?.(response);
  });
  server.listen(0, '127.0.0.1');
  const [browser, site] = await Promise.all([
    launch('chromium'),
    startSite(),
    once(server, 'listening'),
  ]);
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    const feeds = ['no script', ...Object.keys(FEEDS)];
    // Side by side: each page has a process of its own.
    return await Promise.all(
      feeds.map(async (feed, index) => {
        const src = `http://127.0.0.1:${port}/${encodeURIComponent(feed)}`;
        site.pages.set(`/${index}`, {
          body: html('<h1>A product</h1>', {head: index === 0 ? '' : scriptTag(src)}),
        });
        const {page} = await openPage(browser);
        await page.goto(`${site.url}/${index}`);
        // Loading is another figure.
        if (index > 0) await page.waitForSelector('outage-banner');
        await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
        const session = await page.createCDPSession();
        await session.send('Performance.enable');
        const before = await measure(session);
        await pause(WATCHED);
        const after = await measure(session);
        return {feed, share: (after.busy - before.busy) / (after.at - before.at)};
      }),
    );
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await site.stop();
  }
}

/** @param {import('puppeteer-core').CDPSession} session */
async function measure(session) {
  const {metrics} = await session.send('Performance.getMetrics');
  const value = (/** @type {string} */ wanted) =>
    metrics.find(({name}) => name === wanted)?.value ?? NaN;
  return {busy: value('TaskDuration'), at: value('Timestamp')};
}
