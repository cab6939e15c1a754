import {expect, test} from 'vitest';
import {createIncident, serve} from '../../src/index.js';
import {documentProblems} from '../../src/schema.js';
import {manualClock, send, startServer, temporaryDirectory} from '../support/server.js';

const streamType = 'text/event-stream; charset=utf-8';
const jsonType = 'application/json; charset=utf-8';

test.each([
  ['text/event-stream, application/json;q=0.9', streamType],
  ['text/event-stream', streamType],
  ['Text/Event-Stream', streamType],
  ['text/event-stream, */*;q=0.1', streamType],
  ['application/json', jsonType],
  ['application/json, text/event-stream;q=0.5', jsonType],
  ['text/event-stream;q=0', jsonType],
  ['*/*', jsonType],
  ['text/html,application/xhtml+xml,*/*;q=0.8', jsonType],
  ['', jsonType],
])('GET /feed with "Accept: %s" gives %s', async (accept, expected) => {
  const {url} = await startServer();
  const abort = new AbortController();
  const response = await fetch(`${url}/feed`, {headers: {accept}, signal: abort.signal});
  expect(response.headers.get('content-type')).toBe(expected);
  expect(response.headers.get('vary')).toBe('Accept');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  abort.abort();
});

test('the document is a valid one, with page, components and proof of life', async () => {
  const clock = manualClock('2026-11-21T10:00:07.500Z');
  const {url} = await startServer({clock: clock.now});
  const {body} = await send(`${url}/summary.json`, 'GET');
  expect(documentProblems(body)).toEqual([]);
  expect(body).toMatchObject({
    page: {id: 'acme', name: 'Acme', updated_at: '2026-11-21T10:00:07.500Z'},
    status: {indicator: 'none', description: 'All systems operational'},
    components: [{id: 'payments', name: 'Payments', status: 'operational'}, {}, {}],
    incidents: [],
    scheduled_maintenances: [],
    ext: {schema: '1', rev: 1, max_stale_seconds: 300, poll_after_seconds: 60, stream: 'feed'},
  });
});

test('/feed and /summary.json give the same document, with the headers a CDN needs', async () => {
  const {url} = await startServer();
  const feed = await send(`${url}/feed`, 'GET', undefined, {accept: 'application/json'});
  const summary = await send(`${url}/summary.json`, 'GET');
  expect(summary.body).toEqual(feed.body);
  expect(Object.fromEntries(summary.headers)).toMatchObject({
    etag: expect.stringMatching(/^"[\w-]{22}"$/),
    'cache-control': 'public, max-age=10, stale-while-revalidate=60, stale-if-error=86400',
    'access-control-expose-headers': 'Age, Date, Retry-After',
  });
});

test('an unchanged document is answered with 304', async () => {
  const clock = manualClock();
  const {url} = await startServer({clock: clock.now});
  const {headers} = await send(`${url}/summary.json`, 'GET');
  const etag = headers.get('etag') ?? '';
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await send(`${url}/feed`, 'GET', undefined, {'if-none-match': header});
    expect(again.status, header).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(again.headers.get('access-control-allow-origin')).toBe('*');
  }
});

test('generated_at moves in steps of ten seconds, and the ETag with it', async () => {
  const clock = manualClock('2026-11-21T10:00:02.000Z');
  const {url} = await startServer({clock: clock.now});
  const read = async () => {
    const {headers, body} = await send(`${url}/summary.json`, 'GET');
    return {etag: headers.get('etag'), at: body.ext.generated_at};
  };
  const first = await read();
  clock.advance(7);
  expect(await read()).toEqual(first);
  clock.advance(1);
  const later = await read();
  expect(later.at).toBe('2026-11-21T10:00:10.000Z');
  expect(later.etag).not.toBe(first.etag);
});

test('a publish moves generated_at and the ETag at once', async () => {
  const clock = manualClock();
  const {url, feed} = await startServer({clock: clock.now});
  const before = await send(`${url}/summary.json`, 'GET');
  clock.advance(3);
  await feed.publish(createIncident({name: 'Payments fail'}));
  const after = await send(`${url}/summary.json`, 'GET');
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  expect(after.body.ext).toMatchObject({rev: 2, generated_at: '2026-11-21T10:00:03.000Z'});
});

test('HEAD answers as GET does, without opening a stream', async () => {
  const {url, feed} = await startServer();
  const document = await fetch(`${url}/summary.json`, {method: 'HEAD'});
  expect(document.headers.get('etag')).not.toBeNull();
  const headers = {accept: 'text/event-stream'};
  const stream = await fetch(`${url}/feed`, {method: 'HEAD', headers});
  expect(stream.headers.get('content-type')).toBe(streamType);
  expect(feed.subscriberCount()).toBe(0);
});

test('/healthz says that the server is up and how far the feed is', async () => {
  const {url, feed} = await startServer();
  const {body} = await send(`${url}/healthz`, 'GET');
  expect(body).toEqual({epoch: feed.document().ext.epoch, rev: 1, subscribers: 0});
});

test('an unknown path is 404, readable across origins', async () => {
  const {url} = await startServer();
  const {status, headers, body} = await send(`${url}/nowhere`, 'GET');
  expect(status).toBe(404);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(body.error).toBe('There is nothing at /nowhere. The feed is at /feed.');
});

test.each([
  ['PUT', '/feed', 'GET, HEAD, OPTIONS'],
  ['POST', '/summary.json', 'GET, HEAD, OPTIONS'],
  ['GET', '/incidents', 'POST, OPTIONS'],
  ['GET', '/incidents/inc-1', 'DELETE, OPTIONS'],
  ['DELETE', '/maintenances/mnt-1/updates', 'POST, OPTIONS'],
  ['POST', '/components/payments', 'PUT, DELETE, OPTIONS'],
])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
  const {url} = await startServer();
  const {status, headers, body} = await send(`${url}${path}`, method);
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe(allow);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(body.error).toBe(`This path takes ${allow}, not ${method}.`);
});

test('pages of your own can share the port', async () => {
  const {url} = await startServer({extend: (app) => app.get('/', (c) => c.html('<h1>Acme</h1>'))});
  expect(await (await fetch(url)).text()).toBe('<h1>Acme</h1>');
  expect((await send(`${url}/nowhere`, 'GET')).status).toBe(404);
});

test('a taken port is a typed error, and the file is let go', async () => {
  const {port} = await startServer();
  const file = `${await temporaryDirectory()}/feed.json`;
  await expect(serve({file, port})).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
  });
  await startServer({file});
});

test('an address that is not of this machine is a typed error too', async () => {
  const file = `${await temporaryDirectory()}/feed.json`;
  await expect(serve({file, port: 0, host: '203.0.113.9'})).rejects.toMatchObject({
    code: 'address-not-usable',
    message: expect.stringContaining('Nothing can listen on port 0 of 203.0.113.9'),
  });
  await startServer({file});
});

test.each([
  [{beatSeconds: 101}, 'beatSeconds must be a whole number from 1 to 100, not 101.'],
  [{maxStaleSeconds: 5}, 'maxStaleSeconds must be a whole number from 30 to 86400, not 5.'],
  [{heartbeatSeconds: 60}, 'heartbeatSeconds must be a whole number from 1 to 15, not 60.'],
  [{retryMs: 10}, 'retryMs must be a whole number from 1000 to 120000, not 10.'],
  [{token: ' '}, 'The token is empty. Leave it out, or set one.'],
])('the option %j is refused at once', async (option, message) => {
  await expect(startServer(option)).rejects.toThrow(message);
});
