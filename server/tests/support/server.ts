import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {serve} from '../../src/index.js';
import type {RunningServer, ServeOptions} from '../../src/index.js';

/** A directory of its own for one test. */
export async function temporaryDirectory(parent = tmpdir()): Promise<string> {
  const directory = await mkdtemp(join(parent, 'outage-feed-'));
  onTestFinished(() => rm(directory, {recursive: true, force: true}));
  return directory;
}

/** A real server on a free port, closed when the test ends. Its timers are run by hand. */
export async function startServer(options: Partial<ServeOptions> = {}): Promise<RunningServer> {
  const server = await serve({
    file: join(await temporaryDirectory(), 'feed.json'),
    page: 'Acme',
    components: ['Payments', 'Invoices', 'Exports'],
    port: 0,
    schedule: () => () => undefined,
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

/** A clock that stands still until it is moved. */
export function manualClock(start = '2026-11-21T10:00:00.000Z') {
  let now = Date.parse(start);
  return {
    now: () => now,
    advance(seconds: number) {
      now += seconds * 1000;
    },
  };
}

export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{status: number; headers: Headers; body: any}> {
  const response = await fetch(url, {
    method,
    headers: {...(body !== undefined && {'content-type': 'application/json'}), ...headers},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
