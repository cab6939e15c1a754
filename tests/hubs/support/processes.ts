// Redis and nginx as processes of their own, on ports and folders of their own, killed by a test or after it.
import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {findEngines} from '../../../scripts/engines.mjs';

const engines = findEngines();
const running = new Set<ChildProcess>();
process.on('exit', () => {
  running.forEach((child) => signal(child, 'SIGKILL'));
});

export interface Engine {
  readonly port: number;
  readonly child: ChildProcess;
  /** As a power cut would: the whole process group. */
  kill(): Promise<void>;
}

/** A folder that servers under another user may enter too. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outage-hubs-'));
  chmodSync(folder, 0o755);
  // Last of all: hooks run in reverse, and this one comes before those of its servers.
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** Ports that are free now; all at once, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({length: count}, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

export async function startRedis(port: number, args: readonly string[] = []): Promise<Engine> {
  if (!engines.redis) throw new Error('There is no Redis here.');
  const own = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', newFolder(), '--save', ''];
  return run(engines.redis, [...own, ...args], port);
}

/** @param folder holds its nginx.conf */
export async function startNginx(folder: string, port: number): Promise<Engine> {
  if (!engines.nchan) throw new Error('There is no nginx with Nchan here.');
  const file = join(folder, 'nginx.conf');
  const args = ['-e', join(folder, 'error.log'), '-c', file, '-g', 'daemon off;'];
  return run(engines.nchan.program, args, port);
}

/** A group of its own: workers outlive a master that is killed. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, name);
  } catch {
    // It ended by itself.
  }
}

async function run(program: string, args: readonly string[], port: number): Promise<Engine> {
  const child = spawn(program, args, {detached: true, stdio: ['ignore', 'pipe', 'pipe']});
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = once(child, 'exit').finally(() => running.delete(child));
  const died = ended.then(() => Promise.reject(new Error(`${program} ended: ${said}`)));
  died.catch(() => undefined);
  while (!(await Promise.race([answers(port), died])));
  return {
    port,
    child,
    async kill() {
      signal(child, 'SIGKILL');
      await ended;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return false;
  } finally {
    socket.destroy();
  }
}
