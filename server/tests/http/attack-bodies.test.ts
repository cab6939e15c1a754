import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {openSocket, request, sendRaw, statusesIn} from '../support/raw.js';
import {send} from '../support/server.js';
import {bearer, startTarget} from '../support/target.js';

const incident = '{"name":"Owned"}';
const json = {'Content-Type': 'application/json'};
const chunked = {...json, 'Transfer-Encoding': 'chunked'};

test.each([
  ['text', {'Content-Type': 'text/plain'}],
  [
    'a form, which every page on the web may send',
    {'Content-Type': 'application/x-www-form-urlencoded'},
  ],
  [
    'another type that is followed by the right one',
    {'Content-Type': 'text/plain, application/json'},
  ],
  ['the right type twice', {'Content-Type': 'application/json, application/json'}],
  ['the right type as a parameter', {'Content-Type': 'text/plain; x=application/json'}],
  ['no type', {'Content-Type': ''}],
  ['JSON said to be compressed', {'Content-Encoding': 'gzip'}],
])('%s is 415', async (_what, headers) => {
  const {port, expectUnharmed} = await startTarget();
  const answer = await sendRaw(
    port,
    request('POST', '/incidents', {...bearer, ...headers}, incident),
  );
  expect(statusesIn(answer)).toEqual([415]);
  await expectUnharmed();
});

test('a gzip bomb is not unpacked', async () => {
  const {url, expectUnharmed} = await startTarget();
  const {status} = await fetch(`${url}/incidents`, {
    method: 'POST',
    headers: {...bearer, ...json, 'Content-Encoding': 'gzip'},
    body: gzipSync(`{"name":"${' '.repeat(10_000_000)}"}`),
  });
  expect(status).toBe(415);
  await expectUnharmed();
});

test.each([
  ['without a token', {}, 401],
  ['with it', bearer, 413],
])('10 GB that are announced are not waited for %s', async (_who, headers, status) => {
  const {port, expectUnharmed} = await startTarget();
  const announced = {...headers, ...json, 'Content-Length': '10000000000'};
  const answer = await sendRaw(port, `${request('POST', '/incidents', announced)}{"name":"`);
  expect(statusesIn(answer)).toEqual([status]);
  await expectUnharmed();
});

test.each([
  ['without a token', {}, 401],
  ['with it', bearer, 413],
])('chunks without end are cut off %s', async (_who, headers, status) => {
  const {port, expectUnharmed} = await startTarget();
  const {socket, closed, text} = openSocket(port);
  socket.write(request('POST', '/incidents', {...headers, ...chunked}));
  const flood = (): void => {
    while (!socket.destroyed && socket.write(`1000\r\n${' '.repeat(4096)}\r\n`));
    socket.once('drain', flood);
  };
  flood();
  await closed;
  expect(statusesIn(text())).toEqual([status]);
  // 64 MB is what a refused sender may still send before the connection is cut.
  expect(socket.bytesWritten).toBeLessThan(100_000_000);
  await expectUnharmed();
});

test.each([
  ['__proto__ as a field', '{"name":"x","__proto__":{"impact":"critical"}}'],
  ['constructor as a field', '{"name":"x","constructor":{"prototype":{"admin":true}}}'],
  ['__proto__ as a language', '{"name":"x","ext":{"i18n":{"__proto__":{"name":"y"}}}}'],
  [
    '__proto__ as a component',
    '{"name":"x","components":[{"id":"__proto__","status":"major_outage"}]}',
  ],
  ['__proto__ in the place of the whole', '{"__proto__":{"name":"x"}}'],
  ['arrays 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000)],
  [
    'objects 10,000 deep in a field nobody knows',
    `{"name":"x","ext":{"y":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}}`,
  ],
  [
    'arrays 30,000 deep in a text',
    `{"name":"x","ext":{"workaround":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
  ],
  ['a second, worse value for a key', '{"name":"x","impact":"none","impact":"huge"}'],
  ['a number too large', '{"name":"x","ext":{"affected":{"count":1e999}}}'],
  ['Latin-1 in the place of UTF-8', '{"name":"\xff","impact":"\xff"}'],
  ['6,000 fields', `{${Array.from({length: 6000}, (_, index) => `"k${index}":1`).join()}}`],
  [
    '5,000 components',
    `{"name":"x","components":[${Array<string>(5000).fill('{"id":"y"}').join()}]}`,
  ],
  ['a NUL behind the end', '{"name":"x"}\0'],
  ['not a number', '{"name":"x","ext":{"affected":{"count":NaN}}}'],
])('a body with %s is 400', async (_what, body) => {
  const {port, expectUnharmed} = await startTarget();
  const answer = await sendRaw(port, request('POST', '/incidents', bearer, body));
  expect(statusesIn(answer)).toEqual([400]);
  expect(answer.length).toBeLessThan(50_000);
  await expectUnharmed();
});

test('what a text says about prototypes stays a text', async () => {
  const {url, feed} = await startTarget();
  const body = JSON.parse(
    '{"name":"x","ext":{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}}',
  );
  const answer = await send(`${url}/incidents`, 'POST', body, bearer);
  await send(
    `${url}/incidents/${answer.body.id}/updates`,
    'POST',
    {body: 'y', ext: body.ext},
    bearer,
  );
  expect(({} as {admin?: boolean}).admin).toBeUndefined();
  expect(Object.getPrototypeOf(feed.document().incidents[0]?.ext)).toBe(Object.prototype);
});

test('10,000 components are refused: readers show a thousand', async () => {
  const {feed, expectUnharmed} = await startTarget();
  const components = Array.from({length: 10_000}, (_, index) => ({
    id: `c${index}`,
    name: `Component ${index}`,
    status: 'operational' as const,
  }));
  const change = feed.publish((document) => ({
    document: {...document, components},
    select: () => undefined,
  }));
  await expect(change).rejects.toThrow('over 1000 components, and readers show no more');
  await expectUnharmed();
});
