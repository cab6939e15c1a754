// Hosts that name the Trusted Types policies they allow: ours, and ours beside that of their own Lit.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {bundle} from '../support/bundle.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};

let feed: Awaited<ReturnType<typeof startFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  [feed, site] = await Promise.all([startFeed(), startSite()]);
  const headers = (policies: string) => ({
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src ${feed.url}; style-src 'none'; require-trusted-types-for 'script'; trusted-types ${policies}; report-uri /violations`,
  });
  const ours = scriptTag(`${feed.url}/feed`);
  site.pages.set('/ours', {headers: headers('outage-widget'), body: html('', {head: ours})});

  const body = await bundle(
    "import {html, render} from 'lit'; render(html`<p>Rendered by ${'the host'}.</p>`, document.querySelector('main'));",
  );
  site.pages.set('/host.js', {type: 'text/javascript', body});
  // Each order once: whoever asks for a policy second is the one to be refused.
  const hosts = '<script type="module" src="/host.js"></script>';
  for (const [path, content] of [
    ['/host-first', `<main></main>${hosts}${ours.replace('async', 'defer')}`],
    ['/ours-first', `${ours.replace('async', '')}<main></main>${hosts}`],
  ] as const) {
    site.pages.set(path, {headers: headers('lit-html outage-widget'), body: html(content)});
  }
  const components = [{id: 'payments', status: 'partial_outage'}];
  await feed.send('POST', '/incidents', {name: 'Payments fail', impact: 'major', components});
});

afterAll(async () => {
  await feed?.stop();
  await site?.stop();
});

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  async function visit(path: string) {
    const visit = await openPage(browser);
    await visit.page.goto(site.url + path);
    await expect
      .poll(() => seen(visit.page, 'outage-banner'), soon)
      .toEqual([expect.stringContaining('Partial outage: Payments fail')]);
    return visit;
  }

  test('`trusted-types outage-widget` is enough', async () => {
    const {complaints} = await visit('/ours');
    expect(await complaints()).toEqual([]);
    expect(site.reports).toEqual([]);
  });

  test.each(['/host-first', '/ours-first'])('the host has a Lit of its own: %s', async (path) => {
    const {page, complaints} = await visit(path);
    await expect
      .poll(() => page.$eval('main', ({textContent}) => textContent), soon)
      .toBe('Rendered by the host.');
    expect(await complaints()).toEqual([]);
    expect(site.reports).toEqual([]);
  });
});
