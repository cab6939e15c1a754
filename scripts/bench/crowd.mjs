// @ts-check
// One update on a page with many notices: the processor time that Chromium spends in script, style
// and layout, beside as many bare Lit elements with the same text.
import {bareLit} from './bare-lit.mjs';
import {measureMainThread} from './main-thread.mjs';
import {html, inline, openBench, scriptTag} from './pages.mjs';
import {median} from './words.mjs';

const COUNTS = [1, 100, 1000];
const WARM_UP = 5;
const ROUNDS = 20;

export async function measureCrowd() {
  const results = [];
  for (const count of COUNTS) {
    const {oursMs, bareMs} = await measure(count);
    results.push({count, oursMs, bareMs, ratio: oursMs / bareMs});
  }
  return results;
}

/** @param {number} count */
async function measure(count) {
  const ours = (/** @type {string} */ feed) =>
    html('<outage-notice component="Payments"></outage-notice>'.repeat(count), {
      head: scriptTag(feed, 'data-banner="off"'),
    });
  const script = await bareLit({
    template: `<div>
      <p>We know parts of Payments aren’t working. We’re on it.</p>
      <p>\${this.text}</p>
      <p>Updated just now (9:00 AM UTC)</p>
    </div>`,
    read: "document.incidents[0]?.incident_updates[0].body ?? ''",
  });
  const bare = (/** @type {string} */ feed) =>
    html(
      '<bare-element></bare-element>'.repeat(count) +
        inline(`(() => {${script}})(); listen('${feed}')`),
    );
  const bench = await openBench(ours, bare);
  try {
    const [oursSide, bareSide] = [
      await prepare(bench.ours, "document.querySelector('outage-notice:last-of-type').shadowRoot"),
      await prepare(bench.bare, "document.querySelector('bare-element:last-of-type').shadowRoot"),
    ];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const side of [oursSide, bareSide]) {
        const cost = await update(side, `Our card provider rejects requests: report ${round}.`);
        if (round >= 0) side.costs.push(cost);
      }
    }
    return {oursMs: median(oursSide.costs), bareMs: median(bareSide.costs)};
  } finally {
    await bench.close();
  }
}

/**
 * @param {import('./pages.mjs').Bench['ours']} side
 * @param {string} last the last thing on the page to change
 */
async function prepare({page, feed}, last) {
  const components = [{id: 'payments', status: 'partial_outage'}];
  const {id} = await feed.send('POST', '/incidents', {name: 'Payments fail', components});
  return {page, feed, last, id, costs: /** @type {number[]} */ ([])};
}

/** @param {Awaited<ReturnType<typeof prepare>>} side @param {string} body */
async function update({page, feed, last, id}, body) {
  // Resolved by the page itself: asking it again and again would be script as well.
  await page.evaluate(`window.shown = new Promise((resolve) => {
    const last = ${last};
    new MutationObserver((_, observer) => {
      if (!last.textContent.includes(${JSON.stringify(body)})) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    }).observe(last, {childList: true, subtree: true, characterData: true});
  }); undefined`);
  const {scriptMs, renderingMs} = await measureMainThread(page, async () => {
    await feed.send('POST', `/incidents/${id}/updates`, {body});
    await page.evaluate('window.shown.then(() => undefined)');
  });
  return scriptMs + renderingMs;
}
