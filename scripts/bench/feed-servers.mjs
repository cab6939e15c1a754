// @ts-check
// The three servers of the benchmark, each in processes of its own.
import {once} from 'node:events';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {withChildren} from './feed-costs.mjs';
import {folder, runs, start} from './feed-processes.mjs';

/** @typedef {import('./feed-crowd.mjs').Publish} Publish */
/**
 * @typedef {object} Server
 * @property {string} name
 * @property {number} port
 * @property {string} path of the stream
 * @property {() => number[]} pids
 * @property {(mark: string) => Publish} publish what to send so that all get the mark
 */

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const json = {'Content-Type': 'application/json'};
/** The first document, published before anybody listens. */
const FIRST_MARK = 'mark-000000';
/** Makes the document about 2 kB. */
const STORY = 'We are looking into it, and will say more in half an hour. '.repeat(28);

/** @returns {Promise<Server>} */
export async function startEmbedded() {
  const program = file('../../server/bin/outage-feed.js');
  const setup = ['--port', '0', '--file', join(folder, 'feed.json'), '--components', 'Payments'];
  const child = start(process.execPath, [program, 'serve', ...setup]);
  const port = await portIn(child, /127\.0\.0\.1:(\d+)\/feed/);
  /** @type {Server} */
  const server = {
    name: 'embedded hub',
    port,
    path: '/feed',
    pids: () => [Number(child.pid)],
    publish: (mark) => ({
      url: `http://127.0.0.1:${port}/components/payments`,
      method: 'PUT',
      headers: json,
      body: JSON.stringify({status: 'operational', description: `${mark} ${STORY}`}),
      mark,
    }),
  };
  await publishOnce(server);
  return server;
}

/** The document that every server sends. @param {Server} embedded @returns {Promise<string>} */
export async function documentOf({port}) {
  return (await fetch(`http://127.0.0.1:${port}/summary.json`)).text();
}

/** @param {string} document @returns {Promise<Server>} */
export async function startBare(document) {
  const child = start(process.execPath, [file('feed-bare.mjs')]);
  const port = await portIn(child, /port (\d+)/);
  const pids = () => [Number(child.pid)];
  const url = `http://127.0.0.1:${port}/`;
  /** @type {Server} */
  const server = {
    name: 'bare Node: res.write',
    port,
    path: '/',
    pids,
    publish: sending(url, document),
  };
  await publishOnce(server);
  return server;
}

/**
 * One node and one Redis.
 * @param {string} document
 * @returns {Promise<Server | string>} why there is none
 */
export async function startNchan(document) {
  const [port, privatePort, redisPort] = [await freePort(), await freePort(), await freePort()];
  const redis = start('redis-server', [
    ...['--bind', '127.0.0.1', '--port', String(redisPort)],
    ...['--save', '', '--appendonly', 'no', '--dir', folder],
  ]);
  if (!(await answers(redis, redisPort))) return 'redis-server is not installed';
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, render(port, privatePort, redisPort));
  const log = join(folder, 'nginx.log');
  const nginx = start('nginx', ['-e', log, '-c', config, '-g', 'daemon off;']);
  if (!(await answers(nginx, port))) return 'nginx with Nchan does not start here';
  const pids = () => [...withChildren(Number(nginx.pid)), Number(redis.pid)];
  const headers = {'X-EventSource-Event': 'snapshot'};
  const url = `http://127.0.0.1:${privatePort}/pub/acme`;
  /** @type {Server} */
  const server = {
    name: 'Nchan and Redis',
    port,
    path: '/v1/feed/acme',
    pids,
    publish: sending(url, document, headers),
  };
  await publishOnce(server);
  return server;
}

/**
 * The configuration we ship, moved to a folder and ports of its own.
 * @param {number} port
 * @param {number} privatePort
 * @param {number} redisPort
 */
function render(port, privatePort, redisPort) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${join(folder, name)};`;
  });
  return readFileSync(file('../../server/deploy/nchan/nginx.conf'), 'utf8')
    .replace(/^user .*$/m, `user ${process.getuid?.() === 0 ? 'root' : 'nobody'};`)
    .replace(/^pid .*$/m, `pid ${join(folder, 'nginx.pid')};`)
    .replace(/^error_log \S+/m, `error_log ${join(folder, 'error.log')}`)
    .replace(/proxy_cache_path \S+/, `proxy_cache_path ${join(folder, 'cache')}`)
    .replace(/^http \{$/m, ['http {', ...temporary].join('\n'))
    .replace('listen 127.0.0.1:8081;', `listen 127.0.0.1:${privatePort};`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replaceAll('redis://127.0.0.1:6379', `redis://127.0.0.1:${redisPort}`);
}

/**
 * @param {string} url
 * @param {string} document
 * @param {Record<string, string>} [headers]
 * @returns {Server['publish']}
 */
function sending(url, document, headers) {
  return (mark) => ({
    url,
    method: 'POST',
    headers: {...json, ...headers},
    body: document.replace(FIRST_MARK, mark),
    mark,
  });
}

/** So that who connects finds a document. @param {Server} server */
async function publishOnce({publish}) {
  const {url, method, headers, body} = publish(FIRST_MARK);
  for (;;) {
    const {ok, status} = await fetch(url, {method, headers, body});
    if (ok) return;
    // Nchan is not connected to Redis yet.
    if (status !== 503) throw new Error(`${url} answered ${status}.`);
    await pause(100);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {RegExp} pattern
 * @returns {Promise<number>}
 */
function portIn(child, pattern) {
  return new Promise((resolve, reject) => {
    const output = /** @type {import('node:stream').Readable} */ (child.stdout);
    createInterface(output).on('line', (line) => {
      const [, port] = pattern.exec(line) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.on('exit', () => reject(new Error('A server did not start. Is there a build?')));
  });
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Whether it takes connections before it ends.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port
 */
async function answers(child, port) {
  while (runs(child)) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise((resolve) => {
      socket.on('connect', () => resolve(true));
      socket.on('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return true;
    await pause(50);
  }
  return false;
}
