// Small screens, large text, other colours, other directions: what people have set up for themselves, in Chromium,
// which can pretend to be set up so. With the longest texts a feed may bring.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Page} from 'puppeteer-core';
import {engines, launch, listen, openPage, seen, spoken} from '../support/browser.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};
const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

const incident = {
  name: `Payments with ${word} fail for everybody who pays in one of fourteen countries`,
  status: 'identified',
  impact: 'critical',
  body: `https://example.com/${'a-very-long-path-without-a-break'.repeat(6)} ${word} رفض مزود البطاقات الطلبات.`,
  components: [{id: 'payments', status: 'major_outage'}],
  shortlink: 'https://status.example.com/incidents/1',
  ext: {
    workaround: `Pay by bank transfer to DE${'0123456789'.repeat(8)}.`,
    next_update_at: new Date(Date.now() + 1_800_000).toISOString(),
    affected: {count: 1_234_567, unit: 'customers', scope: word},
  },
};

const content = `<main>
  <h1>Invoices</h1>
  <p><outage-indicator></outage-indicator></p>
  <p><outage-indicator component="Payments" label="${word}"></outage-indicator></p>
  <outage-notice component="Payments"></outage-notice>
</main>`;

let feed: Awaited<ReturnType<typeof startFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Awaited<ReturnType<typeof launch>>;

describe.runIf(engines.includes('chromium'))('chromium', () => {
  beforeAll(async () => {
    [feed, site, browser] = await Promise.all([startFeed(), startSite(), launch('chromium')]);
    const head = scriptTag(`${feed.url}/feed`);
    site.pages.set('/', {body: html(content, {head})});
    site.pages.set('/rtl', {body: html(content, {head, attributes: 'lang="ar" dir="rtl"'})});
  });
  afterAll(async () => {
    await browser?.close();
    await feed?.stop();
    await site?.stop();
  });

  /** A page set up in some way, with everything open that can be. */
  async function visit(path: string, setUp: (page: Page) => Promise<unknown>) {
    const {page} = await openPage(browser);
    await setUp(page);
    await page.goto(site.url + path);
    await expect.poll(() => seen(page, 'outage-banner'), soon).toHaveLength(1);
    await page.$eval('outage-banner', (element) =>
      element.shadowRoot!.querySelector<HTMLElement>('[part=details] > summary')!.click(),
    );
    await expect
      .poll(() => seen(page, 'outage-banner'), soon)
      .toEqual([expect.stringContaining('a-very-long-path')]);
    return page;
  }

  /** Finds text that leaves the screen or its box. */
  function outside(page: Page) {
    return page.evaluate(() => {
      const found: string[] = [];
      const {scrollWidth, clientWidth} = document.documentElement;
      if (scrollWidth > clientWidth)
        found.push(`the page scrolls: ${scrollWidth} > ${clientWidth}`);
      const roots = [...document.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []);
      for (const root of roots) {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const text = texts.currentNode;
          const parent = text.parentElement!;
          // Meant for screen readers alone.
          if (!text.nodeValue!.trim() || parent.closest('.unseen, style')) continue;
          if (!parent.checkVisibility()) continue;
          const range = document.createRange();
          range.selectNodeContents(text);
          let around = parent.closest('[part]')!;
          // Open details have no box of their own.
          if (getComputedStyle(around).display === 'contents')
            around = around.parentElement!.closest('[part]')!;
          const box = around.getBoundingClientRect();
          for (const {left, right, top, bottom} of range.getClientRects()) {
            const fits = left >= -1 && right <= clientWidth + 1;
            const within =
              left >= box.left - 1 &&
              right <= box.right + 1 &&
              top >= box.top - 4 &&
              bottom <= box.bottom + 4;
            if (!fits || !within)
              found.push(`${text.nodeValue!.trim().slice(0, 40)}: ${left}–${right}`);
          }
        }
      }
      return found;
    });
  }

  const media = (name: string, value: string) => async (page: Page) => {
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {features: [{name, value}]});
  };

  describe('long texts', () => {
    let id: string;
    beforeAll(async () => {
      ({id} = await feed.send('POST', '/incidents', incident));
    });
    afterAll(() => feed.send('DELETE', `/incidents/${id}`));

    test.each([
      ['in a narrow window', '/', 320, 640, 1],
      ['at 400 %', '/', 320, 256, 4],
      ['from right to left', '/rtl', 800, 600, 1],
      ['from right to left in a narrow window', '/rtl', 320, 640, 1],
    ])('%s', async (_, path, width, height, deviceScaleFactor) => {
      const page = await visit(path, (page) =>
        page.setViewport({width, height, deviceScaleFactor}),
      );
      expect(await outside(page)).toEqual([]);
    });

    test('with the spacing people may set (WCAG 1.4.12)', async () => {
      const page = await visit('/', (page) => page.setViewport({width: 320, height: 640}));
      await page.addStyleTag({
        content:
          '* {line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em} p {margin-bottom: 2em}',
      });
      expect(await outside(page)).toEqual([]);
    });

    test('from right to left everything is mirrored', async () => {
      const page = await visit('/rtl', (page) => page.setViewport({width: 800, height: 600}));
      const [icon, title, dismiss] = await page.$eval('outage-banner', ({shadowRoot}) =>
        ['[part=icon]', '[part=title]', '[part=dismiss]'].map(
          (part) => shadowRoot!.querySelector(part)!.getBoundingClientRect().x,
        ),
      );
      expect(icon).toBeGreaterThan(title!);
      expect(title).toBeGreaterThan(dismiss!);
    });

    test('in forced colours boxes have borders and glyphs are seen', async () => {
      const page = await visit('/', media('forced-colors', 'active'));
      expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
      for (const tag of ['outage-banner', 'outage-notice']) {
        const {border, width, background} = await page.$eval(tag, ({shadowRoot}) => {
          const style = getComputedStyle(
            shadowRoot!.querySelector('[part=banner], [part=notice]')!,
          );
          return {
            border: style.borderTopColor,
            width: parseFloat(style.borderTopWidth),
            background: getComputedStyle(document.body).backgroundColor,
          };
        });
        expect(width).toBeGreaterThanOrEqual(1);
        expect(border).not.toBe(background);
        expect(border).not.toMatch(/rgba\(.*, 0\)|transparent/);
      }
      for (const tag of ['outage-banner', 'outage-notice', 'outage-indicator']) {
        const [glyph, canvas] = await page.$eval(tag, ({shadowRoot}) => {
          const probe = document.body.appendChild(document.createElement('p'));
          probe.style.color = 'Canvas';
          const canvas = getComputedStyle(probe).color;
          probe.remove();
          return [getComputedStyle(shadowRoot!.querySelector('svg')!).color, canvas];
        });
        expect(glyph, tag).not.toBe(canvas);
      }
      expect(await outside(page)).toEqual([]);
    });

    test('with more contrast lines are thicker, and no text is faded', async () => {
      const page = await visit('/', media('prefers-contrast', 'more'));
      for (const tag of ['outage-banner', 'outage-notice']) {
        const {widths, fades} = await page.$eval(tag, ({shadowRoot}) => {
          const box = getComputedStyle(shadowRoot!.querySelector('.box')!);
          const texts = [...shadowRoot!.querySelectorAll('.meta span')];
          return {
            widths: [box.borderTopWidth, box.borderInlineStartWidth].map(parseFloat),
            fades: texts.map((text) => getComputedStyle(text).opacity),
          };
        });
        expect(Math.min(...widths), tag).toBeGreaterThanOrEqual(2);
        expect(new Set(fades), tag).toEqual(new Set(['1']));
      }
    });

    test('on paper there is no banner and no button, and an indicator is text', async () => {
      const page = await visit('/', () => Promise.resolve());
      await page.emulateMediaType('print');
      expect(await page.$eval('outage-banner', (banner) => banner.checkVisibility())).toBe(false);
      const controls = await page.$$eval('outage-notice, outage-indicator', (elements) =>
        elements.flatMap(({shadowRoot}) =>
          [...shadowRoot!.querySelectorAll('a, button, summary')]
            .filter((control) => control.checkVisibility())
            .map(({localName}) => localName),
        ),
      );
      expect(controls).toEqual([]);
      const [text, glyph] = await page.$eval('outage-indicator', ({shadowRoot}) => [
        shadowRoot!.querySelector<HTMLElement>('[part=indicator]')!.innerText.trim(),
        shadowRoot!.querySelector('svg')!.checkVisibility(),
      ]);
      expect(text).toBe('Major outage');
      expect(glyph).toBe(false);
      expect((await page.pdf()).length).toBeGreaterThan(0);
    });

    test.each([320, 390, 820])('a finger finds 44 px wherever it presses: %d px', async (width) => {
      const page = await visit('/', (page) =>
        page.setViewport({width, height: 844, isMobile: true, hasTouch: true}),
      );
      expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
      const missed = await page.$eval('outage-banner', ({shadowRoot}) =>
        [...shadowRoot!.querySelectorAll('a, button, summary')]
          .filter((target) => target.checkVisibility())
          .flatMap((target) => {
            target.scrollIntoView({block: 'center'});
            const {left, top, width, height} = target.getBoundingClientRect();
            const [x, y] = [left + width / 2, top + height / 2];
            const isHit = (x: number, y: number) =>
              target.contains(shadowRoot!.elementFromPoint(x, y));
            // The target reaches as far to both sides together as a finger is wide.
            const reach = (dx: number, dy: number) => {
              let far = 0;
              while (far < 60 && isHit(x + dx * (far + 1), y + dy * (far + 1))) far++;
              return far;
            };
            const across = reach(1, 0) + reach(-1, 0) + 1;
            const down = reach(0, 1) + reach(0, -1) + 1;
            const name = target.getAttribute('aria-label') ?? target.textContent.trim();
            return Math.min(across, down) < 44 ? [`${name}: ${across} × ${down}`] : [];
          }),
      );
      expect(missed).toEqual([]);
    });

    test('with reduced motion nothing moves', async () => {
      const page = await visit('/', media('prefers-reduced-motion', 'reduce'));
      const moving = await page.evaluate(() =>
        [
          document,
          ...[...document.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []),
        ]
          .flatMap((root) => root.getAnimations())
          .map(({playState}) => playState),
      );
      expect(moving).toEqual([]);
    });
  });

  test('an incident moves the page once', async () => {
    const {page} = await openPage(browser);
    await listen(page, 'ariaNotify');
    await page.goto(site.url);
    await expect.poll(() => feed.subscribers(), soon).toBeGreaterThan(0);
    await expect
      .poll(() => seen(page, 'outage-indicator'), soon)
      .toEqual(['All systems working', expect.stringContaining('working')]);
    await page.evaluate(() => {
      const shifts: number[] = [];
      (globalThis as any).shifts = shifts;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as any).value);
      }).observe({type: 'layout-shift'});
    });
    const components = [{id: 'payments', status: 'partial_outage'}];
    const {id} = await feed.send('POST', '/incidents', {name: 'Payments fail', components});
    // A second after it is shown: whatever was going to move has moved.
    await expect.poll(() => spoken(page), soon).toHaveLength(1);
    const shifts = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve((globalThis as any).shifts)),
          ),
        ),
    );
    console.log(`layout shift of a banner and a notice on an 800 × 600 page: ${shifts.join(', ')}`);
    expect(shifts).toHaveLength(1);
    await feed.send('DELETE', `/incidents/${id}`);
  });
});
