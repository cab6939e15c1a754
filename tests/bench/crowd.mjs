// @ts-check
// One update on a page with many elements: the time Chromium spends in script, style and layout.
import {html, inline, openBench, scriptTag} from './pages.mjs';
import {median} from './words.mjs';

const COUNTS = [1, 100, 1000];
const WARM_UP = 5;
const ROUNDS = 20;

export async function measureCrowd() {
  const results = [];
  for (const count of COUNTS) {
    const {oursMs, bareMs} = await measure(count);
    results.push({count, oursMs, bareMs, each: (oursMs - bareMs) / count});
  }
  return results;
}

/** @param {number} count */
async function measure(count) {
  const ours = (/** @type {string} */ feed) =>
    html('<outage-notice component="Payments"></outage-notice>'.repeat(count), {
      head: scriptTag(feed, 'data-banner="off"'),
    });
  const bare = (/** @type {string} */ feed) =>
    html(
      `${'<div></div>'.repeat(count)}${inline(`
      const all = document.querySelectorAll('div');
      new EventSource('${feed}').addEventListener('snapshot', ({data}) => {
        const text = JSON.parse(data).incidents[0]?.incident_updates[0].body ?? '';
        for (const one of all) one.textContent = text;
      });`)}`,
    );
  const bench = await openBench(ours, bare);
  try {
    const sides = [
      {...bench.ours, last: "document.querySelector('outage-notice:last-of-type').shadowRoot"},
      {...bench.bare, last: "document.querySelector('div:last-of-type')"},
    ];
    /** @type {number[][]} */
    const costs = [[], []];
    const sessions = [];
    const incidents = [];
    for (const {page, feed} of sides) {
      const session = await page.createCDPSession();
      await session.send('Performance.enable');
      sessions.push(session);
      const components = [{id: 'payments', status: 'partial_outage'}];
      incidents.push(await feed.send('POST', '/incidents', {name: 'Payments fail', components}));
    }
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const [index, {page, feed, last}] of sides.entries()) {
        const body = `Our card provider rejects requests: report ${round}.`;
        // Resolved by the page itself: asking it again and again would be script as well.
        await page.evaluate(`window.shown = new Promise((resolve) => {
          const last = ${last};
          new MutationObserver((_, observer) => {
            if (!last.textContent.includes(${JSON.stringify(body)})) return;
            observer.disconnect();
            requestAnimationFrame(() => requestAnimationFrame(resolve));
          }).observe(last, {childList: true, subtree: true, characterData: true});
        }); undefined`);
        const before = await spent(sessions[index]);
        await feed.send('POST', `/incidents/${incidents[index].id}/updates`, {body});
        await page.evaluate('window.shown.then(() => undefined)');
        if (round >= 0) costs[index].push((await spent(sessions[index])) - before);
      }
    }
    return {oursMs: median(costs[0]), bareMs: median(costs[1])};
  } finally {
    await bench.close();
  }
}

/** @param {import('puppeteer-core').CDPSession} session @returns {Promise<number>} ms since the page was opened */
async function spent(session) {
  const {metrics} = await session.send('Performance.getMetrics');
  return (
    metrics
      .filter(({name}) => /^(Script|Layout|RecalcStyle)Duration$/.test(name))
      .reduce((sum, {value}) => sum + value, 0) * 1000
  );
}
