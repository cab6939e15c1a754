// @ts-check
// Opens what both benchmarks in Chromium share: two pages that show the same feed, ours and the
// plainest one possible, each on a server of its own, so that the idle one disturbs nobody.
import {launch, openPage} from '../../tests/support/browser.mjs';
import {startFeed} from '../../tests/support/feed-process.mjs';
import {html, scriptTag, startSite} from '../../tests/support/site.mjs';

/** @typedef {Awaited<ReturnType<typeof openBench>>} Bench */

/**
 * @param {(feed: string) => string} ours the page with our elements, for a feed's URL
 * @param {(feed: string) => string} bare the plain one
 */
export async function openBench(ours, bare) {
  const [browser, site] = await Promise.all([launch('chromium'), startSite()]);
  const [oursSide, bareSide] = [await openSide('ours', ours), await openSide('bare', bare)];

  /** @param {string} name @param {(feed: string) => string} write */
  async function openSide(name, write) {
    const feed = await startFeed();
    site.pages.set(`/${name}`, {body: write(`${feed.url}/feed`)});
    const {page} = await openPage(browser);
    await page.goto(`${site.url}/${name}`);
    while ((await feed.subscribers()) === 0) await page.evaluate(() => undefined);
    return {feed, page};
  }

  return {
    ours: oursSide,
    bare: bareSide,
    async close() {
      await browser.close();
      await Promise.all([oursSide.feed.stop(), bareSide.feed.stop(), site.stop()]);
    },
  };
}

export {html, scriptTag};

/** A script element: these pages have no policy. @param {string} code */
export const inline = (code) => `<script>${code}</script>`;
