// @ts-check
// The real outage-feed: its command line as a process of its own, which a test may kill like a machine that dies.
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const program = fileURLToPath(new URL('../../server/bin/outage-feed.js', import.meta.url));

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * @param {object} [options]
 * @param {number} [options.port] 0 takes any free one
 * @param {string} [options.file] of an earlier process; without it a new one, removed by `stop`
 * @param {string} [options.components]
 * @param {string[]} [options.args] further arguments of `serve`
 */
export async function startFeed({
  port = 0,
  file,
  components = 'Payments,Invoices,Exports',
  args = [],
} = {}) {
  const folder = file === undefined ? mkdtempSync(join(tmpdir(), 'outage-feed-e2e-')) : undefined;
  const kept = file ?? join(String(folder), 'feed.json');
  const setup = ['--port', String(port), '--file', kept, '--retry', '1000'];
  const child = spawn(
    process.execPath,
    [program, 'serve', ...setup, '--page', 'Acme', '--components', components, ...args],
    {stdio: ['ignore', 'pipe', 'pipe']},
  );
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  const removeFolder = () => folder && rmSync(folder, {recursive: true, force: true});
  let complaints = '';
  child.stderr.on('data', (text) => (complaints += text));

  const url = await new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, found] = /(http:\/\/\S+)\/feed$/.exec(line) ?? [];
      if (found) resolve(found);
    });
    void ended.then(([code]) => {
      reject(new Error(`outage-feed ended with ${code}: ${complaints}`));
    });
  }).catch((error) => {
    // One that never started is never stopped either.
    removeFolder();
    throw error;
  });

  return {
    /** @type {string} without a slash at the end */
    url,
    port: Number(new URL(url).port),
    file: kept,
    /** @param {'POST' | 'PUT' | 'DELETE'} method @param {string} path @param {unknown} [body] */
    async send(method, path, body) {
      const response = await fetch(url + path, {
        method,
        ...(body !== undefined && {
          headers: {'Content-Type': 'application/json'},
          body: JSON.stringify(body),
        }),
      });
      if (!response.ok) throw new Error(`${path} answered ${await response.text()}`);
      return response.status === 204 ? undefined : response.json();
    },
    /** `outage-feed post …` and so on, against this server. @param {string[]} command */
    async cli(...command) {
      const env = {...process.env, OUTAGE_FEED_URL: url};
      return (await promisify(execFile)(process.execPath, [program, ...command], {env})).stdout;
    },
    async subscribers() {
      return (await (await fetch(`${url}/healthz`)).json()).subscribers;
    },
    /** Ends it as a power cut would. The file stays. */
    async kill() {
      process.kill(/** @type {number} */ (child.pid), 'SIGKILL');
      await ended;
    },
    /** Ends it if it still runs, and takes its file away if it was made for it. */
    async stop() {
      if (running.has(child)) child.kill('SIGTERM');
      await ended;
      removeFolder();
    },
  };
}
