// Nothing moves under anybody's finger: an incident from its first word to its end, on the demo's
// pages, as Chromium counts the shifts of what is seen. Prints the table of docs/reliability.md.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Page} from 'puppeteer-core';
import {startDemo} from '../../demo/start.mjs';
import {engines, launch, listen, openPage, seen, spoken} from '../support/browser.mjs';
import {countShifts, hideAndShow, letPass, takeShift} from '../support/shifts.mjs';

const soon = {timeout: 15_000, interval: 50};
const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
const payments = (status: string) => [{id: 'payments', status}];

const first = () => ({
  name: 'Some card payments fail',
  status: 'investigating',
  impact: 'minor',
  components: payments('degraded_performance'),
  body: 'Some card payments have been declined for about two minutes. We are looking into it.',
});

/** The story of the demo. Each step comes with words that the banner or the notice then shows. */
const updates = [
  {
    step: 'update',
    shows: 'rejects about one in three',
    update: () => ({
      status: 'identified',
      impact: 'major',
      components: payments('partial_outage'),
      body: 'Our card provider rejects about one in three requests. Nobody is charged twice: a payment that fails is not taken.',
      ext: {next_update_at: inMinutes(30)},
    }),
  },
  {
    step: 'worse',
    shows: 'All card payments fail now',
    update: () => ({
      name: 'Card payments fail',
      status: 'identified',
      impact: 'critical',
      components: payments('major_outage'),
      body: 'All card payments fail now. We are moving them to our second provider.',
      ext: {next_update_at: inMinutes(30), eta: {at: inMinutes(60), confidence: 'low'}},
    }),
  },
  {
    step: 'workaround',
    shows: 'Pay by bank transfer',
    update: () => ({
      status: 'identified',
      body: 'Half of all card payments run through the second provider. It takes longer than we thought.',
      ext: {
        next_update_at: inMinutes(30),
        workaround: 'Pay by bank transfer: the details are on every invoice.',
        eta: {at: inMinutes(90), confidence: 'medium'},
      },
    }),
  },
  {
    step: 'fix',
    shows: 'go through again',
    update: () => ({
      status: 'monitoring',
      impact: 'minor',
      components: payments('degraded_performance'),
      body: 'All card payments go through again. Declined ones can be retried now; we are watching closely.',
      ext: {next_update_at: inMinutes(30), eta: null, workaround: null},
    }),
  },
  {
    step: 'resolved',
    shows: 'working again',
    update: () => ({
      status: 'resolved',
      components: payments('operational'),
      body: 'Card payments work again. No data was lost and nobody was charged twice.',
    }),
  },
];

/** The most that a step may move. Web Vitals call 0.1 of a whole visit good. */
const LIMITS: Record<string, number> = {appears: 0.1, offline: 0, online: 0, 'a minute': 0};
const limitOf = (step: string) => LIMITS[step] ?? 0.02;

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Awaited<ReturnType<typeof launch>>;

async function send(path: string, body: unknown): Promise<{id: string}> {
  const response = await fetch(demo.url + path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as {id: string};
}

async function visit(path: string, width: number, height: number): Promise<Page> {
  const {page} = await openPage(browser);
  await page.setViewport({width, height});
  await countShifts(page);
  await listen(page, 'ariaNotify');
  await page.goto(demo.url + path);
  await expect
    .poll(() => seen(page, 'outage-indicator'), soon)
    .toContainEqual('All systems working');
  await takeShift(page);
  return page;
}

/** Somebody is there: what is over must not leave before their eyes. */
const moveMouse = (page: Page) => page.mouse.move(200 + Math.random() * 50, 250);

const news = async (page: Page) =>
  [...(await seen(page, 'outage-banner')), ...(await seen(page, 'outage-notice'))].join(' ');

/** The reader goes offline and comes back, and then a minute passes. */
async function loseAndFindTheNetwork(page: Page, note: (step: string) => Promise<number>) {
  await page.setOfflineMode(true);
  await expect.poll(() => news(page), soon).toContain('You’re offline');
  await note('offline');
  await page.setOfflineMode(false);
  await expect.poll(() => news(page), soon).not.toContain('offline');
  await note('online');
  await letPass(page, MINUTE);
  await note('a minute');
}

describe.runIf(engines.includes('chromium'))('chromium', () => {
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo({port: 0, say: () => {}}), launch('chromium')]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  describe.each([
    ['product', '/', 1280, 800],
    ['product', '/', 390, 844],
    ['plain page', '/plain', 1280, 800],
    ['plain page', '/plain', 390, 844],
  ])('%s (%s) at %d px', (name, path, width, height) => {
    test('hardly moves from the first word to the last', async () => {
      const page = await visit(path, width, height);
      const shifts: Record<string, number> = {};
      const note = async (step: string) => (shifts[step] = await takeShift(page));

      const {id} = await send('/incidents', first());
      await expect.poll(() => news(page), soon).toContain('We know Payments is slow');
      await note('appears');
      const [folded] = await page.$$eval('outage-banner', (banners) =>
        banners.map(({offsetHeight}) => offsetHeight),
      );
      expect(folded, 'two lines, one row of facts').toBeLessThanOrEqual(96);

      for (const {step, shows, update} of updates) {
        await send(`/incidents/${id}/updates`, update());
        await expect.poll(() => news(page), soon).toContain(shows);
        await note(step);
        if (step !== 'worse') continue;
        await loseAndFindTheNetwork(page, note);
      }

      // Five minutes later somebody still reads.
      await page.evaluate(() => void ((globalThis as any).ahead += 360_000));
      await moveMouse(page);
      await letPass(page, 0);
      expect(await news(page)).toContain('Resolved');
      await note('five minutes');
      await hideAndShow(page);
      await expect.poll(() => news(page), soon).toBe('');

      const cells = Object.entries(shifts).map(([step, shift]) => `${step} ${shift.toFixed(3)}`);
      console.log(`${name}, ${width} px: ${cells.join(', ')}`);
      for (const [step, shift] of Object.entries(shifts)) {
        expect(shift, step).toBeLessThanOrEqual(limitOf(step));
      }
      await page.close();
    });
  });

  test('an overlay moves nothing of the page, and hardly its own words', async () => {
    const page = await visit('/plain', 1280, 800);
    await page.evaluate(() => {
      // Only this banner: those of the page are in the flow.
      const others = document.querySelectorAll('outage-banner, outage-notice, outage-indicator');
      for (const other of others) other.remove();
      const banner = document.createElement('outage-banner');
      banner.setAttribute('layout', 'overlay');
      document.body.append(banner);
    });
    await takeShift(page);
    const shifts: Record<string, number> = {};
    const note = async (step: string) => (shifts[step] = await takeShift(page));

    const {id} = await send('/incidents', first());
    await expect.poll(() => news(page), soon).toContain('Some card payments fail');
    await note('appears');
    const said = [
      'Partial outage',
      'Major outage',
      'Next update by',
      'A fix is in place',
      'Resolved',
    ];
    for (const [index, {step, update}] of updates.entries()) {
      await send(`/incidents/${id}/updates`, update());
      await expect.poll(() => news(page), soon).toContain(said[index]);
      await note(step);
      if (step !== 'worse') continue;
      await loseAndFindTheNetwork(page, note);
    }
    // Somebody is there, and it goes all the same: nothing moves without it.
    await moveMouse(page);
    await letPass(page, 360_000);
    await moveMouse(page);
    await expect.poll(() => news(page), soon).toBe('');
    await note('gone');
    console.log('overlay, 1280 px:', JSON.stringify(shifts));
    for (const [step, shift] of Object.entries(shifts)) {
      const isStill = ['appears', 'offline', 'online', 'a minute', 'gone'].includes(step);
      expect(shift, step).toBeLessThanOrEqual(isStill ? 0 : 0.001);
    }
    await page.close();
  });

  test('what is over leaves without a shift once it is out of sight', async () => {
    const page = await visit('/plain', 800, 260);
    const {id} = await send('/incidents', first());
    await expect.poll(() => news(page), soon).toContain('Degraded service');
    await send(`/incidents/${id}/updates`, {
      status: 'resolved',
      components: payments('operational'),
    });
    await expect.poll(() => news(page), soon).toContain('Resolved');
    await page.evaluate(() => window.scrollTo(0, 120));
    await takeShift(page);
    await page.evaluate(() => void ((globalThis as any).ahead += 360_000));
    await moveMouse(page);
    await letPass(page, 0);
    await expect.poll(() => seen(page, 'outage-banner'), soon).toEqual([]);
    expect(await takeShift(page)).toBeLessThanOrEqual(0.02);
    await page.close();
  });

  test.each([
    ['a pointer is down', (page: Page) => page.mouse.down(), (page: Page) => page.mouse.up()],
    [
      'a key is held',
      (page: Page) => page.keyboard.down('Shift'),
      (page: Page) => page.keyboard.up('Shift'),
    ],
  ])('nothing appears while %s, but it is announced', async (_, press, release) => {
    const page = await visit('/plain', 800, 600);
    await moveMouse(page);
    await press(page);
    const {id} = await send('/incidents', {...first(), name: 'Exports fail'});
    await expect.poll(() => spoken(page), soon).toEqual([expect.stringContaining('Exports fail')]);
    expect(await news(page)).toBe('');
    await release(page);
    await expect.poll(() => news(page), soon).toContain('Exports fail');
    await send(`/incidents/${id}/updates`, {
      status: 'resolved',
      components: payments('operational'),
    });
    await page.close();
  });

  test('a key that is stuck delays the news by ten seconds at most', async () => {
    const page = await visit('/plain', 800, 600);
    await page.keyboard.down('Shift');
    await letPass(page, 11_000);
    const {id} = await send('/incidents', first());
    await expect.poll(() => news(page), soon).toContain('Some card payments fail');
    await send(`/incidents/${id}/updates`, {
      status: 'resolved',
      components: payments('operational'),
    });
    await page.close();
  });
});
