import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {serveProgram} from '../support/program.js';
import {openSocket, request, sendRaw, statusesIn} from '../support/raw.js';
import {send, temporaryDirectory} from '../support/server.js';
import {bearer, startTarget} from '../support/target.js';

const incident = '{"name":"Owned"}';
const json = {'Content-Type': 'application/json'};
const chunked = {...json, 'Transfer-Encoding': 'chunked'};

test.each([
  ['headers', request('POST', '/incidents', bearer, incident).slice(0, 80), 'x', 408],
  [
    'an announced body',
    `${request('POST', '/incidents', {...bearer, ...json, 'Content-Length': '1000'})}{`,
    ' ',
    408,
  ],
  ['chunks', request('POST', '/incidents', {...bearer, ...chunked}), '1\r\n \r\n', 408],
  ['a body that nobody asked for', request('GET', '/feed', {'Content-Length': '1000'}), ' ', 200],
])('%s that come byte by byte are cut off in time', async (_what, begin, drip, status) => {
  const {port, expectUnharmed} = await startTarget({requestTimeoutMs: 300});
  const {socket, closed} = openSocket(port);
  socket.write(begin);
  const dripping = setInterval(() => socket.write(drip), 20);
  const answer = await closed;
  clearInterval(dripping);
  expect(statusesIn(answer)).toEqual([status]);
  await expectUnharmed();
});

test('a thousand connections that never ask keep nobody out, and are cut off in time', async () => {
  const {port, expectUnharmed} = await startTarget({requestTimeoutMs: 2000});
  const idle = Array.from({length: 1000}, () => openSocket(port));
  await Promise.all(
    idle.map(({socket}) => new Promise((resolve) => socket.once('connect', resolve))),
  );
  await expectUnharmed();
  await Promise.all(idle.map(({closed}) => closed));
});

test('a hundred who hang up in the middle of a request are no trouble worth a log', async () => {
  const {port, expectUnharmed} = await startTarget();
  const half = [
    `${request('POST', '/incidents', {...bearer, ...json, 'Content-Length': '1000'})}{"name":`,
    `${request('POST', '/incidents', {...bearer, ...chunked})}5\r\n{"nam\r\n`,
    request('POST', '/incidents', bearer, incident).slice(0, 60),
  ];
  const gone = Array.from({length: 100}, async (_, index) => {
    const {socket, text, closed} = openSocket(port);
    // The whole request and the half one travel in one write. So the answer to the first proves
    // that the server has read the second, too.
    const whole = request('GET', '/healthz', {Connection: 'keep-alive'});
    socket.write(whole + (half[index % half.length] ?? ''));
    await expect.poll(() => statusesIn(text()), {timeout: 10_000}).toEqual([200]);
    if (index % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
    await closed;
  });
  await Promise.all(gone);
  await expectUnharmed();
});

test('a hundred requests on one connection are answered one by one', async () => {
  const {port, expectUnharmed} = await startTarget();
  const one = request('POST', '/incidents', {Connection: 'keep-alive'}, incident);
  const answer = await sendRaw(port, one.repeat(100) + request('GET', '/healthz'));
  expect(statusesIn(answer)).toEqual([...Array<number>(100).fill(401), 200]);
  await expectUnharmed();
});

test('ten streams asked for on one connection are all forgotten when it goes', async () => {
  const {port, feed, expectUnharmed} = await startTarget();
  const {socket} = openSocket(port);
  const stream = {Accept: 'text/event-stream', Connection: 'keep-alive'};
  socket.write(request('GET', '/feed', stream).repeat(10));
  await expect.poll(() => feed.subscriberCount()).toBe(11);
  socket.destroy();
  await expect.poll(() => feed.subscriberCount()).toBe(1);
  await expectUnharmed();
});

test.runIf(process.platform === 'linux')(
  'when no file can be opened any more nothing is published; later all works again',
  async () => {
    const file = join(await temporaryDirectory(), 'feed.json');
    const {url, child} = await serveProgram(['--file', file]);
    // The server itself needs about 30.
    spawnSync('prlimit', [`--pid=${child.pid}`, '--nofile=80']);
    const port = Number(new URL(url).port);
    const kept = openSocket(port);
    const publish = request('POST', '/incidents', {Connection: 'keep-alive'}, incident);
    kept.socket.write(publish);
    await expect.poll(() => statusesIn(kept.text())).toEqual([201]);

    const crowd = Array.from({length: 300}, () => openSocket(port));
    await Promise.race(crowd.map(({closed}) => closed));
    kept.socket.write(publish);
    await expect.poll(() => statusesIn(kept.text())).toEqual([201, 503]);
    expect(kept.text()).toContain('Nothing was published');

    for (const {socket} of crowd) socket.destroy();
    await expect
      .poll(() => send(`${url}/incidents`, 'POST', {name: 'x'}).catch(() => undefined))
      .toMatchObject({status: 201});
    expect((await send(`${url}/healthz`, 'GET')).body.rev).toBe(3);
  },
);
