// Tens of thousands of events come. The newest is shown, a page renders twice a second at most, and
// nothing piles up.
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {engines, launch, openPage} from '../support/browser.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const COUNT = 30_000;

const event = (name: string) =>
  `event: snapshot\ndata: ${JSON.stringify({status: {indicator: 'major'}, components: [], incidents: [{id: 'i', name, impact: 'major', status: 'identified'}]})}\n\n`;

let site: Awaited<ReturnType<typeof startSite>>;
const open = new Set<ServerResponse>();
const feed = createServer((_, response) => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Access-Control-Allow-Origin': '*',
  });
  response.write(event('Number 0'));
  open.add(response);
  response.on('close', () => open.delete(response));
});

/** Writes as fast as it is read. */
async function flood(from: number) {
  for (const response of open)
    for (let sent = 0; sent < COUNT; sent += 100) {
      const piece = Array.from({length: 100}, (_, index) =>
        event(`Number ${from + sent + index + 1}`),
      );
      if (!response.write(piece.join(''))) await once(response, 'drain');
    }
}

beforeAll(async () => {
  site = await startSite();
  feed.listen(0, '127.0.0.1');
  await once(feed, 'listening');
  const src = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/feed`;
  site.pages.set('/', {body: html('<h1>A product</h1>', {head: scriptTag(src)})});
});

afterAll(async () => {
  feed.close();
  feed.closeAllConnections();
  await site?.stop();
});

test.each(engines)('%s keeps up with a flood', async (engine) => {
  const browser = await launch(engine);
  const {page, complaints} = await openPage(browser);
  await page.goto(site.url);
  const shows = (title: number | string) =>
    page.waitForFunction(
      (words) => document.querySelector('outage-banner')?.shadowRoot?.textContent?.includes(words),
      {},
      typeof title === 'number' ? `Number ${title}` : title,
    );
  await page.waitForFunction(() => document.querySelector('outage-banner')?.hasAttribute('level'));
  await page.evaluate(() => {
    const renders: number[] = [];
    const {prototype} = customElements.get('outage-banner')!;
    const {render} = prototype;
    prototype.render = function () {
      renders.push(performance.now());
      return render.call(this);
    };
    Object.assign(globalThis, {renders});
  });
  const session = engine === 'chromium' ? await page.createCDPSession() : undefined;
  const heap = async () => {
    await session?.send('HeapProfiler.collectGarbage');
    return session ? (await page.metrics()).JSHeapUsedSize! : 0;
  };

  /** What came with the last read is held until the next one, so one event comes alone. */
  const floodAndSettle = async (from: number) => {
    await flood(from);
    await shows(from + COUNT);
    for (const response of open) response.write(event('The last one'));
    await shows('The last one');
  };

  await floodAndSettle(0);
  const before = await heap();
  await floodAndSettle(COUNT);
  expect((await heap()) - before).toBeLessThan(300_000);

  const renders = (await page.evaluate('renders')) as number[];
  // Two a second as long as it went on, and one every ten seconds for the times.
  const seconds = (renders.at(-1)! - renders[0]!) / 1_000;
  expect(renders.length).toBeLessThanOrEqual(Math.ceil(seconds) * 2 + Math.ceil(seconds / 10) + 2);
  expect(renders.length).toBeLessThan(COUNT / 100);
  expect(await complaints()).toEqual([]);
  await browser.close();
});
