// @ts-check
// One host of the feed: HTTP written by hand, because a proper server would not let us be this rude.
import {once} from 'node:events';
import {createServer} from 'node:net';

/**
 * @typedef {object} Call one request that reached a host, until its socket is closed
 * @property {number} serial
 * @property {Host} host
 * @property {string} path
 * @property {string} accept
 * @property {string | undefined} etag the copy the browser holds
 * @property {string} lastEventId
 * @property {'held' | 'open' | 'ended'} phase nothing answered yet; answering; all said
 * @property {number} sent bytes of the body
 * @property {(status: number, headers: Record<string, string | number>) => void} head
 * @property {(text: string | Uint8Array) => void} write
 * @property {() => void} end
 * @property {() => void} reset
 *
 * @typedef {object} Host
 * @property {string} name
 * @property {string} origin
 * @property {Set<Call>} calls
 * @property {() => Promise<void>} stop
 */

let serials = 0;

/**
 * @param {string} name
 * @param {{onCall: (call: Call) => void, onChange: () => void}} handlers
 * @returns {Promise<Host>}
 */
export async function startHost(name, {onCall, onChange}) {
  /** @type {Set<Call>} */
  const calls = new Set();
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    let text = '';
    /** @type {Call | undefined} */
    let call;
    const gone = () => {
      sockets.delete(socket);
      if (call) calls.delete(call);
      onChange();
    };
    socket.on('error', gone).on('close', gone);
    socket.on('data', (chunk) => {
      text += chunk;
      if (call || !text.includes('\r\n\r\n')) return;
      calls.add((call = read(text, host, socket, gone)));
      onCall(call);
      onChange();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  /** @type {Host} */
  const host = {
    name,
    origin: `http://127.0.0.1:${port}`,
    calls,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
  return host;
}

/**
 * @param {string} text
 * @param {Host} host
 * @param {import('node:net').Socket} socket
 * @param {() => void} gone
 * @returns {Call}
 */
function read(text, host, socket, gone) {
  const [line = '', ...lines] = text.split('\r\n');
  const [method, path = '/'] = line.split(' ');
  // A preflight would be a second request per visit: nothing of ours may cause one.
  if (method !== 'GET') throw new Error(`The page sent ${line}`);
  const header = (/** @type {string} */ name) =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2);
  const url = new URL(path, host.origin);
  const serial = ++serials;
  return {
    serial,
    host,
    path: url.pathname,
    accept: header('accept') ?? '',
    etag: header('if-none-match'),
    lastEventId: url.searchParams.get('last_event_id') ?? '',
    phase: 'held',
    sent: 0,
    head(status, headers) {
      this.phase = 'open';
      const all = {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Age, Date, Retry-After, X-Serial',
        Connection: 'close',
        'X-Serial': serial,
        ...headers,
      };
      const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 ${status} -\r\n${fields.join('')}\r\n`);
    },
    write(text) {
      const bytes = Buffer.from(text);
      this.sent += bytes.length;
      socket.write(bytes);
    },
    end() {
      this.phase = 'ended';
      socket.end();
    },
    reset() {
      this.phase = 'ended';
      gone();
      socket.resetAndDestroy();
    },
  };
}
