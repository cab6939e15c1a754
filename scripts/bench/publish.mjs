// @ts-check
// From the moment an operator's POST is sent to the moment the banner is on the screen.
import {html, inline, openBench, scriptTag} from './pages.mjs';
import {median, quantile} from './words.mjs';

const WARM_UP = 4;
const PAIRS = 40;
/**
 * Ms in which a page renders twice at most: an incident and its end. More of them in a row would
 * measure that limit.
 */
const REST = 1_000;

/** @typedef {{domMs: number, paintMs: number}} Times of one incident */
/** @typedef {Times & {p95Ms: number}} Sample medians, and what nineteen in twenty stay below */

const bare = (/** @type {string} */ feed) =>
  html(
    `<div id="news"></div><h1>A product</h1>${inline(`
      const news = document.getElementById('news');
      new EventSource('${feed}').addEventListener('snapshot', ({data}) => {
        news.textContent = JSON.parse(data).incidents[0]?.name ?? '';
      });`)}`,
  );

const ours = (/** @type {string} */ feed) =>
  html('<h1>A product</h1>', {head: scriptTag(feed, 'data-linger="0"')});

export async function measurePublish() {
  const bench = await openBench(ours, bare);
  try {
    const ourSide = {
      ...bench.ours,
      find: "document.querySelector('outage-banner').shadowRoot",
      times: /** @type {Times[]} */ ([]),
    };
    const bareSide = {
      ...bench.bare,
      find: "document.getElementById('news')",
      times: /** @type {Times[]} */ ([]),
    };
    for (let pair = -WARM_UP; pair < PAIRS; pair++) {
      // The two sides take turns in going first, so that neither always meets a warmer machine.
      for (const side of pair % 2 === 0 ? [ourSide, bareSide] : [bareSide, ourSide]) {
        const times = await once(side, `Payments fail ${pair}`);
        if (pair >= 0) side.times.push(times);
      }
    }
    const oursSummary = summary(ourSide.times);
    const bareSummary = summary(bareSide.times);
    return {
      pairs: PAIRS,
      ours: oursSummary,
      bare: bareSummary,
      ratio: oursSummary.paintMs / bareSummary.paintMs,
      domRatio: oursSummary.domMs / bareSummary.domMs,
    };
  } finally {
    await bench.close();
  }
}

/** @param {readonly Times[]} times @returns {Sample} */
function summary(times) {
  const paints = times.map(({paintMs}) => paintMs);
  return {
    domMs: median(times.map(({domMs}) => domMs)),
    paintMs: median(paints),
    p95Ms: quantile(paints, 0.95),
  };
}

/**
 * One incident: posted, seen, taken back.
 * @param {import('./pages.mjs').Bench['ours'] & {find: string}} side
 * @param {string} name
 * @returns {Promise<Times>}
 */
async function once({feed, page, find}, name) {
  // Each moment by the page's own clock; the end is the frame after the one that painted.
  await page.evaluate(`window.arrival = new Promise((resolve) => {
    const root = ${find};
    const observer = new MutationObserver(() => {
      if (!root.textContent.includes(${JSON.stringify(name)})) return;
      observer.disconnect();
      const dom = performance.timeOrigin + performance.now();
      requestAnimationFrame(() => requestAnimationFrame(() => {
        resolve({dom, paint: performance.timeOrigin + performance.now()});
      }));
    });
    observer.observe(root, {childList: true, subtree: true, characterData: true});
  }); undefined`);
  const ahead = await clockOffset(page);
  const sentAt = performance.timeOrigin + performance.now() + ahead;
  const incident = await feed.send('POST', '/incidents', {name, impact: 'major'});
  const {dom, paint} = /** @type {{dom: number, paint: number}} */ (
    await page.evaluate('window.arrival')
  );
  await feed.send('DELETE', `/incidents/${incident.id}`);
  while (await page.evaluate(`${find}.textContent.includes(${JSON.stringify(name)})`));
  await new Promise((resolve) => setTimeout(resolve, REST));
  return {domMs: dom - sentAt, paintMs: paint - sentAt};
}

/**
 * The page's clock minus ours, ms: by the quickest of a few round trips.
 * @param {import('puppeteer-core').Page} page
 */
async function clockOffset(page) {
  let best = {trip: Infinity, offset: 0};
  for (let round = 0; round < 10; round++) {
    const start = performance.timeOrigin + performance.now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const end = performance.timeOrigin + performance.now();
    if (end - start < best.trip) best = {trip: end - start, offset: there - (start + end) / 2};
  }
  return best.offset;
}
