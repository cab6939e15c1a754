import {expect, onTestFinished, vi} from 'vitest';
import type {ServeOptions} from '../../src/index.js';
import {send, startServer} from './server.js';
import {subscribe} from './subscriber.js';

export const token = 'correct-horse-battery-staple';
export const bearer = {Authorization: `Bearer ${token}`};

/**
 * A server that is about to be attacked, with a reader who listens to it.
 *
 * @returns `expectUnharmed` fails if the attack published or removed anything, disturbed the
 * reader, ended up in a log, or left a server that cannot be published to.
 */
export async function startTarget(options: Partial<ServeOptions> = {}) {
  const logged: unknown[] = [];
  const log = (...words: unknown[]): void => void logged.push(...words);
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const spy = vi.spyOn(console, level).mockImplementation(log);
    onTestFinished(() => spy.mockRestore());
  }
  const server = await startServer({token, report: log, ...options});
  const reader = await subscribe(server.url);
  expect(await reader.next()).toMatchObject({event: 'snapshot'});
  const before = JSON.stringify(server.feed.document());

  async function expectUnharmed(): Promise<void> {
    expect(logged).toEqual([]);
    expect(JSON.stringify(server.feed.document())).toBe(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
    const rev = server.feed.document().ext.rev + 1;
    const published = await send(`${server.url}/incidents`, 'POST', {name: 'All is well'}, bearer);
    expect(published.status).toBe(201);
    expect(await reader.next()).toMatchObject({
      event: 'snapshot',
      data: {incidents: [{name: 'All is well'}], ext: {rev}},
    });
    const {body} = await send(`${server.url}/healthz`, 'GET');
    expect(body).toMatchObject({rev, subscribers: 1});
  }

  return {...server, logged, expectUnharmed};
}
