import {once} from 'node:events';
import type {Server} from 'node:http';
import {connect} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {createAdaptorServer} from '@hono/node-server';
import {Hono} from 'hono';
import {cors} from 'hono/cors';
import {expect, onTestFinished, test} from 'vitest';
import {createApp, createFeed, createIncident, updateIncident} from '../../src/index.js';
import type {FeedOptions} from '../../src/index.js';
import {send, temporaryDirectory} from '../support/server.js';
import {subscribe} from '../support/subscriber.js';

/**
 * Mounts a feed in another app, under a path and behind middleware. Streams are web streams there.
 */
async function startMounted(options: Partial<FeedOptions> = {}) {
  const file = join(await temporaryDirectory(), 'feed.json');
  const feed = await createFeed({file, page: 'Acme', schedule: () => () => undefined, ...options});
  const app = new Hono().use(cors()).route('/status', createApp(feed));
  const server = createAdaptorServer({fetch: app.fetch}) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await feed.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const {port} = server.address() as AddressInfo;
  return {feed, port, url: `http://127.0.0.1:${port}/status`};
}

test('a mounted feed streams, and ends its streams', async () => {
  const {feed, url} = await startMounted();
  const subscriber = await subscribe(url);
  expect(await subscriber.next()).toMatchObject({event: 'snapshot', data: {ext: {rev: 1}}});
  await feed.publish(createIncident({name: 'Payments fail'}));
  expect(await subscriber.next()).toMatchObject({event: 'snapshot', data: {ext: {rev: 2}}});
  await feed.close();
  expect(await subscriber.next()).toMatchObject({event: 'bye'});
  expect(await subscriber.next()).toBeUndefined();
});

test('its subscribers are forgotten when they leave, many on one connection too', async () => {
  const {feed, port, url} = await startMounted();
  const subscriber = await subscribe(url);
  await subscriber.next();
  const socket = connect(port, '127.0.0.1');
  const request = 'GET /status/feed HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n';
  socket.write(request.repeat(5));
  await expect.poll(() => feed.subscriberCount()).toBe(6);
  socket.destroy();
  subscriber.leave();
  await expect.poll(() => feed.subscriberCount()).toBe(0);
});

test('it cuts off who does not read, and refuses one too many', async () => {
  const {feed, port, url} = await startMounted({maxBacklogBytes: 256 * 1024, maxSubscribers: 1});
  const slow = connect(port, '127.0.0.1').pause();
  onTestFinished(() => void slow.destroy());
  slow.on('error', () => undefined);
  slow.write('GET /status/feed HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n');
  await expect.poll(() => feed.subscriberCount()).toBe(1);
  const headers = {accept: 'text/event-stream'};
  expect((await send(`${url}/feed`, 'GET', undefined, headers)).status).toBe(503);
  const {id} = await feed.publish(createIncident({name: 'Long story'}));
  for (let count = 0; feed.subscriberCount() === 1 && count < 120; count += 1) {
    await feed.publish(updateIncident(id, {body: 'x'.repeat(8192)}));
  }
  expect(feed.subscriberCount()).toBe(0);
});
