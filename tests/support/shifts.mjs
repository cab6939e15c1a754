// @ts-check
// What the Layout Instability API of Chromium counts on a page: how far what is seen has moved.
/* global document, window */

/**
 * Counts the layout shifts of a page from its beginning on. `ahead` moves the page's clock, ms.
 * @param {import('puppeteer-core').Page} page
 */
export async function countShifts(page) {
  await page.evaluateOnNewDocument(() => {
    const global = /** @type {any} */ (globalThis);
    global.shift = 0;
    global.ahead = 0;
    const now = Date.now.bind(Date);
    Date.now = () => now() + global.ahead;
    const sinceOpened = performance.now.bind(performance);
    performance.now = () => sinceOpened() + global.ahead;
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) {
        if (!entry.hadRecentInput) global.shift += entry.value;
      }
    }).observe({type: 'layout-shift'});
  });
}

/**
 * Returns the shift since it was last asked for, once the page is drawn.
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<number>}
 */
export function takeShift(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => window.requestAnimationFrame(resolve));
    for (let count = 0; count < 5; count++) await frame();
    const global = /** @type {any} */ (globalThis);
    const {shift} = global;
    global.shift = 0;
    return shift;
  });
}

/**
 * Moves the page's clock, and lets the page know, as if it were shown anew.
 * @param {import('puppeteer-core').Page} page
 * @param {number} ms
 */
export function letPass(page, ms) {
  return page.evaluate((ms) => {
    /** @type {any} */ (globalThis).ahead += ms;
    document.dispatchEvent(new window.Event('visibilitychange'));
  }, ms);
}

/**
 * Hides the page and shows it again, as another tab in front of it does.
 * @param {import('puppeteer-core').Page} page
 */
export async function hideAndShow(page) {
  const other = await page.browserContext().newPage();
  await other.bringToFront();
  await page.waitForFunction(() => document.visibilityState === 'hidden', {polling: 50});
  await page.bringToFront();
  await page.waitForFunction(() => document.visibilityState === 'visible', {polling: 50});
  await other.close();
}
