import {connect} from 'node:net';
import {expect, test} from 'vitest';
import {createIncident, putComponent, updateIncident} from '../../src/index.js';
import {manualClock, send, startServer} from '../support/server.js';
import {subscribe} from '../support/subscriber.js';

test('the stream begins with a comment, a retry and the whole document', async () => {
  const {url, feed} = await startServer({retryMs: 7000});
  const subscriber = await subscribe(url);
  const first = await subscriber.next();
  expect(subscriber.text()).toMatch(/^: hello\n\nretry: 7000\n\nevent: snapshot\n/);
  expect(first?.data).toMatchObject({page: {name: 'Acme'}, ext: {rev: 1}});
  expect(first?.id).toBe(`${feed.document().ext.epoch}.1`);
  expect(Object.fromEntries(subscriber.response.headers)).toMatchObject({
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'access-control-allow-origin': '*',
  });
});

test('the opening ends with a beat, because the document may be ten seconds old', async () => {
  const clock = manualClock();
  const {url} = await startServer({clock: clock.now});
  clock.advance(9);
  const subscriber = await subscribe(url);
  const {ext} = (await subscriber.next())!.data;
  await expect.poll(() => subscriber.text()).toContain('event: beat');
  const beat = /event: beat\nid: .*\ndata: (.*)/.exec(subscriber.text())![1]!;
  const {generated_at: now, ...rest} = JSON.parse(beat).ext;
  expect(rest).toEqual({epoch: ext.epoch, rev: ext.rev});
  expect(Date.parse(now)).toBe(clock.now());
});

test('without a width of its own a feed names one by its crowd, at connect and with every beat', async () => {
  const {url, feed} = await startServer();
  const subscriber = await subscribe(url);
  await subscriber.next();
  expect(subscriber.text()).toMatch(/^: hello\n\nretry: 1000\n\nevent: snapshot\n/);
  const idle = {write: () => undefined, backlog: () => 0, end: () => undefined};
  for (let reader = 1; reader < 2500; reader++) feed.subscribe(() => ({...idle, cut: idle.end}));
  await feed.beat();
  expect((await subscriber.next())?.event).toBe('beat');
  expect(subscriber.text()).toMatch(/\n\nretry: 2500\n\nevent: beat\n/);
  const latecomer = await subscribe(url);
  await latecomer.next();
  expect(latecomer.text()).toMatch(/^: hello\n\nretry: 2500\n\n/);
});

test('a width that was asked for stays, whatever the crowd', async () => {
  const {url, feed} = await startServer({retryMs: 7000});
  const subscriber = await subscribe(url);
  await subscriber.next();
  await feed.beat();
  await subscriber.next();
  expect(subscriber.text().match(/retry: .*/g)).toEqual(['retry: 7000']);
});

test('every publish is one snapshot for everybody, one rev higher', async () => {
  const {url, feed} = await startServer();
  const subscribers = [await subscribe(url), await subscribe(url)];
  for (const subscriber of subscribers) await subscriber.next();
  await feed.publish(createIncident({name: 'Payments fail'}));
  await feed.publish(putComponent('payments', {status: 'major_outage'}));
  for (const subscriber of subscribers) {
    const second = await subscriber.next();
    const third = await subscriber.next();
    expect([second?.event, second?.data.ext.rev]).toEqual(['snapshot', 2]);
    expect(second?.data.incidents[0].name).toBe('Payments fail');
    expect([third?.event, third?.data.ext.rev]).toEqual(['snapshot', 3]);
    expect(third?.data.components[0].status).toBe('major_outage');
  }
});

test('who comes back gets exactly what was missed, then proof of life', async () => {
  const {url, feed} = await startServer();
  const subscriber = await subscribe(url);
  const seen = await subscriber.next();
  subscriber.leave();
  const {id} = await feed.publish(createIncident({name: 'Payments fail'}));
  await feed.publish(updateIncident(id, {status: 'identified'}));
  const back = await subscribe(url, seen?.id);
  const revs = [await back.next(), await back.next(), await back.next()].map((event) => [
    event?.event,
    event?.data.ext.rev,
  ]);
  expect(revs).toEqual([
    ['snapshot', 2],
    ['snapshot', 3],
    ['beat', 3],
  ]);
});

test('who missed nothing gets no document', async () => {
  const {url} = await startServer();
  const seen = await (await subscribe(url)).next();
  const back = await subscribe(url, seen?.id);
  expect(await back.next()).toMatchObject({event: 'beat', id: seen?.id, data: {ext: {rev: 1}}});
});

test.each([
  ['too old', (epoch: string) => `${epoch}.1`],
  ['of another epoch', () => 'other.4'],
  ['from the future', (epoch: string) => `${epoch}.99`],
  ['not ours', () => 'é 🔥'],
  ['nonsense after the epoch', (epoch: string) => `${epoch}.1e0`],
  ['empty', () => ''],
])('an id that is %s gets a snapshot', async (_why, idOf) => {
  const {url, feed} = await startServer({keepMessages: 2});
  for (const name of ['a', 'b', 'c']) await feed.publish(createIncident({name}));
  const {epoch} = feed.document().ext;
  const back = await subscribe(url, idOf(epoch));
  expect(await back.next()).toMatchObject({event: 'snapshot', id: `${epoch}.4`});
});

test('a beat carries a fresh generated_at and the rev everybody should have', async () => {
  const clock = manualClock();
  const {url, feed} = await startServer({clock: clock.now});
  const subscriber = await subscribe(url);
  await subscriber.next();
  clock.advance(60);
  await feed.beat();
  const {epoch} = feed.document().ext;
  expect(await subscriber.next()).toMatchObject({
    event: 'beat',
    id: `${epoch}.1`,
    data: {ext: {epoch, rev: 1, generated_at: '2026-11-21T10:01:00.000Z'}},
  });
});

test('a beat takes out what was resolved 15 minutes ago, as a change', async () => {
  const clock = manualClock();
  const {url, feed} = await startServer({clock: clock.now});
  const {id} = await feed.publish(createIncident({name: 'Payments fail'}));
  await feed.publish(updateIncident(id, {status: 'resolved'}));
  const subscriber = await subscribe(url);
  await subscriber.next();
  clock.advance(899);
  await feed.beat();
  expect(await subscriber.next()).toMatchObject({event: 'beat'});
  clock.advance(1);
  await feed.beat();
  expect(await subscriber.next()).toMatchObject({
    event: 'snapshot',
    data: {incidents: [], ext: {rev: 4}},
  });
});

test('beats and heartbeats are sent at the intervals asked for', async () => {
  const tasks = new Map<number, () => void>();
  const {url} = await startServer({
    beatSeconds: 20,
    heartbeatSeconds: 10,
    schedule(milliseconds, task) {
      tasks.set(milliseconds, task);
      return () => tasks.delete(milliseconds);
    },
  });
  const subscriber = await subscribe(url);
  await subscriber.next();
  tasks.get(10_000)?.();
  tasks.get(20_000)?.();
  expect(await subscriber.next()).toMatchObject({event: 'beat'});
  expect(subscriber.text()).toContain('\n\n: still here\n\n');
});

test('the end is announced, streams end whole, and the port is free', async () => {
  const server = await startServer({retryMs: 3000});
  const subscriber = await subscribe(server.url);
  await subscriber.next();
  await server.close();
  expect(await subscriber.next()).toMatchObject({
    event: 'bye',
    id: undefined,
    data: {retry_after_ms: 3000},
  });
  expect(await subscriber.next()).toBeUndefined();
  await startServer({port: server.port});
});

test('a feed that names its width itself drains for as long as a process takes to be back', async () => {
  const server = await startServer();
  const subscriber = await subscribe(server.url);
  await subscriber.next();
  await server.close();
  expect(await subscriber.next()).toMatchObject({event: 'bye', data: {retry_after_ms: 5000}});
});

test('a subscriber who leaves is forgotten', async () => {
  const {url, feed} = await startServer();
  const subscriber = await subscribe(url);
  await subscriber.next();
  expect(feed.subscriberCount()).toBe(1);
  subscriber.leave();
  await expect.poll(() => feed.subscriberCount()).toBe(0);
});

test('a subscriber who does not read is cut off; one who does is not', async () => {
  const {url, port, feed} = await startServer({maxBacklogBytes: 256 * 1024});
  const slow = connect(port, '127.0.0.1');
  slow.on('error', () => undefined);
  slow.write('GET /feed HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n');
  slow.pause();
  await expect.poll(() => feed.subscriberCount()).toBe(1);
  const quick = await subscribe(url);
  await quick.next();
  const text = 'x'.repeat(8192);
  const {id} = await feed.publish(createIncident({name: 'Long story'}));
  await quick.next();
  let rev = 0;
  while (feed.subscriberCount() === 2 && rev < 120) {
    await feed.publish(updateIncident(id, {body: text}));
    rev = (await quick.next())?.data.ext.rev;
  }
  expect(feed.subscriberCount()).toBe(1);
  expect(rev).toBe(feed.document().ext.rev);
  slow.destroy();
});

test('one subscriber too many gets 503 and is told when to come back', async () => {
  const {url} = await startServer({maxSubscribers: 1});
  await (await subscribe(url)).next();
  const headers = {accept: 'text/event-stream'};
  const refused = await send(`${url}/feed`, 'GET', undefined, headers);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('20');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect((await send(`${url}/feed`, 'GET')).status).toBe(200);
});
