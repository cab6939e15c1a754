import {request} from 'node:http';
import {expect, test} from 'vitest';
import {send, startServer} from '../support/server.js';

const body = {name: 'Payments fail'};

/** fetch would not let us lie about Host. */
function postWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const {hostname, port} = new URL(url);
    const outgoing = request(
      {
        hostname,
        port,
        path: '/incidents',
        method: 'POST',
        headers: {'content-type': 'application/json', ...headers},
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(body));
  });
}

test.each([
  ['a program', {}, 201],
  ['a page of this server', {host: 'localhost:8080', origin: 'http://localhost:8080'}, 201],
  ['a page of this server by address', {host: '[::1]:80', origin: 'http://[::1]:80'}, 201],
  ['a page of another site', {origin: 'https://evil.example'}, 403],
  ['a page of another port', {host: '127.0.0.1:8080', origin: 'http://127.0.0.1:3000'}, 403],
  ['a page without an origin of its own', {origin: 'null'}, 403],
  ['a name that was bound to this machine', {host: 'evil.example:8080'}, 403],
  ['a page under such a name', {host: 'evil.example', origin: 'http://evil.example'}, 403],
  ['a name that only begins like this machine', {host: '127.0.0.1.evil.example'}, 403],
  ['a proxy on this machine', {'x-forwarded-for': '203.0.113.7'}, 403],
])('without a token %s gets %j → %i', async (_who, headers, expected) => {
  const {url} = await startServer();
  expect(await postWith(url, headers as Record<string, string>)).toBe(expected);
});

test('without a token the refusal says what to do', async () => {
  const {url} = await startServer();
  const headers = {origin: 'https://evil.example'};
  const {body: answer} = await send(`${url}/incidents`, 'POST', body, headers);
  expect(answer.error).toBe(
    'Without a token only this machine may publish, and this request was sent by a page of ' +
      'https://evil.example. Start the server with OUTAGE_FEED_TOKEN set to publish from elsewhere.',
  );
});

test('without a token no other origin is invited', async () => {
  const {url} = await startServer();
  const response = await fetch(`${url}/incidents`, {method: 'OPTIONS'});
  expect(response.status).toBe(204);
  expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  expect(response.headers.get('access-control-allow-methods')).toBeNull();
  expect(response.headers.get('access-control-allow-headers')).toBeNull();
});

test('with a token it opens the door from anywhere', async () => {
  const {url} = await startServer({token: 'correct horse'});
  const status = await postWith(url, {
    authorization: 'Bearer correct horse',
    host: 'status.acme.example',
    origin: 'https://admin.acme.example',
    'x-forwarded-for': '203.0.113.7',
  });
  expect(status).toBe(201);
});

test.each([
  ['no token', {}],
  ['a wrong token', {authorization: 'Bearer wrong'}],
  ['a part of the token', {authorization: 'Bearer correct'}],
  ['another scheme', {authorization: 'Basic correct horse'}],
])('with a token, %s is 401', async (_what, headers) => {
  const {url} = await startServer({token: 'correct horse'});
  for (const [method, path] of [
    ['POST', '/incidents'],
    ['PUT', '/components/payments'],
    ['DELETE', '/incidents/inc-1'],
  ] as const) {
    const answer = await send(
      `${url}${path}`,
      method,
      method === 'DELETE' ? undefined : {},
      headers,
    );
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="outage-feed"');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
});

test('reading needs no token', async () => {
  const {url} = await startServer({token: 'secret'});
  expect((await send(`${url}/feed`, 'GET')).status).toBe(200);
});

test('with a token a page of another origin passes its preflight', async () => {
  const {url} = await startServer({token: 'secret'});
  for (const path of ['/incidents', '/incidents/x/updates', '/components/payments']) {
    const {status, headers} = await fetch(`${url}${path}`, {method: 'OPTIONS'});
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type',
    });
  }
});
