// The shells of real applications, with news and without: the banner finds a place in each of them by itself, and the
// application keeps its own.
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import type {Page} from 'puppeteer-core';
import {engines, launch, openPage} from '../support/browser.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {allShells} from '../support/shells.mjs';
import type {Shell} from '../support/shells.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};
const shells = await allShells();
const sizes = [
  {width: 1280, height: 800},
  {width: 390, height: 844},
];

let feed: Awaited<ReturnType<typeof startFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;

const incident = {
  name: 'Card payments fail',
  status: 'identified',
  impact: 'critical',
  body: 'Our card provider rejects requests. We are moving payments to a second one.',
  components: [{id: 'payments', status: 'major_outage'}],
};

const pathOf = ({name}: Shell, mark: string) => `/${name.replace(/\W+/g, '-')}/${mark}`;

function addPages(shell: Shell): void {
  const styles = shell.css.map((text) => `<style>${text}</style>`).join('');
  site.pages.set(pathOf(shell, 'alone'), {body: html(shell.body, {head: styles})});
  const head = styles + scriptTag(`${feed.url}/feed`);
  site.pages.set(pathOf(shell, 'told'), {body: html(shell.body, {head})});
}

beforeAll(async () => {
  [feed, site] = await Promise.all([startFeed(), startSite()]);
  shells.forEach(addPages);
  await feed.send('POST', '/incidents', incident);
});
afterAll(async () => {
  await feed?.stop();
  await site?.stop();
});

/** The boxes of everything that has an id, on the page itself and not in the window. */
const boxes = (page: Page) =>
  page.$$eval('body [id]', (elements) =>
    Object.fromEntries(
      elements.map((element) => {
        const {left, top, width, height} = element.getBoundingClientRect();
        return [element.id, {left, top: top + scrollY, width, height}];
      }),
    ),
  );

type Boxes = Awaited<ReturnType<typeof boxes>>;

/** By how much anything differs at most. */
function difference(before: Boxes, after: Boxes, side: keyof Boxes[string]): number {
  return Math.max(
    ...Object.keys(before).map((id) => Math.abs(after[id]![side] - before[id]![side])),
  );
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(site.url + path);
  await page.waitForFunction(() => document.querySelector('outage-banner')?.hasAttribute('level'));
  // The place is settled with the frame after the page has loaded.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** What lies at the title of the banner, with the page at its top. */
const atTitle = (page: Page) =>
  page.evaluate(() => {
    scrollTo({top: 0, behavior: 'instant'});
    const banner = document.querySelector('outage-banner')!;
    const range = document.createRange();
    range.selectNodeContents(banner.shadowRoot!.querySelector('[part=title]')!);
    const rects = [...range.getClientRects()].filter(({width}) => width > 1);
    return rects
      .flatMap(({left, right, top, bottom}) =>
        [left + 2, (left + right) / 2, right - 2].map((x) => [x, (top + bottom) / 2] as const),
      )
      .map(([x, y]) => document.elementFromPoint(x, y)?.localName ?? 'nothing');
  });

/** Reaches for the last control, and clicks at its middle, as a person would. */
async function clickLast(page: Page): Promise<boolean> {
  const last = (await page.$('#last'))!;
  await last.evaluate((element) => {
    element.addEventListener('click', () => element.setAttribute('data-clicked', ''));
    element.scrollIntoView({block: 'end', behavior: 'instant'});
  });
  const {x, y, width, height} = (await last.boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2);
  return last.evaluate((element) => element.hasAttribute('data-clicked'));
}

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  describe.each(sizes)('$width × $height', (size) => {
    test.each(shells.map((shell) => [shell.name, shell] as const))('%s', async (_name, shell) => {
      const {page, complaints, close} = await openPage(browser);
      onTestFinished(close);
      await page.setViewport(size);
      await page.goto(site.url + pathOf(shell, 'alone'));
      const alone = await boxes(page);
      await visit(page, pathOf(shell, 'told'));

      const placed = await page.$eval('outage-banner', (banner) => banner.getAttribute('placed'));
      expect(placed ?? 'flow').toBe(shell.layout);
      const told = await boxes(page);
      for (const side of ['left', 'width'] as const) {
        expect(difference(alone, told, side), side).toBeLessThanOrEqual(1);
      }
      if (shell.layout === 'overlay') {
        for (const side of ['top', 'height'] as const) {
          expect(difference(alone, told, side), side).toBeLessThanOrEqual(1);
        }
      }

      const found = await atTitle(page);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set(['outage-banner']));
      expect(await clickLast(page)).toBe(true);

      expect(await page.$$eval('outage-banner', ({length}) => length)).toBe(1);
      await expect.poll(() => feed.subscribers(), soon).toBe(1);
      expect(await complaints()).toEqual([]);
    });
  });
});

// Puppeteer cannot set the medium of Firefox.
describe.runIf(engines.includes('chromium'))('print', () => {
  test('leaves the banner out of every page', async () => {
    const browser = await launch('chromium');
    onTestFinished(() => browser.close());
    const {page, close} = await openPage(browser);
    onTestFinished(close);
    for (const shell of shells) {
      await page.emulateMediaType('screen');
      await visit(page, pathOf(shell, 'told'));
      await page.emulateMediaType('print');
      const isSeen = await page.$eval('outage-banner', (banner) => banner.checkVisibility());
      expect(isSeen, shell.name).toBe(false);
    }
  });
});
