// A feed never answers, answers garbage, or lies about its type. The page shows no error, no spinner
// and no green, and does next to no work.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage} from '../support/browser.mjs';
import {KINDS, pass, prepare} from '../support/idle-page.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const MINUTE = 60_000;

let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  site = await startSite();
  const head = scriptTag('https://feed.example/feed', 'data-banner="off"').replace(
    'async',
    'defer',
  );
  site.pages.set('/', {
    body: html('<outage-banner></outage-banner><outage-indicator></outage-indicator>', {head}),
  });
});

afterAll(() => site?.stop());

/** An address that answers so is no feed: the developer is told, once. */
const FOREIGN = new Set(['html', 'html as JSON', 'a stream as JSON', 'empty']);

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  test.each(KINDS)(
    '%s: ten minutes are next to nothing, and report one trouble once',
    async (kind) => {
      const {page, complaints, close} = await openPage(browser);
      await prepare(page, kind);
      await page.goto(site.url);
      const {requests, wakeups, mutations, errors, levels, seen} = await pass(page, 10 * MINUTE);
      expect(seen).toBe('');
      expect(levels).toEqual(['unknown']);
      // About one a minute at most, and the two that look at the clock every ten seconds.
      expect(requests).toBeGreaterThanOrEqual(2);
      expect(requests).toBeLessThanOrEqual(20);
      expect(wakeups).toBeLessThanOrEqual(250);
      // The indicator's words stand since the first rendering.
      expect(mutations).toBe(0);
      expect(errors).toHaveLength(1);
      const warning = expect.stringMatching(/^outage-widgets: .* does not answer with a feed\. /);
      expect(await complaints()).toEqual(FOREIGN.has(kind) ? [warning] : []);
      await close();
    },
  );
});
