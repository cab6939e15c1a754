// @ts-check
// A scriptable feed for the browser tests, served by the test runner itself, so it has the page's own origin.
// Node tests can use it too: `http.createServer(feedRoutes())`.
//
//   POST   /fake-feed/<id>           JSON script, see FakeAnswer: how every GET is answered from now on; of an array, one
//                                    GET after the other, and the last one from then on
//   POST   /fake-feed/<id>/push      JSON {chunks}: sends more bytes to every open answer
//   POST   /fake-feed/<id>/close     ends every open answer; JSON {abort: true} cuts the connections instead, {reset: true} resets them
//   GET    /fake-feed/<id>/requests  JSON {count, open, requests: [{url, headers}]}, oldest first
//   DELETE /fake-feed/<id>           cuts every connection and forgets the feed
//   GET    /fake-feed/<id>           what the code under test asks for; 404 until there is a script. A query is allowed
//
// A test uses a fresh <id>, because all browsers and test files talk to the same server at the same time.
// fakeFeed() below is the client of these routes, for use in a test.

/**
 * A piece of a body: text, or bytes in hex or base64 (for input that is not valid UTF-8, or is cut inside a character),
 * the latter as often as told.
 * @typedef {string | {hex: string} | {base64: string, times?: number}} Chunk
 */

/**
 * @typedef {object} FakeAnswer
 * @property {number} [status] 200 when left out
 * @property {Record<string, string>} [headers] text/event-stream when there is no content-type
 * @property {Chunk} [body] a whole body
 * @property {Chunk[]} [chunks] pieces of a body, written one by one
 * @property {number} [delay] milliseconds between two chunks; 0 when left out
 * @property {boolean} [keepOpen] leave the answer open for push and close
 */

/**
 * @typedef {object} Feed
 * @property {FakeAnswer | FakeAnswer[]} answer
 * @property {Set<import('node:http').ServerResponse>} open
 * @property {{url: string, headers: import('node:http').IncomingHttpHeaders}[]} requests
 */

/** Bytes of a repeated chunk that are written at once. */
const BLOCK = 65_536;

/** @param {Chunk} chunk */
function* blocks(chunk) {
  if (typeof chunk === 'string') yield chunk;
  else if ('hex' in chunk) yield Buffer.from(chunk.hex, 'hex');
  else {
    const bytes = Buffer.from(chunk.base64, 'base64');
    const atOnce = Math.ceil(BLOCK / bytes.length);
    for (let left = bytes.length && (chunk.times ?? 1); left > 0; left -= atOnce)
      yield Buffer.alloc(bytes.length * Math.min(left, atOnce), bytes);
  }
}

/** @param {number} ms */
const pause = (ms) =>
  new Promise((resolve) => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve)));

/**
 * Writes at the pace of the reader, if that is still there.
 * @param {import('node:http').ServerResponse} response
 * @param {Chunk} chunk
 */
async function write(response, chunk) {
  for (const block of blocks(chunk)) {
    if (response.destroyed) return;
    await new Promise((resolve) => response.write(block, resolve));
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function readJson(request) {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text === '' ? {} : JSON.parse(text);
}

/**
 * @param {Feed} feed
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(feed, request, response) {
  const script = [feed.answer].flat();
  if (script.length > 1) feed.answer = script.slice(1);
  const {status = 200, headers, body, chunks = [], delay = 0, keepOpen} = script[0] ?? {};
  feed.requests.push({url: request.url ?? '', headers: request.headers});
  feed.open.add(response);
  response.on('close', () => feed.open.delete(response));
  // The feed's clock is that of the test, which may stand still. A Date header would be of another.
  response.sendDate = false;
  response.writeHead(status, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...headers,
  });
  response.flushHeaders();
  if (body !== undefined) await write(response, body);
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0) await pause(delay);
    await write(response, chunk);
  }
  if (!keepOpen) response.end();
}

/** A request handler; calls `next` for every other path. */
export function feedRoutes() {
  /** @type {Map<string, Feed>} */
  const feeds = new Map();

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {() => unknown} [next]
   */
  return async (request, response, next = () => response.writeHead(404).end()) => {
    const [, id, action] = /^\/fake-feed\/([^/?]+)(?:\/([^/?]+))?/.exec(request.url ?? '') ?? [];
    if (id === undefined) return next();
    const feed = feeds.get(id);
    /** @param {unknown} [value] */
    const reply = (value = {}) =>
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(value));

    if (request.method === 'POST' && action === undefined) {
      const script = await readJson(request);
      if (feed) feed.answer = script;
      else feeds.set(id, {answer: script, open: new Set(), requests: []});
      reply();
    } else if (feed === undefined) {
      response.writeHead(404).end();
    } else if (request.method === 'POST' && action === 'push') {
      const {chunks} = await readJson(request);
      for (const chunk of chunks) for (const open of feed.open) await write(open, chunk);
      reply();
    } else if (request.method === 'POST' && action === 'close') {
      const {abort = false, reset = false} = await readJson(request);
      for (const open of feed.open) {
        if (reset) open.socket?.resetAndDestroy();
        else abort ? open.destroy() : open.end();
      }
      reply();
    } else if (request.method === 'DELETE') {
      for (const open of feed.open) open.destroy();
      feeds.delete(id);
      reply();
    } else if (action === 'requests') {
      reply({count: feed.requests.length, open: feed.open.size, requests: feed.requests});
    } else {
      await answer(feed, request, response);
    }
  };
}

/**
 * A feed of its own for one test.
 * @param {FakeAnswer | FakeAnswer[]} script
 * @param {string} [origin] needed outside a browser
 */
export async function fakeFeed(script, origin = '') {
  const url = `${origin}/fake-feed/${crypto.randomUUID()}`;
  /**
   * @param {string} method
   * @param {string} [path]
   * @param {unknown} [body]
   */
  const call = async (method, path = '', body) => {
    const response = await fetch(url + path, {
      method,
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    if (!response.ok) throw new Error(`${method} ${url}${path} answered ${response.status}.`);
    return response.json();
  };
  await call('POST', '', script);
  return {
    url,
    /** @param {FakeAnswer | FakeAnswer[]} next */
    answer: (next) => call('POST', '', next),
    /** @param {Chunk[]} chunks */
    push: (...chunks) => call('POST', '/push', {chunks}),
    /** @param {{abort?: boolean, reset?: boolean}} [how] */
    close: (how = {}) => call('POST', '/close', how),
    /** @returns {Promise<{count: number, open: number, requests: {url: string, headers: Record<string, string>}[]}>} */
    requests: () => call('GET', '/requests'),
    remove: () => call('DELETE'),
  };
}
