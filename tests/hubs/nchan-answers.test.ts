// What a node answers beside its streams: for other kinds of readers, and when its publisher does not.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {startFeed} from '../support/feed-process.mjs';
import {soon, startEdge} from './support/world.ts';

const fromElsewhere = {Origin: 'https://shop.example'};

async function answer(url: string, accept: string) {
  const {status, headers, body} = await fetch(url, {headers: {...fromElsewhere, Accept: accept}});
  await body?.cancel();
  return {status, vary: headers.get('vary'), origin: headers.get('access-control-allow-origin')};
}

test('the document outlives its publisher, whatever kind of answer a reader asks for', async () => {
  const {b, feedPort} = await startEdge();
  const feed = await startFeed({port: feedPort});
  onTestFinished(() => feed.stop());
  const good = {status: 200, vary: 'Accept', origin: '*'};
  expect(await answer(b.document, 'application/json')).toEqual(good);
  await feed.kill();
  for (const accept of ['application/json', 'text/event-stream, application/json;q=0.9', '*/*']) {
    expect(await answer(b.document, accept)).toEqual(good);
  }
});

test('a page of any origin can read that there is no such feed, or none yet', async () => {
  const {a} = await startEdge();
  const nothing = a.feed.replace(/acme$/, 'nothing');
  for (const accept of ['text/event-stream', 'application/json']) {
    expect(await answer(nothing, accept)).toMatchObject({status: 404, origin: '*'});
  }
  // Once, though Nchan says it too.
  const stream = () => answer(a.feed, 'text/event-stream');
  await expect.poll(stream, soon).toMatchObject({status: 200, origin: '*'});
  expect(await answer(a.document, 'application/json')).toMatchObject({status: 502, origin: '*'});
});

test('a cache keeps the compressed snapshot from those who did not ask for it', async () => {
  const {a, snapshots} = await startEdge();
  await writeFile(
    join(snapshots, 'acme.json'),
    JSON.stringify({page: {name: 'Acme '.repeat(100)}}),
  );
  const {status, vary} = await answer(a.document, 'application/json');
  expect(status).toBe(200);
  expect(vary?.split(', ').sort()).toEqual(['Accept', 'Accept-Encoding']);
});

test('HEAD is answered at once, on the stream as on the document', async () => {
  const {a, snapshots} = await startEdge();
  await writeFile(join(snapshots, 'acme.json'), '{}');
  const nothing = a.feed.replace(/acme$/, 'nothing');
  const head = async (url: string, accept: string) => {
    const headers = {...fromElsewhere, Accept: accept};
    const answered = await fetch(url, {method: 'HEAD', headers, signal: AbortSignal.timeout(5000)});
    return {
      status: answered.status,
      type: answered.headers.get('content-type'),
      origin: answered.headers.get('access-control-allow-origin'),
    };
  };
  expect(await head(a.feed, 'text/event-stream')).toEqual({
    status: 200,
    type: 'text/event-stream; charset=utf-8',
    origin: '*',
  });
  expect(await head(a.feed, 'application/json')).toMatchObject({status: 200, origin: '*'});
  expect(await head(nothing, 'text/event-stream')).toMatchObject({status: 404, origin: '*'});
});

test('a full node says so in a way that a page of any origin can read', async () => {
  const {a} = await startEdge(2);
  const accept = 'text/event-stream';
  const listeners = new AbortController();
  const {signal} = listeners;
  const listen = () => fetch(a.feed, {signal, headers: {...fromElsewhere, Accept: accept}});
  await expect.poll(async () => (await listen()).status, soon).toBe(200);
  await listen();
  const refused = await listen();
  expect(refused.status).toBe(403);
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'retry-after': '20',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Age, Date, Retry-After',
  });
  listeners.abort();
});
