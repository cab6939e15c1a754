// Host pages that are odd, broken or hostile: each gets the news, or at least keeps its peace.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {goodText} from '../support/hostile-outcomes.ts';
import {engines, launch, openPage} from '../support/browser.mjs';
import {oddHosts} from '../support/odd-hosts.ts';
import type {Host} from '../support/odd-hosts.ts';
import {html, scriptTag, startSite} from '../support/site.mjs';

/** What became of a page. */
interface Found {
  readonly banner: string;
  readonly indicator: string | null;
  /** Exceptions that nobody caught, and what was said on the console. */
  readonly thrown: readonly string[];
  readonly said: readonly string[];
}

/** In the page before anything else: what goes wrong from here on is ours. Keeps the document's own methods at hand. */
const WATCH = `
  const thrown = [], said = [];
  addEventListener('error', ({message}) => thrown.push(message));
  addEventListener('unhandledrejection', ({reason}) => thrown.push(String(reason)));
  for (const name of ['error', 'warn']) console[name] = (...words) => said.push(words.map(String).join(' '));
  parent.watched.set(location.pathname + location.search, {thrown, said});
`;

let site: Awaited<ReturnType<typeof startSite>>;
let browsers: Awaited<ReturnType<typeof launch>>[];

beforeAll(async () => {
  [site, ...browsers] = await Promise.all([startSite(), ...engines.map(launch)]);
  site.pages.set('/summary.json', {type: 'application/json', body: goodText('Checkout errors')});
  site.pages.set('/watch.js', {type: 'text/javascript', body: WATCH});
});

afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()));
  await site?.stop();
});

const names = await namesOf();

/** The names of all that documents and windows have, as a browser knows them. */
async function namesOf(): Promise<string[]> {
  const browser = await launch(engines[0]!);
  const {page} = await openPage(browser);
  const found = await page.evaluate(() => {
    const names = new Set<string>();
    for (const start of [document, window])
      for (let owner: unknown = start; owner; owner = Object.getPrototypeOf(owner))
        for (const name of Object.getOwnPropertyNames(owner)) names.add(name);
    return [...names];
  });
  await browser.close();
  return found.filter((name) => /^\w+$/.test(name));
}

const hosts = oddHosts(names);

function addPage(host: Host, index: number): void {
  const {body = '', script, policies, tag = (text: string) => text} = host;
  const policy = `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'`;
  const before = script === undefined ? '' : `<script src="/host-${index}.js"></script>`;
  if (script !== undefined)
    site.pages.set(`/host-${index}.js`, {type: 'text/javascript', body: `{${script}}`});
  // A feed of its own each, or one would connect for all.
  const ours = scriptTag(`${site.url}/summary.json?${index}`).replace('async ', '');
  site.pages.set(`/summary.json?${index}`, site.pages.get('/summary.json')!);
  site.pages.set(`/host-${index}`, {
    headers: {
      'Content-Security-Policy':
        policies === undefined ? policy : `${policy}; trusted-types ${policies}`,
    },
    body: html(`<outage-indicator></outage-indicator>${body}${before}${tag(ours)}`, {
      head: '<script src="/watch.js"></script>',
    }),
  });
}

describe.each(engines.map((engine, index) => [engine, index] as const))('%s', (_engine, which) => {
  const found: Found[] = [];

  beforeAll(async () => {
    hosts.forEach(addPage);
    site.pages.set('/all', {body: html('')});
    const {page} = await openPage(browsers[which]!);
    await page.goto(`${site.url}/all`);
    const results = await page.evaluate(
      async (count, told) => {
        const watched = new Map<string, {thrown: string[]; said: string[]}>();
        Object.assign(window, {watched});
        const look = (frame: HTMLIFrameElement) => {
          const {Document, Element} = frame.contentWindow as unknown as typeof globalThis;
          const find = (name: string) =>
            Document.prototype.querySelector.call(frame.contentDocument, name);
          const banner = find('outage-banner');
          return {
            banner: (banner && banner instanceof Element && banner.shadowRoot?.textContent) || '',
            indicator: find('outage-indicator')?.getAttribute('level') ?? null,
          };
        };
        const frames = Array.from({length: count}, (_, index) => {
          const frame = document.createElement('iframe');
          frame.src = `/host-${index}`;
          return frame;
        });
        // Some at a time, as many as a browser asks for at once.
        for (let from = 0; from < count; from += 24) {
          const some = frames.slice(from, from + 24);
          await Promise.all(
            some.map((frame) => {
              const loaded = new Promise((resolve) => (frame.onload = resolve));
              document.body.append(frame);
              return loaded;
            }),
          );
        }
        const waited = performance.now() + 15_000;
        while (performance.now() < waited && !told.every((index) => look(frames[index]!).banner))
          await new Promise((resolve) => setTimeout(resolve, 50));
        return frames.map((frame, index) => ({...watched.get(`/host-${index}`)!, ...look(frame)}));
      },
      hosts.length,
      hosts.flatMap(({told}, index) => (told === 'news' ? [index] : [])),
    );
    found.push(...results);
    await page.close();
  });

  test.each(hosts.map((host, index) => [host.name, host, index] as const))(
    '%s',
    (_name, {told, says}, index) => {
      const {banner, indicator, thrown, said} = found[index]!;
      expect(thrown).toEqual([]);
      if (told === 'news') expect(banner).toContain('Checkout errors');
      else expect(banner).toBe('');
      expect(indicator).not.toBe('operational');
      if (says) expect(said.join('\n')).toMatch(says);
      else expect(said).toEqual([]);
    },
  );
});
