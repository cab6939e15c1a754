// @ts-check
// The HTTP side of the public contract-test protocol for readers of server-sent events. README.md
// beside this file says where the protocol comes from and what is left out.
//
//   GET    /          what we are, and which optional cases may be asked of us
//   POST   /          JSON of client.mjs's ClientOptions: opens a reader; `Location` is its address
//   POST   /reader/n  JSON {"command": "restart"}, or "listen" for one type of events, which does
//                     nothing, since all are reported
//   DELETE /reader/n  closes it
//   DELETE /          ends the service
//
// Each reader reports what it reads to `callbackUrl`/1, /2, /3 and so on.
import {systemClock} from '../../dist/clock/clock.js';
import {openClient} from './client.mjs';

/** README.md has the reason for each one that is missing. */
const capabilities = [
  'bom',
  'headers',
  'last-event-id',
  'post',
  'read-timeout',
  'report',
  'restart',
  'server-directed-shutdown-request',
];

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<any>} undefined if it is no JSON
 */
async function readJson(request) {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
const isHttpUrl = (value) =>
  typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/**
 * @param {object} options
 * @param {() => void} options.onStop called when the caller ends the service, after the answer
 * @param {import('../../dist/clock/clock.js').Clock} [options.clock]
 */
export function contractService({onStop, clock = systemClock}) {
  /** @type {Map<string, ReturnType<typeof openClient>>} */
  const readers = new Map();
  let opened = 0;

  /**
   * @param {string | undefined} method
   * @param {string} url
   * @param {any} body
   * @returns {{status: number, location?: string, json?: object}}
   */
  function act(method, url, body) {
    if (url === '/') {
      if (method === 'GET') return {status: 200, json: {name: 'outage-widgets', capabilities}};
      if (method === 'DELETE') return {status: 204};
      if (method !== 'POST') return {status: 405};
      if (!isHttpUrl(body?.streamUrl) || !isHttpUrl(body?.callbackUrl)) return {status: 400};
      const location = `/reader/${++opened}`;
      readers.set(location, openClient(body, clock));
      return {status: 201, location};
    }
    const reader = readers.get(url);
    if (!reader) return {status: 404};
    if (method === 'DELETE') {
      readers.delete(url);
      reader.close();
    } else if (body?.command === 'restart') {
      reader.restart();
    } else if (body?.command !== 'listen') {
      return {status: 400};
    }
    return {status: 204};
  }

  /** @type {import('node:http').RequestListener} */
  return async (request, response) => {
    const {method, url = '/'} = request;
    const {status, location, json} = act(method, url, await readJson(request));
    if (location) response.setHeader('Location', location);
    if (json) response.setHeader('Content-Type', 'application/json');
    if (method === 'DELETE' && url === '/') response.on('finish', onStop);
    response.writeHead(status).end(json && JSON.stringify(json));
  };
}
