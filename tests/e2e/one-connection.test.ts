// However many elements a page has, the feed's server meets one reader.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {startGate} from '../support/gate.ts';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};

let feed: Awaited<ReturnType<typeof startFeed>>;
let gate: Awaited<ReturnType<typeof startGate>>;
let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  [feed, site] = await Promise.all([startFeed(), startSite()]);
  gate = await startGate(feed.url);
  // Every way to name a feed is here: the page's default, an address of the element's own, a provider
  // around it, and a provider elsewhere.
  const src = `${gate.url}/feed`;
  const ways = (tag: string, count: number) =>
    Array.from({length: count}, (_, index) => {
      const attributes = ['', `src="${src}"`, 'for="the-feed"', ''][index % 4];
      const element = `<${tag} component="Payments" ${attributes}></${tag}>`;
      return index % 4 === 3 ? `<outage-feed src="${src}">${element}</outage-feed>` : element;
    }).join('');
  const elements =
    ways('outage-banner', 5) + ways('outage-notice', 20) + ways('outage-indicator', 20);
  site.pages.set('/', {
    body: html(`<outage-feed id="the-feed" src="${src}"></outage-feed><main>${elements}</main>`, {
      head: scriptTag(src),
    }),
  });
});

afterAll(async () => {
  await gate?.stop();
  await feed?.stop();
  await site?.stop();
});

describe.each(engines)('%s', (engine) => {
  test('5 banners, 20 notices and 20 indicators share one connection', async () => {
    gate.requests.length = 0;
    const browser = await launch(engine);
    try {
      const {page, complaints} = await openPage(browser);
      await page.goto(site.url);
      await expect
        .poll(() => seen(page, 'outage-indicator'), soon)
        .toEqual(Array.from({length: 20}, () => 'Payments: working'));
      const components = [{id: 'payments', status: 'major_outage'}];
      const {id} = await feed.send('POST', '/incidents', {name: 'Payments fail', components});
      await expect.poll(async () => (await seen(page, 'outage-banner')).length, soon).toBe(5);
      await expect.poll(async () => (await seen(page, 'outage-notice')).length, soon).toBe(20);
      await expect
        .poll(() => seen(page, 'outage-indicator'), soon)
        .toEqual(Array.from({length: 20}, () => 'Payments: major outage'));
      // One request in all, and not a single preflight.
      expect(gate.requests).toEqual(['GET /feed']);
      expect(await feed.subscribers()).toBe(1);

      await page.evaluate(() => document.body.replaceChildren());
      // The script tag puts its banner back: a page that replaces its body keeps the news.
      await expect.poll(async () => (await seen(page, 'outage-banner')).length, soon).toBe(1);
      expect(await feed.subscribers()).toBe(1);
      expect(gate.requests).toEqual(['GET /feed']);
      expect(await complaints()).toEqual([]);
      await feed.send('DELETE', `/incidents/${id}`);
      await feed.send('PUT', '/components/payments', {status: 'operational'});
    } finally {
      await browser.close();
    }
  });
});
