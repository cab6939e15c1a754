// Several copies of the library on one page: whoever brings an element and whoever brings its feed,
// the page tells the start, the update and the end of an incident.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {bundle} from '../support/bundle.mjs';
import {scriptTagCopy} from '../support/copies.mjs';
import {startFeed} from '../support/feed-process.mjs';
import {html, startSite} from '../support/site.mjs';

const soon = {timeout: 10_000, interval: 50};

/** Scripts of a page, in the order in which they run. */
const mixtures: readonly (readonly [first: string, second: string])[] = [
  ['npm notice', 'small'],
  ['npm elements', 'small'],
  ['npm core', 'small'],
  ['npm notice', 'full'],
  ['small', 'full'],
  ['small', 'another release'],
  ['full', 'another release'],
  ['npm notice', 'another release'],
  ['small', 'another contract'],
];
const orders = mixtures.flatMap(([first, second]) => [
  [first, second] as const,
  [second, first] as const,
]);

const npm: Record<string, string> = {
  'npm notice': `import 'outage-widgets/define/notice.js';`,
  'npm elements': `import 'outage-widgets/define.js';`,
  'npm core': `
    import {openFeed, selectNews} from 'outage-widgets/core.js';
    const feed = openFeed({src: document.documentElement.dataset.feed});
    feed.subscribe((state) => {
      const news = selectNews(state, {now: feed.now(), place: 'inline', leadMs: 0, lingerMs: 60_000});
      document.querySelector('output').textContent =
        news.map(({title, ended}) => title + (ended ? ': ended' : '')).join();
    });`,
};

let feed: Awaited<ReturnType<typeof startFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;

const pathOf = (copy: string) => `/${copy.replaceAll(' ', '-')}.js`;

beforeAll(async () => {
  [feed, site] = await Promise.all([startFeed(), startSite()]);
  const copies = new Set(mixtures.flat());
  for (const copy of copies) {
    const code = npm[copy];
    const body = code
      ? await bundle(code, {minified: true})
      : await scriptTagCopy(copy as Parameters<typeof scriptTagCopy>[0]);
    site.pages.set(pathOf(copy), {type: 'text/javascript', body});
  }
  for (const order of orders) {
    const scripts = order.map((copy) =>
      copy in npm
        ? `<script type="module" src="${pathOf(copy)}"></script>`
        : `<script defer src="${pathOf(copy)}" data-src="${feed.url}/feed"></script>`,
    );
    site.pages.set(encodeURI(`/${order.join('/')}`), {
      headers: {
        'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src ${feed.url}; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'`,
      },
      body: html(
        `<outage-notice component="payments"></outage-notice><outage-indicator></outage-indicator>
        <outage-feed src="${feed.url}/feed"><outage-notice component="payments"></outage-notice></outage-feed>
        <output></output>`,
        {head: scripts.join(''), attributes: `lang="en" data-feed="${feed.url}/feed"`},
      ),
    });
  }
}, 120_000);

afterAll(async () => {
  await feed?.stop();
  await site?.stop();
});

/** Two releases on one page are told apart on the console; nothing else is said. */
const isAboutReleases = (text: string) => /is already defined by outage-widgets 0/.test(text);

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch(engine);
  });
  afterAll(() => browser?.close());

  test.each(orders)('%s, then %s', {timeout: 60_000}, async (first, second) => {
    const {page, complaints, close} = await openPage(browser);
    await page.goto(site.url + encodeURI(`/${first}/${second}`));
    await page.waitForFunction(
      () => document.querySelector('outage-indicator')?.getAttribute('level') === 'operational',
    );
    const shown = async () => {
      const [banner = ''] = await seen(page, 'outage-banner');
      const notices = await seen(page, 'outage-notice');
      const core = await page.$eval('output', ({textContent}) => textContent);
      return {banner, notices, core};
    };
    const withCore = [first, second].includes('npm core');
    const tells = (banner: string, notice: string, core: string) =>
      expect.poll(shown, soon).toEqual({
        banner: expect.stringContaining(banner),
        notices: Array(2).fill(expect.stringContaining(notice)),
        core: withCore ? core : '',
      });
    const update = (id: string, change: object) =>
      feed.send('POST', `/incidents/${id}/updates`, change);

    const incident = {
      name: 'Cards fail',
      impact: 'critical',
      components: [{id: 'payments', status: 'major_outage'}],
    };
    const {id} = (await feed.send('POST', '/incidents', incident)) as {id: string};
    try {
      await tells('Major outage: Cards fail', 'We know Payments', 'Cards fail');
      await update(id, {name: 'Some cards fail', status: 'identified'});
      await tells('Major outage: Some cards fail', 'We know', 'Some cards fail');
    } finally {
      await update(id, {status: 'resolved', components: [{id: 'payments', status: 'operational'}]});
    }
    await tells('Resolved: Some cards fail', 'Payments is working again', 'Some cards fail: ended');
    expect((await complaints()).filter((text) => !isAboutReleases(text))).toEqual([]);
    await close();
  });
});
