import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {onTestFinished, vi} from 'vitest';
import {serveRelay} from '../../src/index.js';
import type {RelayOptions} from '../../src/index.js';
import {manualClock, send, temporaryDirectory} from './server.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The page of a source: a real server, whose answer a test sets. */
export async function startSource(first: unknown) {
  const requests: IncomingMessage[] = [];
  let answer: Answer = withJson(first);
  let [underWay, most] = [0, 0];
  const server = createServer((request, response) => {
    requests.push(request);
    most = Math.max(most, ++underWay);
    response.on('close', () => underWay--);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/summary.json`,
    requests,
    /** The most requests that were under way at once. */
    most: () => most,
    answer: (next: Answer) => (answer = next),
    says: (document: unknown) => (answer = withJson(document)),
  };
}

function withJson(document: unknown): Answer {
  return (_request, response) => response.end(JSON.stringify(document));
}

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_request, response) => response.writeHead(code, headers).end();
}

/** A document shaped like Statuspage. */
export function page(more: Record<string, unknown> = {}) {
  return {
    page: {id: 'p1', name: 'Acme', url: 'https://status.acme.example'},
    status: {indicator: 'none', description: 'All fine here'},
    components: [
      {id: 'c1', name: 'Payments', status: 'operational'},
      {id: 'c2', name: 'Exports', status: 'operational'},
    ],
    incidents: [],
    scheduled_maintenances: [],
    ...more,
  };
}

export function incident(more: Record<string, unknown> = {}) {
  return {
    id: 'i1',
    name: 'Payments fail',
    status: 'identified',
    impact: 'major',
    created_at: '2026-11-21T09:00:00+01:00',
    updated_at: '2026-11-21T09:30:00.000Z',
    components: [{id: 'c1', name: 'Payments', status: 'partial_outage'}],
    incident_updates: [
      {
        id: 'u1',
        status: 'identified',
        body: 'We see <b>why</b>.',
        display_at: '2026-11-21T09:30:00Z',
      },
    ],
    ...more,
  };
}

/** Starts a relay on a free port. Its clock stands still, and a test makes its polls by hand. */
export async function startRelay(options: Partial<RelayOptions>) {
  const clock = manualClock();
  const planned: {ms: number; task: () => void}[] = [];
  const told: string[] = [];
  const file = options.file ?? join(await temporaryDirectory(), 'feed.json');
  const relay = await serveRelay({
    port: 0,
    clock: clock.now,
    schedule: () => () => undefined,
    random: () => 0.5,
    log: (news, sentence) => told.push(`${news}: ${sentence}`),
    after(ms, task) {
      const plan = {ms, task};
      planned.push(plan);
      return () => {
        if (planned.includes(plan)) planned.splice(planned.indexOf(plan), 1);
      };
    },
    ...options,
    file,
  });
  onTestFinished(() => relay.close());
  const count = (options.from?.length ?? 0) + (options.providers?.length ?? 0);

  /** Waits until every source has been polled, and its next poll is planned. */
  function settled(): Promise<void> {
    const check = (): void => {
      if (planned.length >= count) return;
      throw new Error(`Only ${planned.length} of ${count} sources have planned their next poll.`);
    };
    return vi.waitFor(check, {timeout: 20_000, interval: 2});
  }

  /** Makes all polls that are planned, after so many seconds. */
  async function visit(seconds = 60): Promise<void> {
    clock.advance(seconds);
    for (const {task} of planned.splice(0)) task();
    await settled();
  }

  if (count > 0) await settled();
  return {
    ...relay,
    file,
    clock,
    planned,
    told,
    settled,
    visit,
    read: async () => (await send(`${relay.url}/summary.json`, 'GET')).body,
    rev: () => relay.feed.document().ext.rev,
  };
}
