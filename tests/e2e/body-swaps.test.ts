// Libraries that replace the body or hydrate the document, as their users load them: the banner is there once, after each
// navigation, with one connection; and a page that hangs has it too.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {Page} from 'puppeteer-core';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {hydration, writtenByReact} from '../support/react-pages.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Astro's ClientRouter, in short: it takes the next page's body in a view transition. */
const ROUTER = `document.addEventListener('click', async (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  const text = await (await fetch(link.href)).text();
  const next = new DOMParser().parseFromString(text, 'text/html');
  const swap = () => { history.pushState({}, '', link.href); document.body.replaceWith(next.body); };
  if (document.startViewTransition) document.startViewTransition(swap); else swap();
});`;

/** What each library needs in the head and on the body. */
const libraries: Record<string, {script: string; type?: string; body?: string; head?: string}> = {
  Turbo: {script: '@hotwired/turbo/dist/turbo.es2017-umd.js'},
  'Turbo with morphing': {
    script: '@hotwired/turbo/dist/turbo.es2017-umd.js',
    head: '<meta name="turbo-refresh-method" content="morph">',
  },
  'htmx with hx-boost': {script: 'htmx.org/dist/htmx.min.js', body: 'hx-boost="true"'},
  'a router that swaps the body in a view transition': {script: ''},
};

let feed: Awaited<ReturnType<typeof startFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  [feed, site] = await Promise.all([startFeed(), startSite()]);
});
afterAll(async () => {
  await feed?.stop();
  await site?.stop();
});

const incident = {
  name: 'Card payments fail',
  impact: 'critical',
  components: [{id: 'payments', status: 'major_outage'}],
};

/** Publishes an incident for the time of a test. */
async function publish(): Promise<void> {
  const {id} = (await feed.send('POST', '/incidents', incident)) as {id: string};
  onTestFinished(() => void feed.send('DELETE', `/incidents/${id}`));
}

const tellsOnce = (page: Page) =>
  expect
    .poll(() => seen(page, 'outage-banner'), soon)
    .toEqual([expect.stringContaining('Card payments fail')]);

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  async function open() {
    const {page, complaints, close} = await openPage(browser);
    onTestFinished(close);
    return {page, complaints};
  }

  for (const place of ['head', 'body'] as const) {
    test.each(Object.entries(libraries))(`%s, the tag in the ${place}`, async (name, library) => {
      await publish();
      const {script, body = '', head = ''} = library;
      const path = `/${name.replace(/\W+/g, '-')}-${place}`;
      const code = script ? await readFile(modules + script, 'utf8') : ROUTER;
      site.pages.set(`${path}.js`, {type: 'text/javascript', body: code});
      const tag = scriptTag(`${feed.url}/feed`);
      for (const number of [1, 2, 3]) {
        const next = `${path}/${(number % 3) + 1}`;
        const content = `<main><h1>Page ${number}</h1><a id="next" href="${next}">Next</a></main>`;
        const heads = `${head}<script src="${path}.js" defer></script>${place === 'head' ? tag : ''}`;
        const text = html(content + (place === 'body' ? tag : ''), {head: heads});
        site.pages.set(`${path}/${number}`, {body: text.replace('<body>', `<body ${body}>`)});
      }
      const {page, complaints} = await open();
      await page.goto(`${site.url}${path}/1`);
      await tellsOnce(page);
      await page.evaluate(() => ((globalThis as {isSame?: boolean}).isSame = true));
      for (const number of [2, 3, 1]) {
        await page.$eval('#next', (link) => (link as HTMLElement).click());
        await page.waitForFunction(
          (title) => document.querySelector('h1')?.textContent === title,
          {},
          `Page ${number}`,
        );
        await tellsOnce(page);
      }
      await page.goBack();
      await tellsOnce(page);
      expect(await page.evaluate(() => (globalThis as {isSame?: boolean}).isSame)).toBe(true);
      await expect.poll(() => feed.subscribers(), soon).toBe(1);
      expect(await complaints()).toEqual([]);
    });
  }

  test('Turbo that morphs the page it is on', async () => {
    await publish();
    const code = await readFile(`${modules}@hotwired/turbo/dist/turbo.es2017-umd.js`, 'utf8');
    site.pages.set('/turbo.js', {type: 'text/javascript', body: code});
    const refresh = '<meta name="turbo-refresh-method" content="morph">';
    const head = `${refresh}<script src="/turbo.js"></script>${scriptTag(`${feed.url}/feed`)}`;
    let visits = 0;
    site.pages.set('/morph', {body: () => html(`<main><h1>Visit ${++visits}</h1></main>`, {head})});
    const {page} = await open();
    await page.goto(`${site.url}/morph`);
    await tellsOnce(page);
    for (const number of [2, 3]) {
      await page.evaluate(() =>
        (globalThis as any).Turbo.visit(location.href, {action: 'replace'}),
      );
      await page.waitForFunction(
        (title) => document.querySelector('h1')?.textContent === title,
        {},
        `Visit ${number}`,
      );
      await tellsOnce(page);
    }
  });

  describe.each([18, 19] as const)('React %d that hydrates the document', (version) => {
    const count = (page: Page) => page.$eval('#last', ({textContent}) => textContent);

    async function openWritten() {
      const url = `${feed.url}/feed`;
      site.pages.set(`/react-${version}`, {body: writtenByReact(version, url)});
      const opened = await open();
      await opened.page.goto(`${site.url}/react-${version}`);
      return {...opened, hydrate: async () => opened.page.evaluate(await hydration(version, url))};
    }

    test('finds a healthy page as the server wrote it, and has the banner with the news', async () => {
      const {page, complaints, hydrate} = await openWritten();
      await expect.poll(() => feed.subscribers(), soon).toBe(1);
      await hydrate();
      await page.waitForFunction(() =>
        Object.keys(document.querySelector('#last')!).some((key) => key.startsWith('__react')),
      );
      await page.$eval('#last', (button) => (button as HTMLElement).click());
      await expect.poll(() => count(page), soon).toBe('Count 1');
      expect(await complaints()).toEqual([]);
      await publish();
      await tellsOnce(page);
      await page.$eval('#last', (button) => (button as HTMLElement).click());
      await expect.poll(() => count(page), soon).toBe('Count 2');
      await tellsOnce(page);
    });

    test('keeps the banner that came before it', async () => {
      await publish();
      const {page, hydrate} = await openWritten();
      await tellsOnce(page);
      await hydrate();
      await page.waitForFunction(() =>
        Object.keys(document.querySelector('#last')!).some((key) => key.startsWith('__react')),
      );
      await tellsOnce(page);
      await page.$eval('#last', (button) => (button as HTMLElement).click());
      await expect.poll(() => count(page), soon).toBe('Count 1');
      await tellsOnce(page);
      await expect.poll(() => feed.subscribers(), soon).toBe(1);
    });
  });

  test.each([
    ['a script', '<script src="/hangs"></script>'],
    ['a deferred script', '<script src="/hangs" defer></script>'],
    ['a module', '<script type="module" src="/hangs"></script>'],
    ['a picture', '<img src="/hangs" alt="">'],
  ])('%s that is never answered does not keep the banner away', async (_name, hanging) => {
    await publish();
    site.pages.set('/hangs', {body: '', hangs: true});
    const content = `<a href="#main">Skip</a><main id="main"><h1>Shop</h1></main>${hanging}<p>End</p>`;
    const tag = scriptTag(`${feed.url}/feed`);
    site.pages.set('/hanging', {body: html(content, {head: tag})});
    const {page} = await open();
    void page.goto(`${site.url}/hanging`).catch(() => undefined);
    await tellsOnce(page);
    expect(await page.evaluate(() => document.readyState)).not.toBe('complete');
    expect(await page.$eval('body > :first-child', ({localName}) => localName)).toBe('a');
  });
});
