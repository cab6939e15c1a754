import {once} from 'node:events';
import {mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createFeed, createIncident, updateIncident} from '../../src/index.js';
import {run, serveProgram} from '../support/program.js';
import {manualClock, send, startServer, temporaryDirectory} from '../support/server.js';
import {subscribe} from '../support/subscriber.js';

test('kill -9 in the middle of many publishes loses nothing that was acknowledged', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const acknowledged: string[] = [];
  const revsSeen: number[] = [];
  const seenAs = new Map<number, unknown>();
  let lastId: string | undefined;

  for (let round = 0; round < 3; round += 1) {
    const {url, child, exited} = await serveProgram(['--file', file]);
    const subscriber = await subscribe(url, lastId);
    const listen = async (): Promise<void> => {
      for (;;) {
        const event = await subscriber.next();
        if (event === undefined) return;
        lastId = event.id;
        if (event.event !== 'snapshot') continue;
        const {ext, incidents} = event.data;
        if (seenAs.has(ext.rev)) expect(incidents).toEqual(seenAs.get(ext.rev));
        seenAs.set(ext.rev, incidents);
        revsSeen.push(ext.rev);
      }
    };
    const listened = listen().catch((error: unknown) => error);

    const publishers = Array.from({length: 4}, async (_, publisher) => {
      for (let index = 0; ; index += 1) {
        const name = `${round}-${publisher}-${index}`;
        const {status} = await send(`${url}/incidents`, 'POST', {name});
        if (status !== 201) return;
        acknowledged.push(name);
        if (acknowledged.length === (round + 1) * 30) child.kill('SIGKILL');
      }
    });
    await Promise.allSettled(publishers);
    await exited;
    expect(await listened).toMatchObject({message: 'terminated'});
  }

  const {url} = await serveProgram(['--file', file]);
  const {body: document} = await send(`${url}/summary.json`, 'GET');
  const names = document.incidents.map(({name}: {name: string}) => name);
  expect(acknowledged.length).toBeGreaterThanOrEqual(90);
  expect(names).toEqual(expect.arrayContaining(acknowledged));
  expect(document.ext.rev).toBe(1 + names.length);

  const rising = [...new Set(revsSeen)].sort((a, b) => a - b);
  expect([...new Set(revsSeen)]).toEqual(rising);
  expect(Math.max(...revsSeen)).toBeLessThanOrEqual(document.ext.rev);

  const back = await subscribe(url, lastId);
  const news = await back.next();
  const upToDate = news?.event === 'beat' ? lastId : news?.id;
  expect(upToDate).toBe(`${document.ext.epoch}.${document.ext.rev}`);
  if (news?.event === 'snapshot') expect(news.data.incidents).toEqual(document.incidents);
});

test('everything survives a restart, the epoch and resolved incidents too', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const first = await startServer({file});
  const {id} = await first.feed.publish(createIncident({name: 'Payments fail'}));
  await first.feed.publish(updateIncident(id, {status: 'resolved'}));
  const before = first.feed.document();
  await first.close();
  const second = await startServer({file});
  expect(second.feed.document()).toEqual(before);
});

test('settings that changed are published at the start; components are only added', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  await (await startServer({file})).close();
  const {feed} = await startServer({file, page: 'Acme Inc.', components: ['Card payments']});
  const {page, components, ext} = feed.document();
  expect(page).toMatchObject({id: 'acme', name: 'Acme Inc.'});
  expect(components.map(({id}) => id)).toEqual([
    'payments',
    'invoices',
    'exports',
    'card-payments',
  ]);
  expect(ext.rev).toBe(2);
});

test('a new epoch is begun when asked for, and rev goes on', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const first = await startServer({file});
  const {epoch} = first.feed.document().ext;
  await first.close();
  const {feed} = await startServer({file, newEpoch: true});
  expect(feed.document().ext.epoch).not.toBe(epoch);
  expect(feed.document().ext.rev).toBe(2);
});

test('what has left the document is kept in the history, up to a limit', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const clock = manualClock();
  const {feed} = await startServer({file, clock: clock.now, keepHistory: 2});
  for (const name of ['first', 'second', 'third']) {
    const {id} = await feed.publish(createIncident({name}));
    await feed.publish(updateIncident(id, {status: 'resolved'}));
    clock.advance(900);
    await feed.beat();
  }
  const {history} = JSON.parse(await readFile(file, 'utf8'));
  expect(history.incidents.map(({name}: {name: string}) => name)).toEqual(['third', 'second']);
});

test('a disk that refuses means 503: nothing is published, and later it works again', async () => {
  const directory = await temporaryDirectory();
  const file = join(directory, 'feed.json');
  const {url, feed} = await startServer({file});
  const subscriber = await subscribe(url);
  await subscriber.next();
  await rm(directory, {recursive: true});
  const refused = await send(`${url}/incidents`, 'POST', {name: 'Payments fail'});
  expect(refused.status).toBe(503);
  expect(refused.body.error).toMatch(/^Nothing was published: .*feed\.json could not be written/);
  expect(feed.document().ext.rev).toBe(1);
  await mkdir(directory);
  expect((await send(`${url}/incidents`, 'POST', {name: 'Payments fail'})).status).toBe(201);
  expect(await subscriber.next()).toMatchObject({event: 'snapshot', data: {ext: {rev: 2}}});
});

test.each([
  ['garbage', 'not JSON at all', 'is not valid JSON'],
  ['an empty file', '', 'Unexpected end of JSON input'],
  ['a half of one', '{"document": {"page"', 'JSON'],
  ['another JSON file', '{"name": "something"}', '/document must be object'],
  ['null', 'null', '/document must be object'],
  [
    'a document with a wrong word',
    '{"document": {"page": {"name": "x"}, "status": {"indicator": "red"}, "components": [], ' +
      '"incidents": [], "scheduled_maintenances": []}}',
    '/document/status/indicator must be one of',
  ],
])('%s in place of the file is refused and left alone', async (_what, text, reason) => {
  const file = join(await temporaryDirectory(), 'feed.json');
  await writeFile(file, text);
  const {code, errors} = await run(['serve', '--port', '0', '--file', file]);
  expect(code).toBe(1);
  expect(errors).toContain(`${file} is not the file of a feed: `);
  expect(errors).toContain(reason);
  expect(errors).toContain('Put a backup in its place, or move it away');
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('a file is open in one process only', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const {child, exited} = await serveProgram(['--file', file]);
  const second = await run(['serve', '--port', '0', '--file', file]);
  expect(second.code).toBe(1);
  expect(second.errors).toContain(`is open in process ${child.pid}. Stop that one first`);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(await readdir(join(file, '..'))).toEqual(['feed.json']);
});

test('a file is open once in one process', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const {feed} = await startServer({file});
  await expect(createFeed({file})).rejects.toMatchObject({code: 'file-locked'});
  await feed.close();
  await (await createFeed({file})).close();
});

test('a lock that cannot be read is said, and not asked for ever', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  await mkdir(`${file}.lock`);
  await expect(createFeed({file})).rejects.toMatchObject({code: 'file-locked'});
});

test('of many that start at once on the lock of a dead process one gets the file', async () => {
  const directory = await temporaryDirectory();
  const file = join(directory, 'feed.json');
  const dead = spawn(process.execPath, ['--version']);
  await once(dead, 'exit');
  await writeFile(`${file}.lock`, `${dead.pid} 1`);
  const results = await Promise.allSettled(Array.from({length: 8}, () => createFeed({file})));
  const opened = results.filter((result) => result.status === 'fulfilled');
  expect(opened).toHaveLength(1);
  await opened[0]?.value.close();
  expect(await readdir(directory)).toEqual(['feed.json']);
});

test.runIf(process.platform === 'linux')(
  'the lock of a killed process is stale even when its id lives on in another',
  async () => {
    const file = join(await temporaryDirectory(), 'feed.json');
    await writeFile(`${file}.lock`, `${process.ppid} 1`);
    await (await createFeed({file})).close();
  },
);

test('publishing to a closed feed says so', async () => {
  const {feed} = await startServer();
  await feed.close();
  await expect(feed.publish(createIncident({name: 'x'}))).rejects.toMatchObject({code: 'closed'});
});
