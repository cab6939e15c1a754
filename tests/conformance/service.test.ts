import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startHarness} from './harness.js';
import type {Harness} from './harness.js';

// The process that the public harness talks to.
const program = fileURLToPath(new URL('service.mjs', import.meta.url));
const child = spawn(process.execPath, [program, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(child, 'exit');
let harness: Harness;

beforeAll(async () => {
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  harness = await startHarness(/http:\S+$/.exec(line)![0]);
});

afterAll(async () => {
  child.kill();
  await harness.stop();
});

const streamUrl = 'http://127.0.0.1:1/stream';
const callbackUrl = 'http://127.0.0.1:1/heard';

test('says what it is able to, in JSON', async () => {
  const answer = await harness.call('GET', '/');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    name: 'outage-widgets',
    capabilities: [
      'bom',
      'headers',
      'last-event-id',
      'post',
      'read-timeout',
      'report',
      'restart',
      'server-directed-shutdown-request',
    ],
  });
});

test.each([
  '',
  '{',
  'null',
  {streamUrl},
  {callbackUrl},
  {streamUrl: 'nowhere', callbackUrl},
  {streamUrl, callbackUrl: 'ftp://127.0.0.1/'},
])('%j opens no reader', async (body) => {
  expect((await harness.call('POST', '/', body)).status).toBe(400);
});

test('a reader has an address, takes commands there, and ends there', async () => {
  const session = await harness.play({}, {});
  await session.asked(1);
  expect((await session.command('listen')).status).toBeLessThan(300);
  expect((await session.command('dance')).status).toBe(400);
  expect((await session.close()).status).toBe(204);
  expect((await session.close()).status).toBe(404);
  expect((await session.command('restart')).status).toBe(404);
});

test('readers are kept apart, and each counts its own callbacks', async () => {
  const sessions = await Promise.all(
    ['a', 'b', 'c'].map((data) =>
      harness.play({}, {chunks: [`data: ${data}1\n\ndata: ${data}2\n\n`]}),
    ),
  );
  for (const [index, data] of ['a', 'b', 'c'].entries()) {
    const {heard, callbacks, close} = sessions[index]!;
    await heard(2);
    expect(callbacks.map(({event}) => event!.data)).toEqual([`${data}1`, `${data}2`]);
    await close();
  }
});

test('ends when it is told to', async () => {
  expect((await harness.call('DELETE', '/')).status).toBe(204);
  expect(await ended).toEqual([0, null]);
});
