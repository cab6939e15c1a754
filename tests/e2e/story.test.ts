// An outage as a product's users live through it, on a page with nothing but the script tag and the
// strictest policy that lets it in. It is played in every browser, with both ways of speaking to screen
// readers, and beside indicators.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, listen, openPage, seen, spoken} from '../support/browser.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 20_000, interval: 50};

const variants = engines.flatMap((engine) => [
  {name: `${engine}, ariaNotify`, engine, way: 'ariaNotify' as const, path: '/'},
  {name: `${engine}, live region`, engine, way: 'region' as const, path: '/'},
  {name: `${engine}, indicators`, engine, way: 'ariaNotify' as const, path: '/indicators'},
]);
type View = (typeof variants)[number] & Awaited<ReturnType<typeof openPage>>;

let firstFeed: Awaited<ReturnType<typeof startFeed>>;
let feed: typeof firstFeed;
let site: Awaited<ReturnType<typeof startSite>>;
const browsers: Awaited<ReturnType<typeof launch>>[] = [];
const views: View[] = [];

/** The same expectation of every page, all at once. */
const everywhere = (check: (view: View) => Promise<void>) => Promise.all(views.map(check));
const banner = async ({page}: View) => (await seen(page, 'outage-banner')).join(' | ');
const levels = ({page}: View) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[level]')].map(
      ({attributes}) => attributes.getNamedItem('level')!.value,
    ),
  );

beforeAll(async () => {
  [firstFeed, site] = await Promise.all([startFeed(), startSite()]);
  feed = firstFeed;
  const headers = {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src ${feed.url}; style-src 'none'; require-trusted-types-for 'script'; report-uri /violations`,
  };
  const head = scriptTag(`${feed.url}/feed`, 'data-linger="5"');
  site.pages.set('/', {headers, body: html('<h1>A product</h1>', {head})});
  const indicators =
    '<outage-indicator></outage-indicator><outage-indicator component="Invoices"></outage-indicator>';
  site.pages.set('/indicators', {headers, body: html(`<h1>A product</h1>${indicators}`, {head})});

  const open = async (engine: (typeof engines)[number]) => {
    const browser = await launch(engine);
    browsers.push(browser);
    for (const variant of variants.filter((item) => item.engine === engine)) {
      const view = {...variant, ...(await openPage(browser))};
      views.push(view);
      await listen(view.page, variant.way);
      await view.page.evaluateOnNewDocument(() => {
        // The least a retry waits: without its random part, which spreads crowds.
        Math.random = () => 0;
        // A clock that can be put forward, as by a laptop that slept.
        const {now} = Date;
        Date.now = () => now() + ((globalThis as any).ahead ?? 0);
      });
      await view.page.goto(site.url + variant.path);
    }
  };
  await Promise.all(engines.map(open));
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await feed?.stop();
  await firstFeed?.stop();
  await site?.stop();
});

/** All that is said aloud: the start, the update and the end, each once. */
const said = [
  expect.stringMatching(/^Partial outage: Card payments fail\. \S/),
  expect.stringMatching(/^Partial outage: Card payments fail\. .*fix/),
  expect.stringMatching(/^Resolved: Card payments fail\./),
];

describe('an outage', () => {
  let incident: {id: string};

  test('all is well: nothing shows, nothing is said', async () => {
    await expect.poll(() => feed.subscribers(), soon).toBe(views.length);
    await everywhere(async (view) => {
      expect(await banner(view)).toBe('');
      if (view.path === '/indicators') {
        await expect
          .poll(() => seen(view.page, 'outage-indicator'), soon)
          .toEqual(['All systems working', 'Invoices: working']);
      }
      expect(await spoken(view.page)).toEqual([]);
    });
  });

  test('an incident is posted on the command line: it shows, and is announced', async () => {
    const posting = ['post', 'Card payments fail', '--impact', 'major'];
    incident = JSON.parse(await feed.cli(...posting, '--component', 'payments', '--json'));
    await everywhere(async (view) => {
      await expect
        .poll(() => banner(view), soon)
        .toMatch(/^Partial outage: Card payments fail We’re looking into it\. Updated/);
      await expect.poll(() => spoken(view.page), soon).toEqual(said.slice(0, 1));
      await view.page.evaluate(() => {
        const {shadowRoot} = document.querySelector('outage-banner')!;
        (globalThis as any).first = shadowRoot!.querySelector('[part=banner]');
      });
    });
  });

  test('Chromium’s accessibility tree has it as a region with a heading', async () => {
    for (const {page} of views.filter(({engine}) => engine === 'chromium')) {
      const session = await page.createCDPSession();
      const {nodes} = await session.send('Accessibility.getFullAXTree');
      const named = nodes
        .filter(({ignored}) => !ignored)
        .map(({role, name}) => `${role?.value}: ${name?.value}`);
      expect(named).toContain('region: Partial outage: Card payments fail');
      expect(named).toContain('heading: Partial outage: Card payments fail');
      expect(named.filter((node) => node.startsWith('alert'))).toEqual([]);
      await session.detach();
    }
  });

  test('an update is posted by HTTP: the same banner says it', async () => {
    const update = {status: 'identified', body: 'Our card provider rejects requests.'};
    await feed.send('POST', `/incidents/${incident.id}/updates`, update);
    await everywhere(async (view) => {
      await expect.poll(() => banner(view), soon).toContain('We know why and are fixing it.');
      const same = await view.page.evaluate(() => {
        const {shadowRoot} = document.querySelector('outage-banner')!;
        return (globalThis as any).first === shadowRoot!.querySelector('[part=banner]');
      });
      expect(same).toBe(true);
      await expect.poll(() => spoken(view.page), soon).toEqual(said.slice(0, 2));
    });
  });

  test('it is resolved: that is said, and then it is gone', async () => {
    const end = {status: 'resolved', body: 'Payments work again.'};
    await feed.send('POST', `/incidents/${incident.id}/updates`, end);
    await everywhere(async (view) => {
      await expect.poll(() => banner(view), soon).toMatch(/^Resolved: Card payments fail/);
      await expect.poll(() => banner(view), soon).toBe('');
      // Each of the three once: nothing was said twice in all this time.
      await expect.poll(() => spoken(view.page), soon).toEqual(said);
    });
  });

  test('the server dies in the next incident: the news stays, with its age, and nothing is green', async () => {
    incident = await feed.send('POST', '/incidents', {
      name: 'Exports are late',
      impact: 'minor',
      components: [{id: 'exports', status: 'degraded_performance'}],
    });
    await everywhere((view) =>
      expect.poll(() => banner(view), soon).toContain('Degraded service: Exports are late'),
    );
    // Until now nothing was wrong, and no browser had a reason to speak of the network.
    await everywhere(async (view) => {
      expect(await view.complaints()).toEqual([]);
      expect(view.network).toEqual([]);
    });

    await feed.kill();
    await everywhere(async (view) => {
      await expect.poll(() => banner(view), soon).toContain('Last confirmed');
      expect(await banner(view)).toContain('Degraded service: Exports are late');
    });
    await everywhere(async (view) => {
      await view.page.evaluate(() => void ((globalThis as any).ahead = 600_000));
      await expect.poll(() => levels(view), soon).not.toContain('operational');
      expect(await banner(view)).toContain('Last confirmed');
      if (view.path !== '/indicators') return;
      const [whole, part] = await seen(view.page, 'outage-indicator');
      expect(whole).toMatch(/^Degraded service.*Last confirmed/);
      expect(part).toBe('Invoices: status unknown');
    });
  });

  test('the server is back on the same port and file: pages catch up without a reload', async () => {
    feed = await startFeed({port: feed.port, file: feed.file});
    await everywhere(async (view) => {
      await expect.poll(() => banner(view), soon).not.toContain('Last confirmed');
      expect(await banner(view)).toContain('Degraded service: Exports are late');
    });
    await feed.send('POST', `/incidents/${incident.id}/updates`, {status: 'monitoring'});
    await everywhere(async (view) => {
      await expect.poll(() => banner(view), soon).toContain('A fix is in place.');
      const kept = await view.page.evaluate(() => (globalThis as any).first instanceof Element);
      expect(kept, 'the page was reloaded').toBe(true);
      if (view.path !== '/indicators') return;
      await expect
        .poll(() => seen(view.page, 'outage-indicator'), soon)
        .toEqual(['Degraded service', 'Invoices: working']);
    });
  });

  test('nobody complained, but browsers about the server that was gone', async () => {
    await everywhere(async (view) => {
      expect(await view.complaints()).toEqual([]);
      expect(view.network.length).toBeGreaterThan(0);
    });
    expect(site.reports).toEqual([]);
  });
});
