// Every hostile document and text of tests/fixtures is shown in a page with the strictest policy.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage} from '../support/browser.mjs';
import {startHostileFeed} from '../support/hostile-feed.mjs';
import {elsewhere, goodText, linksOf, outcomes} from '../support/hostile-outcomes.ts';
import type {Outcome} from '../support/hostile-outcomes.ts';
import {ownCases} from '../support/hostile-own.ts';
import {prepareHostile, sightsOf} from '../support/hostile-page.mjs';
import type {Sight} from '../support/hostile-page.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

/** The present of the fixtures. */
const NOW = Date.parse('2026-11-20T10:01:00Z');

/** The name by which the tabs of a site share the feed. */
const shared = (feed: string) => `outage-widgets@2 ${feed}/configured`;

const all = [...outcomes, ...ownCases];
/** Those that a stream goes on after, and those that are its end. */
const streamed = all.filter(({refused, id}) => !refused && id !== 'doc-006');
const answered = all.filter((outcome) => !streamed.includes(outcome));

let feed: Awaited<ReturnType<typeof startHostileFeed>>;
let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  [feed, site] = await Promise.all([startHostileFeed(), startSite()]);
  const policy = `default-src 'none'; script-src 'self'; connect-src ${feed.url}; style-src 'none'; require-trusted-types-for 'script'; report-uri /violations`;
  const headers = {'Content-Security-Policy': policy};
  const elements = (src: string) => `
    <outage-banner id="the-banner" linger="0" ${src}></outage-banner>
    <outage-banner id="the-lingering" ${src}></outage-banner>
    <outage-notice id="the-notice" component="API,c1" ${src}></outage-notice>
    <outage-indicator id="the-indicator" ${src}></outage-indicator>
    <outage-indicator id="the-part" component="c1" ${src}></outage-indicator>`;
  for (const path of ['/stream', '/documents'])
    site.pages.set(path, {
      headers,
      body: html(elements(''), {head: scriptTag(feed.url + path, 'data-banner="off"')}),
    });
  const value = (id: string) => elsewhere.find((text) => text.id === id)!.value;
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const attributes = [
    `accent="${escape(value('own-127'))}"`,
    `accent="${escape(value('own-129'))}"`,
    `theme="${escape(value('own-131'))}"`,
    `lang="${escape(value('own-133'))}"`,
    `heading-level="${escape(value('own-139'))}"`,
    `component="${escape(value('own-141'))},api"`,
    `src="${escape(value('own-135'))}"`,
    `src="${escape(value('own-137'))}"`,
  ].map((attribute, index) => `<outage-banner id="the-${index}" ${attribute}></outage-banner>`);
  site.pages.set('/configured', {
    headers,
    body: html(`${attributes.join('')}<outage-indicator></outage-indicator>`, {
      head: scriptTag(`${feed.url}/configured`, 'data-banner="off"'),
    }),
  });
  feed.scripts.set('/configured', [goodText('Good news')]);
});

afterAll(async () => {
  await feed?.stop();
  await site?.stop();
});

describe.each(engines)('%s', (engine) => {
  let browser: Awaited<ReturnType<typeof launch>>;
  const asked = new Set<string>();
  const complaints: unknown[] = [];
  const sights = new Map<string, {bad: Sight; next: Sight}>();

  async function open(
    path: string,
    before?: (texts: [string, string]) => void,
    texts?: [string, string],
  ) {
    const {page, complaints: said} = await openPage(browser);
    await page.setViewport({width: 320, height: 800});
    await prepareHostile(page, NOW);
    if (before) await page.evaluateOnNewDocument(before, texts!);
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await page.goto(site.url + path);
    return {
      page,
      async close() {
        // A name that is not in the document is reported to developers.
        const others = (await said()).filter((text) => !text.includes('is not known'));
        complaints.push(...others, ...((await page.evaluate('errors')) as unknown[]));
        await page.close();
      },
    };
  }

  /** Shows each, and after each a good one. */
  async function show(path: string, how: 'pushed' | 'asked', some: readonly Outcome[]) {
    const texts = some.flatMap(({id, text}) => [
      text,
      goodText(`Good after ${id}`),
      goodText('Good news'),
    ]);
    feed.scripts.set(path, [goodText('Good news'), ...texts]);
    const {page, close} = await open(path);
    const seen = await sightsOf(page, how, feed.url + path, texts.length);
    for (const [index, {id}] of some.entries())
      sights.set(id, {bad: seen[index * 3]!, next: seen[index * 3 + 1]!});
    await close();
  }

  beforeAll(async () => {
    browser = await launch(engine);
    await show('/stream', 'pushed', streamed);
    await show('/documents', 'asked', answered);
  });
  afterAll(() => browser?.close());

  test.each(all.map((outcome) => [outcome.id, outcome.must, outcome] as const))(
    '%s: %s',
    (_id, _must, {id, refused, shows, hides = [], links, levels, lingers}) => {
      const {bad, next} = sights.get(id)!;
      const {banner, indicator, part, notice, lingering} = bad.elements;
      expect(bad).toMatchObject({intruders: [], pwned: false, wide: false});
      expect(bad.error).toBe(refused);
      for (const words of shows) expect(banner!.text).toContain(words.replace(/\s+/g, ' '));
      for (const words of hides) expect(banner!.text).not.toContain(words);
      if (lingers) expect(lingering!.text).toContain(lingers);
      expect(linksOf(banner!)).toEqual(links ?? ['https://stspg.io/x1']);
      expect({indicator: indicator!.level, part: part!.level, notice: notice!.level}).toEqual({
        indicator: 'partial',
        part: 'major',
        notice: 'major',
        ...levels,
      });
      expect(next.elements['banner']!.seen).toContain(`Good after ${id}`);
      expect(next.error).toBeUndefined();
    },
  );

  test('attributes are words, numbers and addresses, or nothing', async () => {
    const {page, close} = await open('/configured');
    await page.waitForFunction(() => document.querySelector('#the-0')?.hasAttribute('level'));
    const [sight] = await sightsOf(page, 'asked', `${feed.url}/configured`, 1);
    const seen = Object.values(sight!.elements).map(({seen}) => seen.slice(0, 23));
    expect(seen.slice(0, 6)).toEqual(Array(6).fill('Major outage: Good news'));
    // They have no news of the page's own feed: an element of one feed never shows that of another.
    expect(seen.slice(6)).toEqual(['', '']);
    const title = '#the-4 >>> [part=title]';
    expect(await page.$eval(title, (element) => element.getAttribute('aria-level'))).toBe('6');
    expect(sight).toMatchObject({intruders: [], pwned: false});
    await close();
  });

  const stored = elsewhere.filter(({field}) => field === 'localStorage');
  test.each(stored.map(({id, must, value}) => [id, must, value]))(
    '%s, in storage: %s',
    async (_id, _must, value) => {
      const {page, close} = await open(
        '/configured',
        ([name, text]) => {
          const [, url] = name.split(' ');
          localStorage.setItem(`outage-widgets.dismissed@2 ${url} incident x`, text);
          sessionStorage.setItem(name, text);
        },
        [shared(feed.url), value],
      );
      const [sight] = await sightsOf(page, 'asked', `${feed.url}/configured`, 1);
      expect(sight!.elements['0']!.seen).toContain('Good news');
      await page.evaluate(() => localStorage.clear());
      await close();
    },
  );

  test('what other tabs say is read like a feed, or not at all', async () => {
    const told = elsewhere.find(({id}) => id === 'own-149')!.value;
    const {page, close} = await open(
      '/configured',
      ([name, told]) => {
        // Somebody else leads, and is not to be trusted.
        void navigator.locks.request(name, () => new Promise(() => undefined));
        const channel = new BroadcastChannel(name);
        Object.assign(globalThis, {
          async tell(good: string) {
            const at = Date.now();
            const wrong = {status: {indicator: 'none'}, components: []};
            const entry = (fields: object) => ({event: 'snapshot', at, clockOffset: 0, ...fields});
            const lists = [
              JSON.parse(told) as unknown,
              told,
              wrong,
              [entry({text: wrong})],
              [entry({text: '{'})],
              [entry({event: '__proto__', text: JSON.stringify(wrong)})],
              [entry({text: JSON.stringify(wrong), at: at + 9e9})],
              [entry({text: JSON.stringify(wrong), clockOffset: null})],
              [entry({text: 'x'.repeat(2_000_000)})],
            ];
            const report = (fields: object) =>
              channel.postMessage({
                type: 'report',
                report: {phase: 'live', withinMs: 1000, ...fields},
              });
            report({entries: new ArrayBuffer(100_000_000)});
            for (const entries of lists) {
              channel.postMessage(entries);
              channel.postMessage([entries, 1000]);
              report({entries});
              report({entries, withinMs: -1});
              report({phase: entries, code: entries, status: entries, withinMs: entries});
            }
            report({entries: [entry({text: good})], withinMs: 60_000});
          },
        });
      },
      [shared(feed.url), told],
    );
    const levels = () =>
      page.$$eval('outage-indicator', (all) => all.map((one) => one.getAttribute('level')));
    await page.waitForSelector('outage-indicator[level=unknown]');
    await page.evaluate(() => {
      const seen = ((globalThis as any).levels = [] as unknown[]);
      const indicator = document.querySelector('outage-indicator')!;
      indicator.addEventListener('outage-change', ({level}) => seen.push(level));
    });
    await page.evaluate((good) => (globalThis as any).tell(good), goodText('Good news'));
    await page.waitForSelector('outage-indicator[level=partial]');
    expect(await levels()).toEqual(['partial']);
    // Never well in between.
    expect(await page.evaluate('levels')).toEqual(['partial']);
    await close();
  });

  test('nobody was asked but the feed, nothing was forbidden, nothing was said', () => {
    expect([...asked].sort()).toEqual([site.url, feed.url].sort());
    expect(complaints).toEqual([]);
    expect(site.reports).toEqual([]);
  });
});
