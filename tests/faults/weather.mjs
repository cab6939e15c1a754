// @ts-check
// Everything that goes wrong between a reader and a feed. `ANSWERS` spoils the answer to one request, `INTERRUPTIONS`
// a stream that was well until then.
import {
  answerWell,
  deliver,
  eventText,
  head,
  isOpen,
  openStream,
  say,
  sendDocument,
  sendNotModified,
  startStream,
  streamOf,
} from './feed.mjs';

/**
 * @typedef {import('./origin.mjs').Call} Call
 * @typedef {import('./world.mjs').World} World
 * @typedef {(world: World, call: Call) => void | Promise<void>} Fault
 */

const JSON_HEADERS = {'Content-Type': 'application/json'};
const wantsStream = (/** @type {Call} */ {accept}) => accept.includes('event-stream');

/** Something whole that is no valid document. @param {string} body @param {string} [type] @returns {Fault} */
const nonsense =
  (body, type = 'application/json') =>
  (world, call) => {
    world.envelope.know(call.serial, {valid: false});
    head(world, call, 200, {'Content-Type': type, 'Content-Length': Buffer.byteLength(body)});
    call.write(body);
    call.end();
  };

/** @param {number} code @param {'none' | 'seconds' | 'date'} [asks] @param {number} [seconds] @returns {Fault} */
const status =
  (code, asks = 'none', seconds = 0) =>
  (world, call) => {
    if (asks !== 'none') world.envelope.know(call.serial, {asked: seconds * 1000});
    // A date is by the server's own clock, and nobody can tell its meaning who is not shown that clock.
    const {dateError} = world.hostOf(call);
    const at = Math.floor((world.now() + (dateError ?? 0)) / 1000) * 1000 + seconds * 1000;
    const date = dateError === undefined ? seconds : new Date(at).toUTCString();
    const after = {none: undefined, seconds, date}[asks];
    const bare = code === 204;
    head(world, call, code, {
      ...(after !== undefined && {'Retry-After': after}),
      ...(!bare && {'Content-Type': 'text/plain', 'Content-Length': 4}),
    });
    if (!bare) call.write('no\r\n');
    call.end();
  };

/** A document that comes in pieces with a pause, or not to its end. @param {number | undefined} pause @returns {Fault} */
const halves = (pause) => async (world, call) => {
  const document = world.copy(call);
  const text = JSON.stringify(document);
  head(world, call, 200, {...JSON_HEADERS, 'Content-Length': Buffer.byteLength(text)});
  call.write(text.slice(0, 200));
  await world.settle();
  if (pause === undefined) return call.end();
  world.at(pause, () => {
    if (!isOpen(call)) return;
    call.write(text.slice(200));
    call.end();
    deliver(world, call, 'snapshot', document);
  });
};

/** A cache's copy from long ago: of a stream's host too. @param {(world: World) => any} which @param {boolean} aged @returns {Fault} */
const stale = (which, aged) => (world, call) => {
  const document = which(world);
  const age = Math.floor((world.now() - Date.parse(document.ext.generated_at)) / 1000);
  sendDocument(world, call, document, aged ? age : 0);
};
const old = (/** @type {World} */ world) => world.publisher.old() ?? world.publisher.document();

/** @type {Record<string, Fault>} */
export const ANSWERS = {
  'latency, 2 s': (world, call) => later(world, call, 2_000),
  'latency, 12 s': (world, call) => later(world, call, 12_000),
  'latency, 40 s': (world, call) => later(world, call, 40_000),
  'black hole': () => {},
  reset: (_world, call) => call.reset(),
  'closed without a word': (_world, call) => call.end(),
  'headers, no byte': (world, call) =>
    head(world, call, 200, {'Content-Type': 'text/event-stream'}),
  'stream of nothing': (world, call) => {
    head(world, call, 200, {'Content-Type': 'text/event-stream'});
    call.end();
  },
  'stream, comment only': (world, call) => startStream(world, call),
  'stream cut in its first event': async (world, call) => {
    if (!wantsStream(call)) return call.reset();
    await startStream(world, call);
    if (!isOpen(call)) return;
    const data = world.publisher.document();
    call.write(eventText(world, {event: 'snapshot', data}).slice(0, 300));
    await world.settle();
    call.end();
  },
  'stream that begins in the past': (world, call) =>
    wantsStream(call) ? openStream(world, call, old(world)) : stale(old, false)(world, call),
  'document in place of a stream': (world, call) => sendDocument(world, call, world.copy(call)),
  'truncated document': halves(undefined),
  'slow document, 9 s': halves(9_000),
  'slow document, 60 s': halves(60_000),
  'stale copy with its age': stale(old, true),
  'stale copy without its age': stale(old, false),
  'wrong type': nonsense('<!doctype html><title>Log in</title>', 'text/html'),
  'broken JSON': nonsense('{"page": {"name": '),
  'JSON of something else': nonsense('[1, 2, 3]'),
  'arrays that are none': nonsense('{"status": {"indicator": "none"}, "incidents": null}'),
  'redirect to another host': (world, call) => {
    const host = world.hosts.find((host) => host !== call.host) ?? call.host;
    head(world, call, 302, {Location: `${host.origin}/elsewhere`, 'Content-Length': 0});
    call.end();
  },
  304: (world, call) => sendNotModified(world, call),
  ...Object.fromEntries(
    [204, 400, 401, 403, 404, 408, 410, 425, 429, 500, 502, 503, 504].map((code) => [
      `${code}`,
      status(code),
    ]),
  ),
  '429, 90 s': status(429, 'seconds', 90),
  '503, 30 s': status(503, 'seconds', 30),
  '503, 300 s': status(503, 'date', 300),
  '503, an hour': status(503, 'seconds', 3_600),
  '403, 20 s': status(403, 'seconds', 20),
};

/** @param {World} world @param {Call} call @param {number} ms */
function later(world, call, ms) {
  world.at(ms, () => (call.host.calls.has(call) ? answerWell(world, call) : undefined));
}

/** @param {Call} call @param {import('./feed.mjs').Stream['mode']} mode */
function become(call, mode) {
  const stream = streamOf(call);
  if (stream) stream.mode = mode;
}

/** Pieces of a few bytes, each a packet of its own. @param {World} world @param {Call} call */
const slicer = (world, call) => (/** @type {string} */ text) => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    const size = 1 + Math.floor(world.random() * 40);
    call.write(bytes.subarray(at, at + size));
    at += size;
  }
};

/** @param {string} event @param {(world: World) => any} data @returns {Fault} */
const saying = (event, data) => (world, call) => say(world, call, {event, data: data(world)});

/** What no reader can use, and none goes on after. @param {string} text @returns {Fault} */
const endless = (text) => (world, call) => {
  world.envelope.know(call.serial, {valid: false});
  call.write(text);
};

/** @param {World} world @param {number} step */
const extAt = ({publisher}, step) => ({
  ...publisher.ext(),
  rev: Math.max(0, publisher.rev() + step),
});
const allWell = {indicator: 'none', description: 'All is well'};

/** @type {Record<string, Fault>} */
export const INTERRUPTIONS = {
  cut: (_world, call) => call.end(),
  'reset of a stream': (_world, call) => call.reset(),
  'silence of a stream': (_world, call) => become(call, 'silent'),
  'heartbeats without news': (_world, call) => become(call, 'hollow'),
  'slow close': (world, call) => {
    become(call, 'silent');
    world.at(5_000 + world.random() * 30_000, () => (isOpen(call) ? call.end() : undefined));
  },
  'sliced bytes': (world, call) =>
    say(world, call, {event: 'snapshot', data: world.publisher.document()}, slicer(world, call)),
  'event cut in two': async (world, call) => {
    const data = world.publisher.document();
    call.write(eventText(world, {event: 'snapshot', data}).slice(0, 200));
    await world.settle();
    if (isOpen(call)) call.end();
  },
  'replay of an old snapshot': saying('snapshot', old),
  'replay of an old all-clear': saying('status', (world) => ({
    ext: extAt(world, -1),
    status: allWell,
  })),
  'a missed event': saying('status', (world) => ({
    ext: extAt(world, 2 + Math.floor(world.random() * 3)),
    status: allWell,
  })),
  'a beat from ahead': saying('beat', (world) => ({ext: extAt(world, 1)})),
  'a beat of another epoch': saying('beat', (world) => ({
    ext: {...world.publisher.ext(), epoch: 'nowhere'},
  })),
  'an old snapshot of another epoch': saying('snapshot', (world) => {
    const document = old(world);
    return {...document, ext: {...document.ext, epoch: 'yesterday', rev: 9_999}};
  }),
  // One bad event of a publisher costs itself: the stream goes on.
  'broken event': (_world, call) => call.write('event: snapshot\ndata: {"page":\n\n'),
  'event of another shape': (_world, call) =>
    call.write('event: snapshot\ndata: {"incidents": null}\n\n'),
  'unknown event': (_world, call) => call.write('event: party\ndata: {"cake": true}\n\n'),
  'bytes that are no text': (_world, call) =>
    call.write(Buffer.from([0xff, 0xfe, 0, 0xc3, 0x28, 10, 10])),
  'event too large': endless(`data: ${'x'.repeat(1_100_000)}\n`),
  'a wide first retry': (_world, call) => call.write('retry: 90000\n\n'),
  bye: (world, call) => bye(world, call, 5_000),
  'bye for long': (world, call) => bye(world, call, 240_000),
};

/** @param {World} world @param {Call} call @param {number} ms */
async function bye(world, call, ms) {
  world.envelope.know(call.serial, {asked: ms});
  await say(world, call, {event: 'bye', data: {retry_after_ms: ms}});
}
