// Pages that name the Trusted Types policies they allow, and the script-tag file as built on them.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {bundle} from '../support/bundle.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 15_000, interval: 50};
const NEWS = 'Partial outage: Payments fail';

let feed: Awaited<ReturnType<typeof startFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;
let incident: {id: string};

const script = (path: string) => `<script src="${path}"></script>`;

/** Without `async`: the order in which the page's scripts run is what the test is about. */
const ours = () => scriptTag(`${feed.url}/feed`).replace('async ', '');

/** @param policies - the value of `trusted-types` */
function addPage(path: string, policies: string, head: string, body = '', enforced = true): void {
  const csp = [
    `default-src 'none'; script-src 'self'; connect-src ${feed.url}; style-src 'none'`,
    `trusted-types ${policies}; report-uri /violations`,
    ...(enforced ? [`require-trusted-types-for 'script'`] : []),
  ].join('; ');
  site.pages.set(path, {headers: {'Content-Security-Policy': csp}, body: html(body, {head})});
}

beforeAll(async () => {
  [feed, site] = await Promise.all([startFeed(), startSite()]);
  const addScript = (path: string, body: string) =>
    site.pages.set(path, {type: 'text/javascript', body});
  addScript('/takes-the-name.js', "trustedTypes.createPolicy('lit-html', {createHTML: (s) => s});");
  addScript(
    '/cleans.js',
    "trustedTypes.createPolicy('default', {createHTML: (s) => s.replace(/<!--.*?-->|[^ ]+[$]lit[$]=/g, '')});",
  );
  addScript(
    '/host.js',
    await bundle(
      `import {html, render} from 'lit';
      render(html\`<p>Rendered by \${'the host'}.</p>\`, document.querySelector('main'));`,
    ),
  );
  const host = '<script type="module" src="/host.js"></script>';
  addPage('/allowed', 'lit-html', ours());
  addPage('/allowed-twice', "lit-html 'allow-duplicates'", script('/takes-the-name.js') + ours());
  addPage('/forbidden', "'none'", ours());
  addPage('/taken', 'lit-html', script('/takes-the-name.js') + ours());
  addPage('/cleaned', 'default', script('/cleans.js') + ours());
  addPage('/not-enforced', "'none'", ours(), '', false);
  for (const [path, policies] of [
    ['once', 'lit-html'],
    ['twice', "lit-html 'allow-duplicates'"],
  ] as const) {
    addPage(
      `/host-first-${path}`,
      policies,
      '',
      `<main></main>${host}${scriptTag(`${feed.url}/feed`).replace('async', 'defer')}`,
    );
    addPage(`/ours-first-${path}`, policies, ours(), `<main></main>${host}`);
  }
  const components = [{id: 'payments', status: 'partial_outage'}];
  incident = (await feed.send('POST', '/incidents', {
    name: 'Payments fail',
    impact: 'major',
    components,
  })) as {id: string};
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
    site.reports.length = 0;
    const visit = await openPage(browser);
    const thrown: string[] = [];
    visit.page.on('pageerror', (error) => {
      // Firefox reports what a policy forbade as an error of the page.
      if (!String(error).includes('Content-Security-Policy')) thrown.push(String(error));
    });
    await visit.page.goto(site.url + path);
    /** The banner's text, whether it is drawn or plain. */
    const text = () =>
      visit.page.$eval('outage-banner', ({shadowRoot}) => shadowRoot?.textContent ?? '');
    await visit.page.waitForSelector('outage-banner[level]');
    await expect.poll(text, soon).toContain(NEWS);
    const drawn = () =>
      visit.page.$eval('outage-banner', ({shadowRoot}) => shadowRoot!.childElementCount > 0);
    return {...visit, thrown, text, drawn};
  }

  test.each(['/allowed', '/allowed-twice'])(
    'draws the news without a complaint: %s',
    async (path) => {
      const {page, complaints, drawn, close} = await visit(path);
      expect(await seen(page, 'outage-banner')).toEqual([expect.stringContaining(NEWS)]);
      expect(await drawn()).toBe(true);
      expect(await complaints()).toEqual([]);
      expect(site.reports).toEqual([]);
      await close();
    },
  );

  test('draws the news where a policy is forbidden and none is required', async () => {
    const {drawn, thrown, close} = await visit('/not-enforced');
    expect(await drawn()).toBe(true);
    expect(thrown).toEqual([]);
    await close();
  });

  test.each(['/forbidden', '/taken', '/cleaned'])('tells the news as text: %s', async (path) => {
    const {drawn, thrown, complaints, text, close} = await visit(path);
    expect(await drawn()).toBe(false);
    expect(thrown).toEqual([]);
    const reported = site.reports.length;
    const said = (await complaints()).join('\n');
    expect(said).toMatch(/does not allow trusted-types lit-html/);

    // A policy that collects reports gets no more of them with each update.
    for (const name of ['Cards fail', 'Refunds fail']) {
      await feed.send('POST', `/incidents/${incident.id}/updates`, {name});
      await expect.poll(text, soon).toContain(name);
    }
    await feed.send('POST', `/incidents/${incident.id}/updates`, {name: 'Payments fail'});
    await expect.poll(text, soon).toContain(NEWS);
    expect(site.reports.length).toBe(reported);
    expect((await complaints()).join('\n')).toBe(said);
    await close();
  });

  test.each(['/host-first-once', '/ours-first-once', '/host-first-twice', '/ours-first-twice'])(
    'costs the page nothing that has a Lit of its own: %s',
    async (path) => {
      const {page, complaints, thrown, drawn, close} = await visit(path);
      await expect
        .poll(() => page.$eval('main', ({textContent}) => textContent), soon)
        .toBe('Rendered by the host.');
      expect(thrown).toEqual([]);
      const twice = path.endsWith('twice');
      expect(await drawn()).toBe(twice);
      if (twice) expect(await complaints()).toEqual([]);
      await close();
    },
  );
});
