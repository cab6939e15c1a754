// Two nodes of Nchan with one Redis, configured by the file in server/deploy/, and the real publisher.
import type {Browser} from 'puppeteer-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {retryDelay} from '../../src/connection/backoff.ts';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {ManualClock} from '../support/clock.ts';
import {html, scriptTag, startSite} from '../support/site.mjs';
import {wrongGreens} from './support/reader.ts';
import type {Sight} from './support/reader.ts';
import {allHold, allLive, maxStale, soon, startEdge, startWorld} from './support/world.ts';
import type {World} from './support/world.ts';

let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), launch(engines[0]!)]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const well = 'Payments: working';
const out = 'Payments: major outage';

/** Pages with the widgets, two mirrors each; what an indicator shows is written down with the time. */
async function openPages({a, b}: World, count: number) {
  const opened = [];
  for (let index = 0; index < count; index++) {
    const [first, second] = index % 2 ? [b, a] : [a, b];
    const path = `/${crypto.randomUUID()}`;
    const script = scriptTag(first.document, `data-mirrors="${second.document}"`);
    const body = html('<outage-indicator component="Payments"></outage-indicator>', {head: script});
    site.pages.set(path, {body});
    const {page, close} = await openPage(browser);
    await page.evaluateOnNewDocument(() => {
      // Chance at its quicker end: the spread has tests of its own.
      const {random} = Math;
      Math.random = () => random() * 0.02;
      const shown: [at: number, level: string | null][] = [];
      Object.assign(globalThis, {shown});
      setInterval(() => {
        const level = document.querySelector('outage-indicator')?.getAttribute('level') ?? null;
        if (level !== shown.at(-1)?.[1]) shown.push([Date.now(), level]);
      }, 10);
    });
    await page.goto(site.url + path);
    opened.push({
      shows: (words: string) =>
        expect.poll(() => seen(page, 'outage-indicator'), soon).toEqual([words]),
      levels: async () =>
        (await page.evaluate(() => (globalThis as {shown?: [number, string | null][]}).shown!)).map(
          ([, level]) => level,
        ),
      close,
    });
  }
  return opened;
}

test('what is published on one node is seen from both, once per reader', async () => {
  const world = await startWorld();
  const readers = world.open(24);
  await allHold(readers, 1, 'operational');
  await allLive(readers);
  const id = await world.breakPayments();
  await allHold(readers, 2, 'major');
  await world.feed.send('POST', `/incidents/${id}/updates`, {status: 'resolved'});
  await allHold(readers, 3, 'operational');
  // The document, then its stream; nobody had to come back for anything.
  const visits = readers.map(({asked}) => asked.map(({url}) => url.replace(/^.*\/feed\//, '')));
  expect(visits).toEqual(readers.map(() => ['acme.json', 'acme']));
});

test('a node dies while messages are published: all end with the last word, and none was green wrongly', async () => {
  const world = await startWorld();
  const readers = world.open(24);
  const pages = await openPages(world, 2);
  await allHold(readers, 1, 'operational');
  await allLive(readers);
  for (const page of pages) await page.shows(well);

  // The node that the publisher prefers, in the middle of what it says.
  const id = await world.breakPayments();
  const say = (body: string) => world.feed.send('POST', `/incidents/${id}/updates`, {body});
  for (let update = 0; update < 5; update++) await say(`Before ${update}`);
  const killed = world.a.kill();
  for (let update = 0; update < 20; update++) await say(`After ${update}`);
  await killed;
  const last = await world.rev();
  expect(last).toBe(27);
  await allHold(readers, last, 'major');
  for (const page of pages) await page.shows(out);

  const greens = readers.flatMap(({sights}) => wrongGreens(sights, new Set([1]), maxStale * 1000));
  expect(greens).toEqual([]);
  for (const page of pages) {
    const levels = await page.levels();
    // Once it was out it was nothing else again.
    expect(levels.slice(levels.indexOf('major'))).toEqual(['major']);
    await page.close();
  }
  // And the end of it comes from the node that is left.
  await world.feed.send('POST', `/incidents/${id}/updates`, {status: 'resolved'});
  await allHold(readers, last + 1, 'operational');
});

test('Redis dies and comes back empty: green is not proved meanwhile, and what was published then arrives', async () => {
  const world = await startWorld();
  const readers = world.open(24);
  await allHold(readers, 1, 'operational');
  await allLive(readers);

  await world.killRedis();
  await expect.poll(async () => (await world.hubs())[1]!.failures, soon).toBeGreaterThan(1);
  const proofs = readers.map(({state}) => state().provenAt);
  const id = await world.breakPayments();
  // The publisher has it on disk; the snapshot shows it at once, Nchan cannot.
  await expect.poll(() => newcomerLevel(world), soon).toBe('major');
  await expect.poll(async () => (await world.hubs())[1]!.failures, soon).toBeGreaterThan(3);
  expect(readers.map(({state}) => state().provenAt)).toEqual(proofs);
  expect(readers.map(({levelIn}) => levelIn(maxStale * 1000))).toEqual(
    readers.map(() => 'unknown'),
  );

  await world.startRedisAgain();
  await allHold(readers, 2, 'major');
  await expect
    .poll(() => world.hubs(), soon)
    .toEqual([
      {told: 2, failures: 0},
      {told: 2, failures: 0},
    ]);
  await world.feed.send('POST', `/incidents/${id}/updates`, {status: 'resolved'});
  await allHold(readers, 3, 'operational');
  const all: Sight[] = readers.flatMap(({sights}) =>
    wrongGreens(sights, new Set([1, 3]), maxStale * 1000),
  );
  expect(all).toEqual([]);
});

/** What a reader sees who comes now. */
async function newcomerLevel(world: World): Promise<string> {
  const [reader] = world.open(1);
  await expect.poll(() => reader!.state().snapshot, soon).toBeDefined();
  const level = reader!.levelIn(0);
  reader!.close();
  return level;
}

test('who comes before the first message waits for it', async () => {
  const {a, b, publishers} = await startEdge();
  const streams = await Promise.all([a, b, a, b].map(({feed}) => openStream(feed)));
  await expect.poll(() => publishTo(publishers[0]!, '{"ext": {}}'), soon).toBe(true);
  for (const stream of streams) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('data: {"ext": {}}')) text += (await reader.read()).value;
    expect(text).toMatch(/^: hi\n\nevent: snapshot\nid: \S+\ndata: /);
    await reader.cancel();
  }
});

/** A stream of a node that may still be starting its workers, or looking for its Redis; a crash is told apart by its log. */
async function openStream(url: string): Promise<ReadableStream<BufferSource>> {
  for (;;) {
    const headers = {Accept: 'text/event-stream'};
    const answer = await fetch(url, {headers}).catch(() => undefined);
    if (answer?.ok) return answer.body!;
    await answer?.body?.cancel();
  }
}

async function publishTo(url: string, body: string): Promise<boolean> {
  const headers = {'X-EventSource-Event': 'snapshot'};
  return (await fetch(url, {method: 'POST', headers, body})).ok;
}

test('all nodes are reloaded at once: everybody comes back once, each at a time of his own', async () => {
  const world = await startWorld();
  const clock = new ManualClock(Date.now());
  const count = 60;
  const chance = (index: number): number => (index + 0.5) / count;
  const readers = world.open(count, {random: (index) => () => chance(index), clock});
  await expect
    .poll(async () => {
      await clock.advance(100);
      return readers.filter(({state}) => state().connection === 'live').length;
    }, soon)
    .toBe(count);

  const before = readers.map(({asked}) => asked.length);
  world.a.reload();
  world.b.reload();
  await expect
    .poll(() => readers.filter(({state}) => state().connection === 'waiting').length, soon)
    .toBe(count);
  const cutAt = clock.now();
  const id = await world.breakPayments();
  // Beyond the first spread, and what a second attempt would wait.
  for (let second = 0; second < 20; second++) await clock.advance(1000);
  await allHold(readers, 2, 'major');

  // Exactly what the connection's own function says, of which tests/unit/connection/herd.test.ts asserts the envelope.
  const delays = readers.map(({asked}, index) =>
    asked.slice(before[index]).map(({at}) => Math.round(at - cutAt)),
  );
  for (const [index, [delay, ...more]] of delays.entries()) {
    const planned = retryDelay({attempt: 0}, () => chance(index));
    // Clocks know whole milliseconds only.
    expect(Math.abs(delay! - planned), `reader ${index}`).toBeLessThanOrEqual(1);
    expect(more).toEqual([]);
  }
  await allLive(readers);
  await world.feed.send('POST', `/incidents/${id}/updates`, {status: 'resolved'});
  await allHold(readers, 3, 'operational');
});
