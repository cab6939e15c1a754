// @ts-check
// Photographs the demo. Needs `npm run build`; run it with `npm run screenshots`, and look at every
// picture.
//
//   docs/images/                the few that the documentation shows
//   tests/results/screenshots/  all others, to be looked at after a change
//
// The pages ask for the typeface Inter first; the published pictures were taken with it installed.
// Names as arguments take only those: npm run screenshots -- hero-light operator
import {mkdir, writeFile} from 'node:fs/promises';
import {deflateSync, inflateSync} from 'node:zlib';
import puppeteer from 'puppeteer-core';
import {startDemo} from '../demo/start.mjs';
import {findBrowsers} from './browsers.mjs';

const minute = 60_000;
const wanted = process.argv.slice(2);
const published = new URL('../docs/images/', import.meta.url);
const unpublished = new URL('../tests/results/screenshots/', import.meta.url);

/** Moves the feed's clock back, so that what is published looks some minutes old. */
let minutesAgo = 0;
const demo = await startDemo({port: 0, clock: () => Date.now() - minutesAgo * minute});

const {chromium} = findBrowsers();
if (!chromium) throw new Error('No Chromium found. Install one, or name it in OUTAGE_CHROMIUM.');
const browser = await puppeteer.launch({
  executablePath: chromium,
  // A container often runs as root, where Chromium's sandbox cannot start. It only sees our own
  // pages.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

await mkdir(published, {recursive: true});
await mkdir(unpublished, {recursive: true});
try {
  await photographAll();
} finally {
  await browser.close();
  await demo.close();
}

async function photographAll() {
  await take('product-healthy', '/', {height: 1000});
  await take('operator-healthy', '/operator', {width: 800, full: true});

  // The story the README tells: known for twelve minutes, understood for four.
  minutesAgo = 12;
  const {id} = await publish('/incidents', {
    name: 'Card payments fail',
    impact: 'major',
    components: [{id: 'payments', status: 'partial_outage'}],
    body: 'Some card payments are declined. We are looking into it.',
  });
  minutesAgo = 4;
  await publish(`/incidents/${id}/updates`, {
    status: 'identified',
    body: 'Our card provider rejects about one in three requests. Failed payments are not taken.',
    ext: {
      next_update_at: new Date(Date.now() + 26 * minute).toISOString(),
      workaround: 'Pay by bank transfer: the details are on every invoice.',
      affected: {percent: 34, unit: 'of card payments'},
    },
  });
  minutesAgo = 0;

  const hero = {width: 1280, height: 856, scale: 2, hide: '.demo-bar'};
  await take('hero-light', '/', {...hero, to: published});
  await take('hero-dark', '/', {...hero, dark: true, to: published});
  await take('plain', '/plain', {width: 800, height: 400, full: true, scale: 2, to: published});
  await take('plain-dark', '/plain', {width: 800, height: 400, dark: true});
  await take('operator', '/operator', {
    width: 760,
    height: 720,
    scale: 2,
    hide: '.demo-bar',
    to: published,
  });
  await take('operator-dark', '/operator', {width: 800, full: true, dark: true});
  await take('operator-narrow', '/operator', {width: 320, full: true});
  await take('operator-update', '/operator', {
    width: 800,
    full: true,
    async prepare(page) {
      await press(page, 'Post an update');
      await pause(1500);
    },
  });
  await take('product-narrow', '/', {width: 320, full: true});
  await take('product-medium', '/', {width: 800, full: true});
  await take('product-forced-colours', '/', {height: 1000, forced: true});
  await take('product-details', '/', {
    height: 1000,
    async prepare(page) {
      await page.locator('::-p-aria(Details)').click();
    },
  });

  // Close-ups: the three shapes in every level, without the page around them.
  const levels = {width: 1200, scale: 1.5, select: '.cells'};
  await take('levels-light', '/gallery', {...levels, to: published});
  await take('levels-dark', '/gallery', {...levels, dark: true, to: published});
  await take('gallery-light', '/gallery', {full: true});
  await take('gallery-dark', '/gallery', {full: true, dark: true});
  await take('gallery-narrow', '/gallery', {width: 320, full: true});
  await take('gallery-right-to-left', '/gallery', {scale: 2, select: '[dir="rtl"]'});
  await take('gallery-forced-colours', '/gallery', {full: true, forced: true});
  await take('gallery-more-contrast', '/gallery', {full: true, contrast: true});

  await take('existing', '/existing', {width: 1000, full: true});
  await take('existing-dark', '/existing', {width: 1000, full: true, dark: true});
  await take('existing-narrow', '/existing', {width: 320, full: true});
}

/**
 * @typedef {object} Picture
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [scale] device pixels per CSS pixel
 * @property {boolean} [full] the whole page, however long
 * @property {string} [select] only this element
 * @property {string} [hide] without this element
 * @property {boolean} [dark]
 * @property {boolean} [forced] forced colours, as Windows contrast themes set them
 * @property {boolean} [contrast] prefers-contrast: more
 * @property {(page: import('puppeteer-core').Page) => Promise<void>} [prepare]
 * @property {URL} [to]
 */

/**
 * @param {string} name
 * @param {string} path
 * @param {Picture} options
 */
async function take(name, path, options) {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const {width = 1280, height = 900, scale = 1, full = false, to = unpublished} = options;
  const page = await browser.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The gallery has a feed that is down on purpose.
    const isMeant = message.location().url?.endsWith('/states/down');
    if (message.type() === 'error' && !isMeant) complaints.push(message.text());
  });
  await page.setViewport({width, height, deviceScaleFactor: scale});
  await page.emulateTimezone(daytimeZone());
  await emulateMedia(page, options);
  await page.goto(demo.url + path, {waitUntil: 'domcontentloaded'});
  // Streams stay open, so there is no moment of network silence to wait for.
  await page.waitForFunction("customElements.get('outage-banner') !== undefined");
  await pause(1500);
  if (options.hide) {
    await page.$eval(options.hide, (element) => element.setAttribute('hidden', ''));
  }
  await options.prepare?.(page);

  const overflow = await page.$eval('html', (html) => html.scrollWidth - html.clientWidth);
  if (overflow > 0) complaints.push(`The page is ${overflow} px wider than its window.`);

  const png = await page.screenshot(
    options.select ? {clip: await around(page, options.select)} : {fullPage: full},
  );
  const small = withPalette(Buffer.from(png));
  await writeFile(new URL(`${name}.png`, to), small);
  await page.close();

  const folder = to === published ? 'docs/images' : 'tests/results/screenshots';
  console.log(`${folder}/${name}.png  ${Math.round(small.length / 1024)} kB`);
  for (const complaint of complaints) {
    console.error(`  ${complaint}`);
    process.exitCode = 1;
  }
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {Picture} options
 */
async function emulateMedia(page, {dark, forced, contrast}) {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      {name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'},
      {name: 'prefers-reduced-motion', value: 'reduce'},
      ...(forced ? [{name: 'forced-colors', value: 'active'}] : []),
      ...(contrast ? [{name: 'prefers-contrast', value: 'more'}] : []),
    ],
  });
}

/**
 * An element with some air at its sides and below; above it there may be something else.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} selector
 */
async function around(page, selector) {
  const box = await (await page.$(selector))?.boundingBox();
  if (!box) throw new Error(`There is no ${selector} to photograph.`);
  const air = 20;
  return {
    x: Math.max(0, box.x - air),
    // Without its upper edge, which may be a line.
    y: box.y + 1,
    width: box.width + 2 * air,
    height: box.height + air,
  };
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string} label
 */
async function press(page, label) {
  await page.locator(`::-p-xpath(//button[normalize-space()='${label}'])`).click();
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{id: string}>}
 */
async function publish(path, body) {
  const response = await fetch(demo.url + path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return /** @type {Promise<{id: string}>} */ (response.json());
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * A zone with a short name in which it is day now: nobody wants to see an outage at 3 a.m. in a
 * README.
 */
function daytimeZone() {
  const zones = ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu', 'Europe/London'];
  const hourIn = (/** @type {string} */ timeZone) =>
    Number(new Intl.DateTimeFormat('en', {hour: 'numeric', hourCycle: 'h23', timeZone}).format());
  return zones.find((zone) => hourIn(zone) >= 8 && hourIn(zone) <= 19) ?? 'Europe/London';
}

/**
 * Writes a picture anew with a palette of 256 colours: a quarter of the size, and no difference to
 * the eye, because our pages consist of flat areas and the edges of letters. The most frequent
 * colours stay exactly as they are.
 *
 * @param {Buffer} png eight bits per channel, not interlaced, as Chromium writes it
 */
function withPalette(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const colours = readColours(png, width, height, channels);

  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = choosePalette(counts);
  const indexes = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));

  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = indexes.get(colours[y * width + x] ?? 0) ?? 0;
    }
  }
  const header = Buffer.from(png.subarray(16, 29));
  header[9] = 3;
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => parts(colour)))),
    chunk('IDAT', deflateSync(rows, {level: 9, memLevel: 9})),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * The most frequent colours, and then, one by one, those that are rare but like none of the chosen
 * ones.
 *
 * @param {ReadonlyMap<number, number>} counts
 */
function choosePalette(counts) {
  const byCount = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const palette = byCount.slice(0, 192);
  const distances = new Map(
    byCount.slice(192).map((colour) => {
      const [chosen = 0] = palette.slice(nearest(palette, colour));
      return [colour, distance(chosen, colour)];
    }),
  );
  while (palette.length < 256 && distances.size > 0) {
    const [[rarest] = [0]] = [...distances].sort(([, a], [, b]) => b - a);
    palette.push(rarest);
    distances.delete(rarest);
    for (const [colour, before] of distances) {
      distances.set(colour, Math.min(before, distance(rarest, colour)));
    }
  }
  return palette;
}

/** @param {number} colour @returns {[number, number, number]} */
function parts(colour) {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

/**
 * @param {readonly number[]} palette
 * @param {number} colour
 */
function nearest(palette, colour) {
  let best = 0;
  let least = Infinity;
  for (const [index, candidate] of palette.entries()) {
    const far = distance(candidate, colour);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

/**
 * Green counts most, as it does in the eye.
 *
 * @param {number} a
 * @param {number} b
 */
function distance(a, b) {
  const [red, green, blue] = parts(a);
  const [otherRed, otherGreen, otherBlue] = parts(b);
  return 3 * (red - otherRed) ** 2 + 6 * (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

/**
 * @param {Buffer} png
 * @param {number} width
 * @param {number} height
 * @param {number} channels
 */
function readColours(png, width, height, channels) {
  /** @type {Buffer[]} */
  const data = [];
  for (let offset = 8; offset < png.length;) {
    const length = png.readUInt32BE(offset);
    if (png.toString('latin1', offset + 4, offset + 8) === 'IDAT') {
      data.push(png.subarray(offset + 8, offset + 8 + length));
    }
    offset += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const rowBytes = width * channels;
  const colours = new Uint32Array(width * height);
  /** @type {Buffer} */
  let above = Buffer.alloc(rowBytes);
  for (let y = 0; y < height; y++) {
    const start = y * (rowBytes + 1);
    const row = raw.subarray(start + 1, start + 1 + rowBytes);
    unfilter(raw[start] ?? 0, row, above, channels);
    for (let x = 0; x < width; x++) colours[y * width + x] = row.readUIntBE(x * channels, 3);
    above = row;
  }
  return colours;
}

/**
 * Takes back what a PNG filter did to a row (PNG specification, section 9).
 *
 * @param {number} filter
 * @param {Buffer} row
 * @param {Buffer} above
 * @param {number} channels
 */
function unfilter(filter, row, above, channels) {
  for (let i = 0; i < row.length; i++) {
    const left = i < channels ? 0 : (row[i - channels] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < channels ? 0 : (above[i - channels] ?? 0);
    const expected = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    row[i] = (row[i] ?? 0) + expected;
  }
}

/**
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function paeth(left, up, corner) {
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(content));
  return Buffer.concat([length, content, sum]);
}

/** CRC-32 as PNG wants it. `zlib.crc32` exists only from Node 22. @param {Buffer} bytes */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
