import type {IncomingMessage, ServerResponse} from 'node:http';
import {describe, expect, test} from 'vitest';
import {createFeedSource} from '../../../src/transport/feed-source.js';
import type {SourceEvent, SourceRequest} from '../../../src/transport/source.js';
import {statuspage} from '../../../src/formats/statuspage/statuspage.js';
import {hostileStreams} from '../../fixtures/hostile.js';
import {serve} from '../../support/server.js';

const {signal} = new AbortController();

/** All that one visit brings, and how it fails. */
async function read(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  {
    path = '/',
    now = Date.now(),
    isIntercepted = false,
    ...request
  }: Partial<SourceRequest> & {path?: string; now?: number; isIntercepted?: boolean} = {},
) {
  const {origin} = await serve(listener);
  const arrivals: SourceEvent[] = [];
  let error: unknown;
  try {
    const source = createFeedSource(
      statuspage,
      fetch,
      () => now,
      () => isIntercepted,
    );
    for await (const arrival of source(origin + path, {
      signal,
      accept: 'any',
      lastEventId: '',
      ...request,
    }))
      arrivals.push(arrival);
  } catch (caught) {
    error = caught;
  }
  return {error, arrivals};
}

/** The same, without the signs of life. */
async function visit(...parameters: Parameters<typeof read>) {
  const {error, arrivals} = await read(...parameters);
  return {
    error,
    arrivals: arrivals.filter(({type}) => type !== 'alive'),
    alive: arrivals.filter(({type}) => type === 'alive').length,
  };
}

const stream = (body: string | Buffer) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(200, {'Content-Type': 'text/event-stream'}).end(body);

const document = {status: {indicator: 'none'}, components: []};

test('a document is one message', async () => {
  const {arrivals, error} = await visit((_, response) => {
    response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(document));
  });
  expect(error).toBeUndefined();
  expect(arrivals).toMatchObject([
    {type: 'open', via: 'document'},
    {type: 'messages', messages: [{message: {type: 'snapshot'}}]},
  ]);
});

test('a sign of life follows what came with it', async () => {
  const {arrivals} = await read((_, response) => {
    response
      .writeHead(200, {'Content-Type': 'text/event-stream'})
      .write('event: beat\ndata: {}\n\n');
    response.end();
  });
  expect(arrivals.map(({type}) => type)).toEqual(['open', 'messages', 'alive']);
});

test('a stream is what it brings, in order', async () => {
  const body = `: hi\n\nretry: 3000\nid: 1\nevent: snapshot\ndata: ${JSON.stringify(document)}\n\nevent: beat\ndata: {"ext":\ndata: {"rev": 1}}\n\n`;
  const {arrivals, alive} = await visit(stream(body));
  expect(alive).toBeGreaterThan(0);
  expect(arrivals).toMatchObject([
    {type: 'open', via: 'stream'},
    {type: 'retry', ms: 3000},
    {type: 'id', id: '1'},
    {
      type: 'messages',
      messages: [{message: {type: 'snapshot'}}, {message: {type: 'beat', revision: {rev: 1}}}],
    },
  ]);
});

test('events of other names are ignored, whatever is in them', async () => {
  const body = ['message', '__proto__', 'error', 'ads', 'ping']
    .map((name) => `event: ${name}\ndata: {not json\n\n`)
    .join('');
  expect(
    (await visit(stream(`data: x\n\n${body}event: beat\ndata: {}\n\n`))).arrivals,
  ).toMatchObject([{type: 'open'}, {messages: [{message: {type: 'beat'}}]}]);
  const mixed = hostileStreams.find(({id}) => id === 'sse-107')!;
  expect(await visit(stream(mixed.bytes))).toMatchObject({
    arrivals: [{type: 'open'}, {type: 'invalid', error: {code: 'document'}}],
    error: undefined,
  });
});

test.each(['sse-091', 'sse-093', 'sse-095', 'sse-097'])(
  'the payload of %s is refused as a snapshot',
  async (id) => {
    const {bytes} = hostileStreams.find((item) => item.id === id)!;
    const {arrivals, error} = await visit(
      stream(Buffer.concat([Buffer.from('event: snapshot\n'), bytes])),
    );
    expect(arrivals).toMatchObject([
      {type: 'open'},
      {type: 'invalid', error: {name: 'FeedError', code: 'document'}},
    ]);
    expect(error).toBeUndefined();
  },
);

describe('an event id', () => {
  test('is kept when it is printable ASCII of at most 256 characters, or empty', async () => {
    const ids = ['1795218996:-,[0]', 'x'.repeat(256), ''];
    const {arrivals} = await visit(stream(ids.map((id) => `id: ${id}\n\n`).join('')));
    expect(arrivals.slice(1)).toEqual(ids.map((id) => ({type: 'id', id})));
  });

  test.each(['sse-032', 'sse-034'])('of %s is ignored', async (id) => {
    const {bytes} = hostileStreams.find((item) => item.id === id)!;
    expect((await visit(stream(bytes))).arrivals).toMatchObject([{type: 'open'}]);
  });

  test('with blanks or controls inside is ignored', async () => {
    expect((await visit(stream('id: a b\n\nid: a\tb\n\nid: é\n\n'))).arrivals).toMatchObject([
      {type: 'open'},
    ]);
  });

  test('goes back in the query, percent-encoded, and leaves the rest of it as it was', async () => {
    const seen: string[] = [];
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      seen.push(request.url!, String(request.headers['last-event-id']));
      stream('')(request, response);
    };
    await visit(listener, {lastEventId: 'a&b=c#d%e+f', path: '/feed'});
    await visit(listener, {lastEventId: '7', path: '/feed?sig=a%20b~c,d&x'});
    await visit(listener, {lastEventId: '', path: '/feed?x'});
    expect(seen).toEqual([
      '/feed?last_event_id=a%26b%3Dc%23d%25e%2Bf',
      'undefined',
      '/feed?sig=a%20b~c,d&x&last_event_id=7',
      'undefined',
      '/feed?x',
      'undefined',
    ]);
  });
});

describe('the difference of the clocks', () => {
  const now = Date.UTC(2026, 10, 21, 10);
  const offset = async (headers: Record<string, string>) => {
    const {arrivals} = await visit(
      (_, response) => {
        response.sendDate = false;
        response.writeHead(200, {'Content-Type': 'text/event-stream', ...headers}).end();
      },
      {now},
    );
    return (arrivals[0] as {clockOffset: number}).clockOffset;
  };

  test('comes from the Date header, where that can be read', async () => {
    expect(await offset({Date: 'Sat, 21 Nov 2026 09:59:30 GMT'})).toBe(-30_000);
    expect(await offset({})).toBe(0);
    expect(await offset({Date: 'today'})).toBe(0);
  });

  test('knows that a cache’s copy is as old as it says, not from a slow server', async () => {
    expect(await offset({Date: 'Sat, 21 Nov 2026 09:00:00 GMT', Age: '3600'})).toBe(0);
    expect(await offset({Date: 'Sat, 21 Nov 2026 10:00:00 GMT', Age: 'old'})).toBe(0);
  });
});

describe('a service worker', () => {
  const now = Date.UTC(2026, 10, 21, 10);
  const opening = async (isIntercepted: boolean, type: string, date: string) => {
    const {arrivals} = await visit(
      (_, response) => {
        response.sendDate = false;
        response.writeHead(200, {'Content-Type': type, Date: date}).end('{"status":{}}');
      },
      {now, isIntercepted},
    );
    return arrivals[0];
  };
  const [json, hourAgo] = ['application/json', 'Sat, 21 Nov 2026 09:00:00 GMT'];

  test('may answer from its cache: the date of a document is the age of the copy', async () => {
    expect(await opening(true, json, hourAgo)).toMatchObject({ageMs: 3_600_000, clockOffset: 0});
    expect(await opening(false, json, hourAgo)).toMatchObject({ageMs: 0, clockOffset: -3_600_000});
  });

  test('keeps no stream, and no copy is from the future', async () => {
    expect(await opening(true, 'text/event-stream', hourAgo)).toMatchObject({ageMs: 0});
    const ahead = await opening(true, json, 'Sat, 21 Nov 2026 10:30:00 GMT');
    expect(ahead).toMatchObject({ageMs: 0, clockOffset: 1_800_000});
  });
});

describe('a burst', () => {
  const snapshotOf = (rev: number, more = '') =>
    `id: ${rev}\nevent: snapshot\ndata: {"status":{},"ext":{"rev":${rev}}${more}}\n\n`;

  test('of documents is read from its last one on, and keeps its place', async () => {
    const many = Array.from({length: 1000}, (_, rev) => snapshotOf(rev)).join('');
    const after = 'event: beat\ndata: {"ext":{"rev":999}}\n\n';
    const {arrivals} = await visit(stream(`retry: 500\n\n${many}${after}`));
    const messages = arrivals.flatMap((item) => (item.type === 'messages' ? item.messages : []));
    // A body may come in several reads.
    expect(messages.length).toBeLessThan(100);
    expect(messages.slice(-2)).toMatchObject([
      {message: {type: 'snapshot', snapshot: {revision: {rev: 999}}}},
      {message: {type: 'beat'}},
    ]);
    expect(arrivals).toContainEqual({type: 'retry', ms: 500});
    expect(arrivals.filter(({type}) => type === 'id').at(-1)).toEqual({type: 'id', id: '999'});
  });

  test('of a few is read as a whole, and so is one of single changes', async () => {
    const few = Array.from({length: 5}, (_, rev) => snapshotOf(rev)).join('');
    const changes = 'event: status\ndata: {"status":{"indicator":"none"}}\n\n'.repeat(100);
    const {arrivals} = await visit(stream(few + changes));
    const messages = arrivals.flatMap((item) => (item.type === 'messages' ? item.messages : []));
    expect(messages).toHaveLength(105);
  });
});
