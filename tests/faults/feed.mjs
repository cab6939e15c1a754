// @ts-check
// The feed as it should be: hosts that answer well. `weather.mjs` spoils it.

/**
 * @typedef {import('./origin.mjs').Call} Call
 * @typedef {import('./world.mjs').World} World
 * @typedef {{mode: 'normal' | 'silent' | 'hollow'}} Stream `hollow`: heartbeats without news
 */

/** @type {WeakMap<Call, Stream>} */
const streams = new WeakMap();
/**
 * @typedef {object} Told by the headers of an answer
 * @property {number} offset the server's clock minus the reader's, ms
 * @property {number | undefined} date epoch ms
 * @property {number} age how long a cache had the copy, ms
 */
/** @type {WeakMap<Call, Told>} */
const told = new WeakMap();

const HEARTBEAT = 15_000;

/** @param {Call} call */
export const streamOf = (call) => streams.get(call);
/** @param {Call} call */
export const isOpen = (call) => call.host.calls.has(call) && call.phase === 'open';

/**
 * @typedef {object} Copy a document as the page's browser keeps it
 * @property {any} document
 * @property {number | undefined} date by its header, epoch ms
 * @property {number} age by its header, ms
 */
/** @type {WeakMap<import('./origin.mjs').Host, Map<string, Copy>>} by ETag */
const copies = new WeakMap();

/**
 * The copy that the page gets if this call is answered with a 304.
 * @param {Call} call
 */
const copyOf = ({host, etag}) => (etag === undefined ? undefined : copies.get(host)?.get(etag));

/**
 * Status and headers, with a clock on them.
 * @param {World} world @param {Call} call @param {number} status
 * @param {Record<string, string | number>} [headers]
 */
export function head(world, call, status, headers = {}) {
  const {dateError} = world.hostOf(call);
  const copy = status === 304 ? copyOf(call) : undefined;
  const now =
    dateError === undefined ? undefined : Math.floor((world.now() + dateError) / 1000) * 1000;
  // The browser keeps the headers of its copy that a 304 does not replace (RFC 9111, section 3.2).
  const date = now ?? copy?.date;
  const age = headers['Age'] === undefined ? (copy?.age ?? 0) : Number(headers['Age']) * 1000;
  if (copy) Object.assign(copy, {date, age});
  told.set(call, {offset: date === undefined ? 0 : date + age - world.wall(), date, age});
  call.head(status, {
    ...(now !== undefined && {Date: new Date(now).toUTCString()}),
    ...headers,
  });
}

/** The browser keeps a document that was asked for alone. @param {Call} call @param {string} etag @param {any} document */
function keep(call, etag, document) {
  if (call.accept.includes('event-stream')) return;
  const {date, age} = /** @type {Told} */ (told.get(call));
  const ofHost = copies.get(call.host) ?? new Map();
  copies.set(call.host, ofHost.set(etag, {document, date, age}));
}

/** Nothing has changed: the page gets the copy that its browser keeps. @param {World} world @param {Call} call @param {Record<string, string | number>} [headers] */
export function sendNotModified(world, call, headers) {
  head(world, call, 304, headers);
  call.end();
  const copy = copyOf(call);
  if (copy) deliver(world, call, 'snapshot', copy.document);
}

/** @param {World} world @param {Call} call */
export async function answerWell(world, call) {
  const {kind, pinned} = world.hostOf(call);
  if (kind === 'stream' && call.accept.includes('event-stream')) {
    await openStream(world, call);
    return;
  }
  const age = kind === 'cdn' ? Math.floor(world.random() * 20) : 0;
  sendDocument(world, call, pinned ?? world.copy(call), age);
}

/** @param {World} world @param {Call} call @param {any} document @param {number} [age] seconds a cache had it */
export function sendDocument(world, call, document, age = 0) {
  const {epoch, rev, generated_at: generated} = document.ext;
  const etag = `"${epoch}-${rev}-${Date.parse(generated)}"`;
  const headers = {
    'Content-Type': 'application/json',
    ETag: etag,
    'Cache-Control': 'public, max-age=10, stale-while-revalidate=60, stale-if-error=86400',
    Vary: 'Accept',
    ...(age > 0 && {Age: age}),
  };
  if (call.etag === etag) return sendNotModified(world, call, headers);
  const text = JSON.stringify(document);
  head(world, call, 200, {...headers, 'Content-Length': Buffer.byteLength(text)});
  keep(call, etag, document);
  call.write(text);
  call.end();
  deliver(world, call, 'snapshot', document);
}

/** Where a redirect led: a lie that nobody may believe, in the shape of good news. @param {World} world @param {Call} call */
export function sendElsewhere(world, call) {
  const {ext, ...document} = world.publisher.document();
  const components = document.components.map((item) => ({...item, status: 'operational'}));
  const status = {indicator: 'none', description: 'All is well'};
  const lie = {...document, status, components, incidents: [], ext: {...ext, rev: ext.rev + 100}};
  head(world, call, 200, {'Content-Type': 'application/json'});
  call.write(JSON.stringify(lie));
  call.end();
}

/** @param {World} world @param {Call} call @param {any} [snapshot] to begin with */
export async function openStream(world, call, snapshot) {
  await startStream(world, call);
  const missed = snapshot ? undefined : world.publisher.since(call.lastEventId);
  const {pinned} = world.hostOf(call);
  if (!missed || pinned) {
    const data = snapshot ?? pinned ?? world.publisher.document();
    await say(world, call, {event: 'snapshot', data});
    return;
  }
  for (const change of missed) await say(world, call, change);
}

/** Headers and the first comment. @param {World} world @param {Call} call */
export async function startStream(world, call) {
  head(world, call, 200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  call.write(': welcome\n\n');
  /** @type {Stream} */
  const stream = {mode: 'normal'};
  streams.set(call, stream);
  const live = () => isOpen(call) && stream.mode !== 'silent';
  const heartbeat = () => {
    if (!live()) return;
    call.write(': lives\n\n');
    world.at(HEARTBEAT, heartbeat);
  };
  const beat = async () => {
    if (!live()) return;
    world.at(world.maxStale / 3, beat);
    const {pinned} = world.hostOf(call);
    if (stream.mode === 'hollow') return;
    await say(world, call, {event: 'beat', data: {ext: pinned?.ext ?? world.publisher.ext()}});
  };
  world.at(HEARTBEAT, heartbeat);
  world.at(world.maxStale / 3, beat);
  await world.settle();
}

/** One event as it is written. @param {World} world @param {import('./publisher.mjs').Change} change */
export function eventText(world, {event, data}) {
  const id = data.ext ? `id: ${world.publisher.id(data.ext)}\n` : '';
  return `event: ${event}\n${id}data: ${JSON.stringify(data)}\n\n`;
}

/** @param {World} world @param {Call} call @param {import('./publisher.mjs').Change} change @param {(text: string) => void} [write] */
export async function say(world, call, change, write = (text) => call.write(text)) {
  if (!isOpen(call)) return;
  write(eventText(world, change));
  const result = deliver(world, call, change.event, change.data);
  await world.settle();
  if (!isOpen(call)) result?.doubt();
}

/** @param {World} world @param {Call} call @param {string} event @param {any} data @returns the way to say that the reader may have missed it */
export function deliver(world, call, event, data) {
  if (event === 'bye') return undefined;
  const {offset, age} = told.get(call) ?? {offset: 0, age: 0};
  const result = world.oracle.deliver(event, data, {now: world.wall(), age, offset});
  if (result.proved) world.envelope.prove(call.serial, world.awake());
  const {epoch, rev, generated_at: generated} = data.ext;
  const made = Math.round((world.now() - Date.parse(generated)) / 1000);
  world.note(`  ${event} ${epoch}:${rev} of ${made} s ago: ${world.oracle.describe(world.wall())}`);
  return result;
}

/** Says what changed to everybody who listens. @param {World} world @param {import('./publisher.mjs').Change[]} changes @param {boolean} whole as one snapshot */
export async function publish(world, changes, whole) {
  const document = world.publisher.document();
  for (const call of world.calls()) {
    if (streamOf(call)?.mode !== 'normal' || world.hostOf(call).pinned) continue;
    const news = whole ? [{event: 'snapshot', data: document}] : changes;
    for (const change of news) await say(world, call, change);
  }
}
