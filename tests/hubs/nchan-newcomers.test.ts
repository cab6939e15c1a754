// What Nchan hands to readers who come now: the newest message last, and little of the past before it.
import type {Browser} from 'puppeteer-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';
import {soon, startEdge} from './support/world.ts';

let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), launch(engines[0]!)]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** Characters of a document that is long enough that a burst of two takes several reads. */
const LONG = 150_000;

/** A whole document. */
function documentOf(rev: number, level: 'operational' | 'major_outage'): string {
  return JSON.stringify({
    page: {name: 'Acme', about: 'x'.repeat(LONG)},
    status: {indicator: level === 'operational' ? 'none' : 'major', description: level},
    components: [{id: 'payments', name: 'Payments', status: level}],
    incidents: [],
    scheduled_maintenances: [],
    ext: {epoch: 'e', rev, generated_at: new Date().toISOString(), max_stale_seconds: 300},
  });
}

async function publish(url: string, body: string): Promise<boolean> {
  const headers = {'X-EventSource-Event': 'snapshot'};
  // A node that still looks for its Redis may leave a request without an answer.
  const signal = AbortSignal.timeout(2000);
  return fetch(url, {method: 'POST', headers, body, signal}).then(
    ({ok}) => ok,
    () => false,
  );
}

/** A stream of a node that may still look for its Redis: a request without an answer is made again. */
async function openStream(url: string) {
  for (;;) {
    const controller = new AbortController();
    const close = () => controller.abort();
    const late = setTimeout(close, 2000);
    const headers = {Accept: 'text/event-stream'};
    const answer = await fetch(url, {headers, signal: controller.signal}).catch(() => undefined);
    clearTimeout(late);
    if (answer?.ok) return {body: answer.body!, close};
    close();
  }
}

/** The revs that a newcomer is handed until the newest. */
async function openingRevs(url: string, newest: number): Promise<number[]> {
  const {body, close} = await openStream(url);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes(`"rev":${newest},`)) {
    const {done, value} = await reader.read();
    if (done) break;
    text += value;
  }
  close();
  return [...text.matchAll(/"rev":(\d+),/g)].map(([, rev]) => Number(rev));
}

/** An edge whose readers have been there for a while, with its next rev. */
async function startBusyEdge() {
  const {a, publishers} = await startEdge();
  const url = publishers[0]!;
  await expect.poll(() => publish(url, documentOf(1, 'operational')), soon).toBe(true);
  // Somebody listens throughout, so the node keeps its channel.
  const listener = await openStream(a.feed);
  let heard = '';
  const sink = new WritableStream<string>({write: (text) => void (heard += text)});
  listener.body
    .pipeThrough(new TextDecoderStream())
    .pipeTo(sink)
    .catch(() => undefined);
  let rev = 1;
  return {
    feed: a.feed,
    /** The newest rev that the one who stays has heard. */
    heard: () => Number([...heard.matchAll(/"rev":(\d+),/g)].at(-1)?.[1]),
    async publishNext(level: 'operational' | 'major_outage') {
      rev += 1;
      expect(await publish(url, documentOf(rev, level))).toBe(true);
      return rev;
    },
    close: listener.close,
  };
}

test('a newcomer is handed the last two or three messages at most, of however many were published', async () => {
  const edge = await startBusyEdge();
  let last = 0;
  // The length changes at two of five messages or so: after 40 the node has been told.
  for (let message = 0; message < 40; message++) last = await edge.publishNext('operational');
  // Long documents in quick succession: the node has missed none.
  await expect.poll(edge.heard, soon).toBe(last);
  const revs = await openingRevs(edge.feed, last);
  expect(revs.at(-1)).toBe(last);
  // While the node is told of another length it may hold one more.
  expect(revs.length).toBeLessThanOrEqual(3);
  edge.close();
});

test('no frame shows an old all-clear that comes before the outage of now', async () => {
  const edge = await startBusyEdge();
  let last = 0;
  // Until a newcomer is handed the all-clear too.
  await expect
    .poll(async () => {
      await edge.publishNext('operational');
      last = await edge.publishNext('major_outage');
      return (await openingRevs(edge.feed, last)).includes(last - 1);
    }, soon)
    .toBe(true);
  for (let view = 0; view < 5; view++) {
    const path = `/${crypto.randomUUID()}`;
    const head = scriptTag(edge.feed);
    const body = html('<outage-indicator component="Payments"></outage-indicator>', {head});
    site.pages.set(path, {body});
    const {page, close} = await openPage(browser);
    await page.evaluateOnNewDocument(() => {
      const frames = new Set<string | null | undefined>();
      Object.assign(globalThis, {frames});
      const look = (): void => {
        frames.add(document.querySelector('outage-indicator')?.getAttribute('level'));
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(site.url + path);
    await expect
      .poll(() => seen(page, 'outage-indicator'), soon)
      .toEqual(['Payments: major outage']);
    const frames = await page.evaluate(() => [
      ...(globalThis as unknown as {frames: Set<string | null | undefined>}).frames,
    ]);
    expect(frames).not.toContain('operational');
    await close();
  }
  edge.close();
});
