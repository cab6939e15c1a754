// Five real tabs show one product, which is served by HTTP/1.1: browsers allow six connections to a
// host.
import {readFile} from 'node:fs/promises';
import type {Browser, BrowserContext, Page} from 'puppeteer-core';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {launch, seen} from '../support/browser.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {startGate} from '../support/gate.ts';
import {html} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};
const TABS = 5;
const WELL = 'Payments: working';
const OUT = 'Payments: major outage';

/** The product: its pages, its own data, and the feed behind the same host. */
const startProduct = (feed: string, script: Buffer) =>
  startGate(feed, (url, outgoing) => {
    if (url.startsWith('/feed')) return false;
    if (url === '/outage-widgets.js')
      outgoing.writeHead(200, {'Content-Type': 'text/javascript'}).end(script);
    else if (url.startsWith('/data'))
      outgoing.writeHead(200, {'Content-Type': 'text/plain', 'Cache-Control': 'no-store'}).end(url);
    else if (url === '/favicon.ico') outgoing.writeHead(204).end();
    else outgoing.writeHead(200, {'Content-Type': 'text/html'}).end(url === '/' ? home : elsewhere);
    return true;
  });

const widgets = '<outage-indicator component="Payments"></outage-indicator>'.repeat(5);
const home = html(`<div id="here">${widgets}</div><div id="there"></div>`, {
  head: '<script async src="/outage-widgets.js" data-src="/feed"></script>',
});
const elsewhere = html('<h1>Elsewhere</h1>');

let feed: Awaited<ReturnType<typeof startFeed>>;
let product: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
let context: BrowserContext;
let tabs: Page[];

beforeAll(async () => {
  const script = await readFile(new URL('../../cdn/outage-widgets.js', import.meta.url));
  [feed, browser] = await Promise.all([startFeed(), launch('chromium')]);
  product = await startProduct(feed.url, script);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await feed?.stop();
});

/** A tab in a window of its own, so that it is seen beside others; it shows what the feed says. */
async function openTab(words = WELL): Promise<Page> {
  const tab = await context.newPage({type: 'window'});
  await tab.goto(product.url);
  await shows(tab, words);
  return tab;
}

const shows = (tab: Page, words: string) =>
  expect.poll(() => seen(tab, 'outage-indicator'), soon).toEqual(Array(5).fill(words));

/** Which tab holds the feed, by its place among the others. */
async function leader(): Promise<number> {
  const ids = await Promise.all(
    tabs.map((tab) =>
      tab.evaluate(async () => {
        const {held} = await navigator.locks.query();
        const mine = crypto.randomUUID();
        // The lock of one's own page is known by its client.
        const client = await navigator.locks.request(mine, async () => {
          const own = (await navigator.locks.query()).held!;
          return own.find(({name}) => name === mine)!.clientId;
        });
        return held!.some(
          ({name, clientId}) => name!.startsWith('outage-widgets') && clientId === client,
        );
      }),
    ),
  );
  return ids.indexOf(true);
}

/** An incident, as an operator posts it; resolves with the way to end it. */
async function breakPayments() {
  const components = [{id: 'payments', status: 'major_outage'}];
  const {id} = await feed.send('POST', '/incidents', {name: 'Payments fail', components});
  return async () => {
    await feed.send('DELETE', `/incidents/${id}`);
    await feed.send('PUT', '/components/payments', {status: 'operational'});
  };
}

async function openAll() {
  tabs = [];
  for (let tab = 0; tab < TABS; tab++) tabs.push(await openTab());
}

beforeEach(async () => {
  product?.requests.splice(0);
  context = await browser.createBrowserContext();
  return async () => {
    await context.close();
    await expect.poll(() => feed.subscribers(), soon).toBe(0);
  };
});

test('five tabs of five widgets are one request, and leave the product all the others it may make', async () => {
  await openAll();
  expect(product.requests).toEqual(['GET /feed']);
  expect(await feed.subscribers()).toBe(1);
  const own = await tabs[4]!.evaluate(async () => {
    const ask = async (index: number) => (await fetch(`/data/${index}`)).text();
    return Promise.all(Array.from({length: 6}, (_, index) => ask(index)));
  });
  expect(own).toEqual(Array.from({length: 6}, (_, index) => `/data/${index}`));
  const repair = await breakPayments();
  for (const tab of tabs) await shows(tab, OUT);
  expect(product.requests).toEqual(['GET /feed']);

  // The tab that connects is closed; what is posted right after reaches all that are left.
  await repair();
  for (const tab of tabs) await shows(tab, WELL);
  const [first] = tabs.splice(await leader(), 1);
  await first!.close();
  const repairAgain = await breakPayments();
  for (const tab of tabs) await shows(tab, OUT);
  expect(product.requests).toEqual(['GET /feed', 'GET /feed']);
  expect(await feed.subscribers()).toBe(1);

  // The next one is frozen.
  const index = await leader();
  const session = await tabs[index]!.createCDPSession();
  await session.send('Page.setWebLifecycleState', {state: 'frozen'});
  await repairAgain();
  const others = tabs.filter((_, place) => place !== index);
  for (const tab of others) await shows(tab, WELL);
  expect(product.requests).toHaveLength(3);
  expect(await feed.subscribers()).toBe(1);
  await session.send('Page.setWebLifecycleState', {state: 'active'});
  // It is hidden from now on, and rests until it is seen; the browser tests see it.
  expect(await tabs[index]!.evaluate(() => document.visibilityState)).toBe('hidden');
  expect(await feed.subscribers()).toBe(1);
  expect(product.requests).toHaveLength(3);
});

test('a page that was left and came back by the back button goes on', async () => {
  const tab = await openTab();
  await tab.evaluate(() => {
    addEventListener('pageshow', ({persisted}) => Object.assign(globalThis, {persisted}));
  });
  await tab.goto(`${product.url}/elsewhere`);
  await expect.poll(() => feed.subscribers(), soon).toBe(0);
  const repair = await breakPayments();
  await tab.goBack();
  await shows(tab, OUT);
  expect(await tab.evaluate(() => (globalThis as {persisted?: boolean}).persisted)).toBe(true);
  expect(await feed.subscribers()).toBe(1);
  await repair();
  await shows(tab, WELL);
});

test('elements that are moved, or come and go a thousand times, cost one connection and no timers', async () => {
  const tab = await context.newPage({type: 'window'});
  await tab.evaluateOnNewDocument(() => {
    const timers = new Set<unknown>();
    const {setTimeout, clearTimeout} = globalThis;
    Object.assign(globalThis, {
      timers,
      setTimeout(call: () => void, ms?: number) {
        const id = setTimeout(() => {
          timers.delete(id);
          call();
        }, ms);
        timers.add(id);
        return id;
      },
      clearTimeout(id: number) {
        timers.delete(id);
        clearTimeout(id);
      },
    });
  });
  await tab.goto(product.url);
  await shows(tab, WELL);
  const before = await tab.evaluate(() => (globalThis as {timers?: Set<unknown>}).timers!.size);
  const after = await tab.evaluate(() => {
    const [here, there] = [document.querySelector('#here')!, document.querySelector('#there')!];
    for (let storm = 0; storm < 1_000; storm++) {
      const [from, to] = storm % 2 ? [there, here] : [here, there];
      to.append(...from.children);
      const element = document.createElement('outage-indicator');
      to.append(element);
      element.remove();
    }
    return (globalThis as {timers?: Set<unknown>}).timers!.size;
  });
  expect(after).toBeLessThanOrEqual(before + 5);
  await shows(tab, WELL);
  expect(product.requests).toEqual(['GET /feed']);
  expect(await feed.subscribers()).toBe(1);
  const repair = await breakPayments();
  await shows(tab, OUT);
  expect(product.requests).toEqual(['GET /feed']);
  await repair();
});
