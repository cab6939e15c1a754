import {gzipSync} from 'node:zlib';
import type {IncomingHttpHeaders, OutgoingHttpHeaders} from 'node:http';
import {describe, expect, test} from 'vitest';
import {parseJson, readText} from '../../../src/transport/document.js';
import {parseRetryAfter, request} from '../../../src/transport/request.js';
import {FeedError} from '../../../src/model/errors.js';
import {serve} from '../../support/server.js';

const {signal} = new AbortController();
const NOW = Date.UTC(2026, 10, 21, 10);

async function ask(
  status: number,
  headers: OutgoingHttpHeaders,
  accept: 'any' | 'document' = 'any',
) {
  const {origin} = await serve((_, response) => {
    response.writeHead(status, headers);
    response.end(status === 204 ? undefined : 'data: must not be parsed\n\n');
  });
  return request(fetch, origin, {accept, signal, now: NOW}).then(
    ({kind}) => ({kind}),
    (error: unknown) => {
      expect(error).toBeInstanceOf(FeedError);
      const {code, status, retryAfterMs} = error as FeedError;
      return {code, status, retryAfterMs};
    },
  );
}

describe('the content type decides what the answer is', () => {
  test.each([
    ['text/event-stream', 'stream'],
    ['text/event-stream;charset=windows-1252', 'stream'],
    ['text/event-stream;x bogus', 'stream'],
    ['Text/Event-Stream;charset=UTF-8;x=y', 'stream'],
    ['application/json', 'document'],
    ['application/json; charset=utf-8', 'document'],
    ['text/json', 'document'],
    ['application/vnd.api+json', 'document'],
    [' APPLICATION/JSON ', 'document'],
  ])('%s is a %s', async (type, kind) => {
    expect(await ask(200, {'Content-Type': type})).toEqual({kind});
  });

  test.each([
    'text/html',
    'x bogus',
    'text/plain',
    'text/event-streams',
    'application/jsonp',
    'text/event-stream-json',
    'xtext/event-stream',
    undefined,
  ])('%s is a failure, whatever the status', async (type) => {
    expect(await ask(200, type === undefined ? {} : {'Content-Type': type})).toMatchObject({
      code: 'content-type',
    });
  });

  test('a stream is taken even where a document was asked for', async () => {
    expect(await ask(200, {'Content-Type': 'text/event-stream'}, 'document')).toEqual({
      kind: 'stream',
    });
    expect(await ask(200, {'Content-Type': 'application/json'}, 'document')).toEqual({
      kind: 'document',
    });
  });

  test.each([
    ';',
    ';text/event-stream',
    'text/html;text/event-stream',
    'text/html; x=application/json',
    'text/html, application/json',
    'a b+json',
    '+json',
    'application/json+xml',
  ])('%s is neither: parameters and neighbours do not count', async (type) => {
    expect(await ask(200, {'Content-Type': type})).toMatchObject({code: 'content-type'});
  });

  test('a type of any length is read', async () => {
    const type = ' '.repeat(100_000) + 'x+json'.repeat(20_000);
    const answer = (): Promise<Response> =>
      Promise.resolve({
        status: 200,
        url: '',
        headers: {get: (name: string) => (name === 'Content-Type' ? type : null)},
      } as unknown as Response);
    const options = {accept: 'any', signal, now: NOW} as const;
    const {kind} = await request(answer, 'https://feed.example', options);
    expect(kind).toBe('document');
  });
});

describe('the status', () => {
  test.each([201, 202, 203, 204, 206, 400, 401, 403, 404, 410, 429, 500, 502, 503])(
    '%i is a failure that says so',
    async (status) => {
      const headers = status === 204 ? {} : {'Content-Type': 'text/event-stream'};
      expect(await ask(status, headers)).toMatchObject({code: 'http', status});
    },
  );

  test('may come with a time to stay away', async () => {
    const type = {'Content-Type': 'text/event-stream'};
    expect(await ask(503, {...type, 'Retry-After': '20'})).toMatchObject({
      status: 503,
      retryAfterMs: 20_000,
    });
    expect(await ask(429, {...type, 'Retry-After': '999999999'})).toMatchObject({
      retryAfterMs: 600_000,
    });
    expect(await ask(503, type)).toMatchObject({retryAfterMs: undefined});
  });

  test('Retry-After is seconds or a date, at most ten minutes, never negative', () => {
    expect(parseRetryAfter('120', NOW)).toBe(120_000);
    expect(parseRetryAfter(' 0 ', NOW)).toBe(0);
    expect(parseRetryAfter('Sat, 21 Nov 2026 10:01:30 GMT', NOW)).toBe(90_000);
    expect(parseRetryAfter('Sat, 21 Nov 2026 09:00:00 GMT', NOW)).toBe(0);
    expect(parseRetryAfter('Sun, 21 Nov 2027 09:00:00 GMT', NOW)).toBe(600_000);
    expect(parseRetryAfter('9'.repeat(400), NOW)).toBe(600_000);
    for (const value of [null, '', 'soon', 'NaN'])
      expect(parseRetryAfter(value, NOW)).toBeUndefined();
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%i within the origin is followed', async (status) => {
    const {origin} = await serve(({url}, response) => {
      if (url === '/') response.writeHead(status, {Location: '/feed'}).end();
      else response.writeHead(200, {'Content-Type': 'application/json'}).end('{}');
    });
    expect((await request(fetch, `${origin}/`, {accept: 'any', signal, now: NOW})).kind).toBe(
      'document',
    );
  });

  test('to another origin is refused, even if that answers well', async () => {
    const other = await serve((_, response) => {
      response.writeHead(200, {'Content-Type': 'text/event-stream'}).end('data: x\n\n');
    });
    const {origin} = await serve((_, response) =>
      response.writeHead(302, {Location: other.origin}).end(),
    );
    await expect(request(fetch, origin, {accept: 'any', signal, now: NOW})).rejects.toMatchObject({
      code: 'address',
    });
  });

  test('to nowhere is a failure and no loop', async () => {
    let count = 0;
    const {origin} = await serve((_, response) => {
      count++;
      response.writeHead(301, {Location: ''}).end();
    });
    await expect(request(fetch, origin, {accept: 'any', signal, now: NOW})).rejects.toBeInstanceOf(
      FeedError,
    );
    expect(count).toBeLessThan(30);
  });
});

test('the request has no header of ours but Accept, and sends no credentials', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const {origin} = await serve((incoming, response) => {
    seen.push(incoming.headers);
    response.writeHead(200, {'Content-Type': 'application/json'}).end('{}');
  });
  await request(fetch, origin, {accept: 'any', signal, now: NOW});
  await request(fetch, origin, {accept: 'document', signal, now: NOW});
  expect(seen.map(({accept}) => accept)).toEqual([
    'text/event-stream, application/json;q=0.9',
    'application/json',
  ]);
  for (const headers of seen) {
    // What a browser adds by itself, and Node too.
    const own = Object.keys(headers).filter(
      (name) => !/^(host|connection|accept-.*|sec-.*|user-agent|cache-control|pragma)$/.test(name),
    );
    expect(own).toEqual(['accept']);
  }
  const inits: RequestInit[] = [];
  await request(
    (_, init) => {
      inits.push(init);
      return Promise.resolve(Response.json({}));
    },
    origin,
    {accept: 'any', signal, now: NOW},
  );
  expect(inits[0]).toMatchObject({
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal,
  });
  expect(Object.keys(inits[0]!.headers!)).toEqual(['Accept']);
});

test.each([
  ['javascript:alert(1)', 'address'],
  ['http://feed.example/', 'address'],
  ['ftp://127.0.0.1/', 'address'],
  ['https://user:pw@feed.example/', 'address'],
  ['nowhere', 'address'],
  ['http://127.0.0.1:1/', 'network'],
])('%s is not asked, or fails: %s', async (url, code) => {
  await expect(request(fetch, url, {accept: 'any', signal, now: NOW})).rejects.toMatchObject({
    name: 'FeedError',
    code,
  });
});

test('an aborted request is a FeedError like any other', async () => {
  const controller = new AbortController();
  const {origin} = await serve(() => undefined);
  const asked = request(fetch, origin, {accept: 'any', signal: controller.signal, now: NOW});
  controller.abort();
  await expect(asked).rejects.toMatchObject({code: 'network'});
});

describe('a document', () => {
  const read = async (
    body: string | Buffer,
    headers: OutgoingHttpHeaders = {},
    limit?: number,
  ): Promise<unknown> => {
    const {origin} = await serve((_, response) => {
      response.writeHead(200, {'Content-Type': 'application/json', ...headers}).end(body);
    });
    return parseJson(await readText((await fetch(origin)).body!, limit));
  };

  test('is JSON in UTF-8, with or without a BOM', async () => {
    expect(await read('{"a": "ü🔥"}')).toEqual({a: 'ü🔥'});
    expect(await read('\ufeff{"a": 1}')).toEqual({a: 1});
  });

  test.each(['', '<!doctype html>', '{"a": 1}\n<script>', '{"a":', 'undefined'])(
    'that is %j is refused',
    async (body) => {
      await expect(read(body)).rejects.toMatchObject({code: 'document'});
    },
  );

  test('in UTF-16 is refused', async () => {
    await expect(read(Buffer.from('\ufeff{"a": 1}', 'utf16le'))).rejects.toMatchObject({
      code: 'document',
    });
  });

  test('is read up to its limit in bytes, and no further', async () => {
    const body = JSON.stringify('ü'.repeat(500));
    expect(await read(body, {}, 1002)).toHaveLength(500);
    await expect(read(body, {}, 1001)).rejects.toMatchObject({code: 'too-large'});
  });

  test('that grows when unpacked is counted unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(read(bomb, {'Content-Encoding': 'gzip'})).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});
