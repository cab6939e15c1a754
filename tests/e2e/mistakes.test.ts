// A mistake is posted on the demo's operator page and removed again, and practice is stopped: every
// page that is open is then as it was, and says nothing about it.
import type {Page} from 'puppeteer-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {startDemo} from '../../demo/start.mjs';
import {engines, launch, listen, openPage, seen, spoken} from '../support/browser.mjs';

const soon = {timeout: 15_000, interval: 50};
const OPEN = ['/', '/plain', '/operator'];

type Opened = Awaited<ReturnType<typeof openPage>> & {path: string};

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo({port: 0, say: () => undefined});
});
afterAll(() => demo?.close());

/** Presses the shown button with this text, as the Enter key does: no move of the page misses it. */
async function press(page: Page, text: RegExp): Promise<void> {
  const isPressed = () =>
    page.evaluate((source) => {
      const pattern = new RegExp(source);
      const found = [...document.querySelectorAll('button')].find(
        (button) => button.checkVisibility() && pattern.test(button.textContent.trim()),
      );
      found?.click();
      return found !== undefined;
    }, text.source);
  await expect.poll(isPressed, {...soon, message: text.source}).toBe(true);
}

/** All that somebody sees of the elements on a page, and how they lie there. */
const look = ({page, path}: Opened) =>
  page.$$eval(
    'outage-banner, outage-notice, outage-indicator',
    (elements, isReaders) =>
      elements
        .filter((element) => element.checkVisibility())
        .map((element) => {
          const {left, top, width, height} = element.getBoundingClientRect();
          const text = [...element.shadowRoot!.children].map(
            (part) => (part as HTMLElement).innerText,
          );
          // The operator's page tells the operator what has been done, above the elements.
          const place = isReaders ? [left, top, width, height] : [];
          return [element.localName, ...text, ...place].join(' ');
        }),
    path !== '/operator',
  );

const bannerOf = async (page: Page) => (await seen(page, 'outage-banner')).join();

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  let pages: Opened[];
  let before: string[][];
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    pages = [];
    for (const path of OPEN) {
      const opened = await openPage(browser);
      pages.push({...opened, path});
      await listen(opened.page, 'ariaNotify');
      await opened.page.goto(demo.url + path);
      await expect
        .poll(() => seen(opened.page, 'outage-indicator'), soon)
        .toContainEqual('All systems working');
    }
    before = await Promise.all(pages.map(look));
  });
  afterEach(async () => {
    await Promise.all(pages.map(({close}) => close()));
  });

  const operator = () => pages.find(({path}) => path === '/operator')!.page;

  /** Each page tells the news, on the screen and to screen readers. */
  async function areTold(words: string): Promise<void> {
    for (const {page, path} of pages) {
      await expect.poll(() => bannerOf(page), {...soon, message: path}).toContain(words);
      await expect.poll(() => spoken(page), {...soon, message: path}).toHaveLength(1);
    }
  }

  /** Each page is as it was. Another piece of news shows that nothing was waiting to be said. */
  async function areAsBefore(): Promise<void> {
    for (const [index, opened] of pages.entries()) {
      await expect.poll(() => look(opened), {...soon, message: opened.path}).toEqual(before[index]);
    }
    const next = await fetch(`${demo.url}/incidents`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({
        name: 'Another matter',
        components: [{id: 'exports', status: 'major_outage'}],
      }),
    });
    const {id} = (await next.json()) as {id: string};
    for (const {page, path} of pages) {
      await expect
        .poll(async () => (await spoken(page)).slice(1), {...soon, message: path})
        .toEqual([expect.stringContaining('Another matter')]);
    }
    await fetch(`${demo.url}/incidents/${id}`, {method: 'DELETE'});
    for (const [index, opened] of pages.entries()) {
      await expect.poll(() => look(opened), {...soon, message: opened.path}).toEqual(before[index]);
      expect(await spoken(opened.page), opened.path).toHaveLength(2);
    }
  }

  test('an operator removes a mistake: no page keeps a trace of it', async () => {
    const page = operator();
    await press(page, /^Report a problem$/);
    await page.click('form[data-compose="incident"] input[value="payments"]');
    await page.type('#name', 'TEST please ignore');
    await press(page, /^Publish to everyone$/);
    await areTold('TEST please ignore');

    await press(page, /^Remove$/);
    await press(page, /^Yes, /);
    await areAsBefore();
  });

  test('practice is stopped: no page keeps a trace of it', async () => {
    const page = operator();
    await press(page, /^Play an outage$/);
    await areTold('Some card payments fail');
    await press(page, /^Stop/);
    await areAsBefore();
  });
});
