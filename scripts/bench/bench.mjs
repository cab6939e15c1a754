// @ts-check
// Measures what the widgets cost: bytes, milliseconds from publish to paint, one update on a
// crowded page, reading a large document, loading the tag, a feed that is of no use. Everything is
// measured beside the plainest thing that does the same, in the same run. `npm run bench` prints
// it, and `npm run bench -- --json` prints it as JSON. It needs a build and Chromium.
import {availableParallelism, loadavg} from 'node:os';
import {measureBytes} from './bytes.mjs';
import {measureCrowd} from './crowd.mjs';
import {measureIdle} from './idle.mjs';
import {measureLoad} from './load.mjs';
import {measurePublish} from './publish.mjs';
import {measureReading} from './reading.mjs';
import {kB, ms, percent, table, times} from './words.mjs';

const json = process.argv.includes('--json');
/** @param {string} text */
const say = (text) => json || console.log(text);

say('Bytes of the script-tag file and of what an app bundles, minified:');
const bytes = measureBytes();
say(
  table(
    Object.entries(bytes).map(([file, {min, gzip, brotli}]) => ({
      file,
      minified: kB(min),
      gzip: kB(gzip),
      brotli: kB(brotli),
    })),
  ),
);

say('\nReading a large document in Node, median of processor time:');
const reading = await measureReading();
say(
  table([
    {what: 'JSON.parse alone', time: ms(reading.jsonMs)},
    {what: 'JSON.parse, our parser and our store', time: ms(reading.oursMs)},
  ]),
);

say(`\nFrom publish (POST sent) to the screen in Chromium, medians:`);
const publish = await measurePublish();
say(
  table([
    {page: 'EventSource and textContent', ...row(publish.bare)},
    {page: 'outage-widgets', ...row(publish.ours)},
  ]),
);

say('\nOne update on a crowded page in Chromium, script + style + layout, medians:');
const crowd = await measureCrowd();
say(
  table(
    crowd.map(({count, oursMs, bareMs, ratio}) => ({
      elements: count,
      'bare Lit element': ms(bareMs),
      'outage-notice': ms(oursMs),
      ratio: times(ratio),
    })),
  ),
);

say('\nLoading a healthy page in Chromium, processor slowed down 4 times, medians:');
const load = await measureLoad();
say(
  table([
    {page: 'one bare Lit element, EventSource', ...loadRow(load.bare)},
    {page: 'script tag, three elements', ...loadRow(load.ours)},
  ]),
);

say('\nShare of one core for a page whose feed is of no use, in Chromium:');
const idle = await measureIdle();
say(table(idle.map(({feed, share}) => ({feed, 'main thread': percent(share)}))));

/** @param {import('./publish.mjs').Sample} sample */
function row({domMs, paintMs, p95Ms}) {
  return {'in the DOM': ms(domMs), painted: ms(paintMs), 'painted, 95th percentile': ms(p95Ms)};
}

/** @param {import('./load.mjs').Cost} cost */
function loadRow({scriptMs, heap}) {
  return {script: ms(scriptMs), heap: kB(heap)};
}

// Two bare pages differ by a fifth as well when others want the same cores.
const waiting = loadavg()[0] ?? 0;
const busy = waiting > availableParallelism();

const last = crowd[crowd.length - 1];
say(`
bytes:   the script tag's file is ${kB(bytes['cdn.js']?.gzip ?? NaN)} gzip, of which ${kB(bytes['floor']?.gzip ?? NaN)} are Lit and the stream parser
reading: ${kB(reading.bytes)} of status in ${ms(reading.oursMs)}, ${times(reading.ratio)} JSON.parse alone (${reading.rounds} rounds)
publish: painted after ${ms(publish.ours.paintMs)}, ${times(publish.ratio)} a bare EventSource (${publish.pairs} pairs)
crowd:   one update of ${last?.count} notices costs ${ms(last?.oursMs ?? NaN)}, ${times(last?.ratio ?? NaN)} as many bare Lit elements
load:    the tag with three elements runs ${ms(load.ours.scriptMs)} of script, ${times(load.ratio)} a bare Lit element with an EventSource
idle:    a page whose feed is of no use keeps ${percent(Math.max(...idle.map(({share}) => share)))} of one core busy at most`);

if (busy) say(`\nThe machine was busy (load ${waiting.toFixed(1)}): do not quote these times.`);
if (json) console.log(JSON.stringify({bytes, reading, publish, crowd, load, idle, busy}, null, 2));
