import {once} from 'node:events';
import {mkdtemp, readFile, stat, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createIncident, updateIncident} from '../../src/index.js';
import {run} from '../support/program.js';
import {manualClock, send, startServer, temporaryDirectory} from '../support/server.js';

/** A publisher location of Nchan that answers as it is told. */
async function startLocation(status = 201) {
  const location = {
    url: '',
    status,
    messages: [] as {event: string | undefined; document: any}[],
    requests: 0,
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      location.requests += 1;
      const event = request.headers['x-eventsource-event'] as string | undefined;
      if (location.status < 400) location.messages.push({event, document: JSON.parse(body)});
      response.writeHead(location.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  location.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pub/acme`;
  return location;
}

/** One-shot and repeating timers in one: rung by hand. */
function manualSchedule() {
  const tasks = new Map<symbol, {milliseconds: number; task: () => void}>();
  return {
    schedule(milliseconds: number, task: () => void) {
      const key = Symbol();
      tasks.set(key, {milliseconds, task});
      return () => void tasks.delete(key);
    },
    /** What waits for less than a beat: retries. */
    retries: () => [...tasks.values()].filter(({milliseconds}) => milliseconds < 10_000),
  };
}

test('Nchan gets a whole snapshot at the start and with every change and beat', async () => {
  const location = await startLocation();
  const clock = manualClock();
  const hub = {nchan: [location.url]};
  const {url, feed} = await startServer({hub, stream: 'acme', clock: clock.now});
  await expect.poll(() => location.messages.length).toBe(1);
  await feed.publish(createIncident({name: 'Payments fail'}));
  await expect.poll(() => location.messages.length).toBe(2);
  clock.advance(60);
  await feed.beat();
  await expect.poll(() => location.messages.length).toBe(3);
  expect(location.messages.map(({event}) => event)).toEqual(Array(3).fill('snapshot'));
  const [first, second, third] = location.messages.map(({document}) => document);
  expect([first, second, third].map(({ext}) => ext.rev)).toEqual([1, 2, 2]);
  expect(first.ext.stream).toBe('acme');
  expect(second.incidents[0].name).toBe('Payments fail');
  expect(third.ext.generated_at).toBe('2026-11-21T10:01:00.000Z');
  expect({...third, ext: second.ext}).toEqual(second);
  const {body} = await send(`${url}/healthz`, 'GET');
  expect(body.hubs).toEqual([{told: 2, failures: 0}]);
});

test('while Nchan is down, publishes succeed and one error is logged', async () => {
  const location = await startLocation(503);
  const timers = manualSchedule();
  const said: any[] = [];
  const report = (error: unknown): void => void said.push(error);
  const hub = {nchan: [location.url]};
  const {url, feed} = await startServer({hub, report, schedule: timers.schedule});
  const {id} = await feed.publish(createIncident({name: 'Payments fail'}));
  await feed.publish(updateIncident(id, {body: 'We look.'}));
  await feed.publish(updateIncident(id, {body: 'We see.'}));
  await expect.poll(() => timers.retries().length).toBe(1);
  // Twice as long each time, up to eight seconds.
  const waits: number[] = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    const asked = location.requests;
    const [retry] = timers.retries();
    waits.push(retry!.milliseconds);
    retry!.task();
    await expect.poll(() => location.requests).toBe(asked + 1);
    await expect.poll(() => timers.retries().length).toBe(1);
  }
  expect(waits.at(-1)).toBe(8000);
  expect(waits.every((wait, index) => wait >= (waits[index - 1] ?? 0))).toBe(true);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatchObject({code: 'hub-failed'});
  expect(said[0].message).toContain(
    `Nchan at ${location.url} does not take the news (it answers 503)`,
  );
  const {body} = await send(`${url}/healthz`, 'GET');
  expect(body.hubs[0].failures).toBeGreaterThan(6);

  location.status = 202;
  timers.retries()[0]!.task();
  await expect.poll(() => location.messages.length).toBe(1);
  expect(location.messages[0]!.document.ext.rev).toBe(4);
  expect(timers.retries()).toEqual([]);
  await feed.publish(updateIncident(id, {body: 'It works.'}));
  await expect.poll(() => location.messages.length).toBe(2);
});

test('one node of each cluster gets a message, and the next node when that fails', async () => {
  const [one, two, other] = [await startLocation(), await startLocation(), await startLocation()];
  const {feed} = await startServer({hub: {nchan: [[one.url, two.url], other.url]}});
  await expect.poll(() => other.messages.length).toBe(1);
  expect([one.messages.length, two.messages.length]).toEqual([1, 0]);
  one.status = 502;
  await feed.publish(createIncident({name: 'Payments fail'}));
  await expect.poll(() => [two.messages.length, other.messages.length]).toEqual([1, 2]);
  one.status = 201;
  await feed.publish(createIncident({name: 'Exports fail'}));
  await expect.poll(() => [two.messages.length, other.messages.length]).toEqual([2, 3]);
  expect(one.messages).toHaveLength(1);
});

test('what was not told before the end is told at the next start', async () => {
  const location = await startLocation(503);
  const file = join(await temporaryDirectory(), 'feed.json');
  const options = {file, hub: {nchan: [location.url]}, report: () => undefined};
  const first = await startServer(options);
  await first.feed.publish(createIncident({name: 'Payments fail'}));
  await first.close();
  location.status = 201;
  await startServer(options);
  await expect.poll(() => location.messages.at(-1)?.document.ext.rev).toBe(2);
});

test('the snapshot is a file with a fresh time, and each version has its own date', async () => {
  const snapshot = join(await temporaryDirectory(), 'public', 'acme.json');
  const clock = manualClock();
  const {feed, url} = await startServer({snapshot, clock: clock.now});
  const read = async () => JSON.parse(await readFile(snapshot, 'utf8'));
  const told = async () => (await send(`${url}/healthz`, 'GET')).body.hubs[0].told;
  const dates = new Set<number>();
  for (let rev = 1; rev <= 4; rev++) {
    if (rev > 1) await feed.publish(createIncident({name: 'Payments fail'}));
    await expect.poll(told).toBe(rev);
    expect((await read()).ext.rev).toBe(rev);
    dates.add(Math.floor((await stat(snapshot)).mtimeMs / 1000));
  }
  expect(dates.size).toBe(4);
  clock.advance(60);
  await feed.beat();
  await expect.poll(async () => (await read()).ext.generated_at).toBe('2026-11-21T10:01:00.000Z');
});

test('a snapshot that cannot be written is reported, and keeps nobody waiting', async () => {
  const blocked = join(await mkdtemp(join(tmpdir(), 'outage-feed-')), 'file');
  await writeFile(blocked, '');
  const said: unknown[] = [];
  const {feed} = await startServer({
    snapshot: join(blocked, 'acme.json'),
    report: (error) => said.push(error),
  });
  await feed.publish(createIncident({name: 'Payments fail'}));
  await expect.poll(() => said).toMatchObject([{code: 'hub-failed'}]);
});

test('the file of the feed is no place for its snapshot', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  await expect(startServer({file, snapshot: file})).rejects.toThrow(
    'snapshot must not be the file of the feed',
  );
});

test.each([
  ['--hub', 'mercure=http://127.0.0.1', '--hub takes embedded, nchan=<url> or redis=<url>'],
  [
    '--hub',
    'nchan=ftp://127.0.0.1/pub',
    'hub must be such as nchan=http://127.0.0.1:8081/pub/acme',
  ],
  ['--hub', 'nchan=http://me:secret@127.0.0.1/pub', 'A password in the URL of Nchan is not sent'],
  ['--hub', 'redis=127.0.0.1', 'hub must be such as redis=redis://127.0.0.1:6379/0'],
  ['--stream', '', 'stream must be a URL of at most 256 characters'],
])('%s %s is a wrong command line', async (option, value, reason) => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const {code, errors} = await run(['serve', '--port', '0', '--file', file, option, value]);
  expect(code).toBe(2);
  expect(errors).toContain(reason);
});

test('without Redis at the start the command ends and says so', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const hub = 'redis=redis://:secret@127.0.0.1:9/0';
  const {code, errors} = await run(['serve', '--port', '0', '--file', file], {
    OUTAGE_FEED_HUB: hub,
  });
  expect(code).toBe(1);
  expect(errors).toContain('Redis at 127.0.0.1:9 does not answer');
  expect(errors).not.toContain('secret');
});

/** Makes Node believe that the optional package is not installed. */
const withoutRedisClient = `
  import {register} from 'node:module';
  const hook = \`export function resolve(specifier, context, next) {
    if (specifier !== '@redis/client') return next(specifier, context);
    throw Object.assign(new Error('not installed'), {code: 'ERR_MODULE_NOT_FOUND'});
  }\`;
  register('data:text/javascript,' + encodeURIComponent(hook));`;

test('without the optional package the command says in one sentence what to install', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const hub = 'redis=redis://127.0.0.1:9/0';
  const {code, errors} = await run(['serve', '--port', '0', '--file', file, '--hub', hub], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(withoutRedisClient)}`,
  });
  expect({code, errors}).toEqual({
    code: 1,
    errors: 'Redis needs a package that is not here. Run: npm install @redis/client\n',
  });
});
