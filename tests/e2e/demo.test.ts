// The demo as `npm start` serves it: its pages are clean and accessible, and an operator's changes reach
// the product.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {AxeResults} from 'axe-core';
import type {ElementHandle, Page} from 'puppeteer-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {pages} from '../../demo/pages.mjs';
import {startDemo} from '../../demo/start.mjs';
import {engines, launch, openPage, seen} from '../support/browser.mjs';

const soon = {timeout: 15_000, interval: 50};
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo({port: 0, say: () => undefined});
});
afterAll(() => demo?.close());

/** The feed's news may move a button while it is being pressed: a reader waits, too. */
const standsStill = (button: ElementHandle<HTMLButtonElement>) =>
  button.evaluate(async (element) => {
    const place = () => JSON.stringify(element.getBoundingClientRect());
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    element.scrollIntoView({block: 'center'});
    for (let before = ''; before !== place();) {
      before = place();
      for (let frames = 0; frames < 3; frames++) await frame();
    }
  });

/** The shown button with this text, pressed as a person would. */
async function press(page: Page, text: string) {
  const find = async () => {
    const handle = await page.evaluateHandle(
      (text) =>
        [...document.querySelectorAll('button')].find(
          (button) => button.checkVisibility() && button.textContent.trim() === text,
        ),
      text,
    );
    return handle.asElement() as ElementHandle<HTMLButtonElement> | null;
  };
  await expect.poll(find, {...soon, message: text}).not.toBe(null);
  await standsStill((await find())!);
  await (await find())!.click();
}

async function tick(page: Page, selector: string) {
  await page.$eval(selector, (input) => input.scrollIntoView({block: 'center'}));
  await page.click(selector);
}

/** Elements that are there and say something. */
async function settle(page: Page) {
  await expect
    .poll(
      () =>
        page.evaluate(() =>
          [...document.querySelectorAll('outage-indicator')]
            .filter((element) => element.checkVisibility())
            .every((element) => element.shadowRoot?.textContent.trim()),
        ),
      soon,
    )
    .toBe(true);
}

async function audit(page: Page) {
  await page.evaluate(axeSource);
  const {violations} = (await page.evaluate(() =>
    (globalThis as any).axe.run({resultTypes: ['violations']}),
  )) as AxeResults;
  return violations.flatMap(({id, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`),
  );
}

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  test.each([...pages.map(({path}) => path), '/postmortem'])(
    '%s loads without a complaint',
    async (path) => {
      const {page, complaints, network, close} = await openPage(browser);
      await page.goto(demo.url + path);
      await settle(page);
      expect(await complaints()).toEqual([]);
      // The gallery shows what becomes of a feed that is down, and browsers say so.
      expect(network.filter((text) => path !== '/gallery' || !text.includes('503'))).toEqual([]);
      await close();
    },
  );

  test('the operator reports, updates and resolves; the product shows it', async () => {
    const operator = await openPage(browser);
    const product = await openPage(browser);
    await operator.page.goto(`${demo.url}/operator`);
    await product.page.goto(`${demo.url}/`);
    await settle(product.page);
    const banner = async () => (await seen(product.page, 'outage-banner')).join();

    await press(operator.page, 'Report a problem');
    await tick(operator.page, 'form[data-compose="incident"] input[value="payments"]');
    await tick(operator.page, 'form[data-compose="incident"] input[value="major"]');
    await operator.page.type('#name', 'No card is accepted');
    await press(operator.page, 'Publish to everyone');
    await expect.poll(banner, soon).toContain('Major outage: No card is accepted');
    await expect
      .poll(() => seen(product.page, '#payments outage-notice'), soon)
      .toEqual([expect.stringContaining('We know Payments isn’t working. We’re on it.')]);

    await press(operator.page, 'Post an update');
    await tick(operator.page, 'form[data-compose="incident"] input[value="identified"]');
    await operator.page.type('#body', 'The card provider is down.');
    await press(operator.page, 'Publish to everyone');
    await expect.poll(banner, soon).toContain('We know why and are fixing it.');

    await press(operator.page, 'Resolve');
    await operator.page.type('#body', 'Cards are accepted again.');
    await press(operator.page, 'Tell everyone that it is over');
    await press(operator.page, 'Yes, it is over');
    await expect.poll(banner, soon).toContain('Resolved: No card is accepted');
    await expect
      .poll(() => seen(product.page, '#payments outage-notice'), soon)
      .toEqual([expect.stringContaining('Payments is working again.')]);

    await operator.page.$eval('li[data-id="exports"]', (row) =>
      row.scrollIntoView({block: 'center'}),
    );
    await operator.page.select('li[data-id="exports"] select', 'degraded_performance');
    await press(operator.page, 'Publish');
    await press(operator.page, 'Yes, publish');
    await expect.poll(banner, soon).toContain('Degraded service: Exports');
    await operator.page.select('li[data-id="exports"] select', 'operational');
    await press(operator.page, 'Publish');
    await press(operator.page, 'Yes, publish');
    await expect.poll(banner, soon).not.toContain('Exports');

    await press(operator.page, 'Play an outage');
    await expect.poll(banner, soon).toContain('Some card payments fail');
    await fetch(`${demo.url}/play`, {method: 'DELETE'});
    await expect.poll(banner, soon).not.toMatch(/^Degraded service/);

    expect(await operator.complaints()).toEqual([]);
    expect(await product.complaints()).toEqual([]);
    await operator.close();
    await product.close();
  });

  describe('in an outage', () => {
    let id: string;
    beforeAll(async () => {
      const {createIncident} = await import('outage-feed');
      const incident = createIncident({
        name: 'Card payments fail',
        impact: 'critical',
        status: 'identified',
        body: 'Our card provider rejects requests.',
        components: [{id: 'payments', status: 'major_outage'}],
        ext: {workaround: 'Pay by bank transfer.'},
      });
      ({id} = await demo.feed.publish(incident));
    });
    afterAll(async () => {
      const {removeIncident} = await import('outage-feed');
      await demo.feed.publish(removeIncident(id));
    });

    test.each(['/gallery', '/', '/operator'])(
      'axe finds nothing on %s, light or dark',
      async (path) => {
        const {page, close} = await openPage(browser);
        await page.goto(demo.url + path);
        await settle(page);
        for (const theme of ['light', 'dark']) {
          const pressed = String(theme === 'dark');
          const toggle = () =>
            page.$eval('[data-theme-toggle]', (item) => item.getAttribute('aria-pressed'));
          if ((await toggle()) !== pressed)
            await page.$eval('[data-theme-toggle]', (item) => (item as HTMLElement).click());
          expect(await toggle()).toBe(pressed);
          expect(await audit(page), theme).toEqual([]);
        }
        await close();
      },
    );
  });
});
