import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {serve} from '../../src/index.js';
import {manualClock, send, startServer, temporaryDirectory} from '../support/server.js';

/** Timers that go off when the test moves the clock. */
function manualTimers() {
  const clock = manualClock();
  const waiting = new Set<{readonly at: number; readonly task: () => void}>();
  return {
    clock: clock.now,
    after(milliseconds: number, task: () => void) {
      const timer = {at: clock.now() + milliseconds, task};
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    /** Lets time pass, and what is due happen. */
    pass(seconds: number) {
      clock.advance(seconds);
      for (const timer of [...waiting]) {
        if (timer.at > clock.now() || !waiting.delete(timer)) continue;
        timer.task();
      }
    },
  };
}

async function startHolding(options: Parameters<typeof startServer>[0] = {}) {
  const timers = manualTimers();
  const errors: unknown[] = [];
  const server = await startServer({
    clock: timers.clock,
    after: timers.after,
    report: (error) => errors.push(error),
    ...options,
  });
  const ask = (path: string, method = 'GET', body?: unknown) =>
    send(`${server.url}${path}`, method, body);
  const names = async () =>
    (await ask('/summary.json')).body.incidents.map(({name}: {name: string}) => name);
  return {...server, ...timers, errors, ask, names};
}

test('a held publish is answered with where it waits, and goes out when it is due', async () => {
  const {ask, names, pass} = await startHolding();
  const {status, headers, body} = await ask('/incidents?hold=10', 'POST', {name: 'Payments fail'});
  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`/held/${body.id}`);
  expect(body).toEqual({
    id: expect.stringMatching(/^held-/),
    due_at: '2026-11-21T10:00:10.000Z',
    publication: {action: 'create-incident', body: {name: 'Payments fail'}},
  });
  expect((await ask('/held')).body).toEqual([body]);
  pass(9);
  expect(await names()).toEqual([]);
  pass(1);
  await expect.poll(names).toEqual(['Payments fail']);
  expect((await ask('/held')).body).toEqual([]);
});

test('taken back in time, nothing is published', async () => {
  const {ask, names, pass} = await startHolding();
  const {headers} = await ask('/incidents?hold=10', 'POST', {name: 'Payments fail'});
  const where = headers.get('location')!;
  const {status, body} = await ask(where, 'DELETE');
  expect(status).toBe(200);
  expect(body.publication.body).toEqual({name: 'Payments fail'});
  pass(60);
  expect(await names()).toEqual([]);
  const late = await ask(where, 'DELETE');
  expect(late.status).toBe(404);
  expect(late.body.error).toContain('It has gone out, or was taken back.');
});

test('sent now, it goes out at once, and once', async () => {
  const {ask, names, pass} = await startHolding();
  const {headers} = await ask('/incidents?hold=10', 'POST', {name: 'Payments fail'});
  const {status, headers: sent, body} = await ask(headers.get('location')!, 'POST');
  expect(status).toBe(201);
  expect(sent.get('location')).toBe(`/incidents/${body.id}`);
  pass(60);
  expect(await names()).toEqual(['Payments fail']);
});

test('every publishing route can be held', async () => {
  const {ask, pass, url} = await startHolding();
  const {body: incident} = await ask('/incidents', 'POST', {name: 'Payments fail'});
  const {body: work} = await ask('/maintenances', 'POST', {
    name: 'Upgrade',
    scheduled_for: '2026-11-22T10:00:00Z',
  });
  const update = incident.incident_updates[0].id;
  const held: readonly (readonly [string, string, unknown?])[] = [
    ['POST', `/incidents/${incident.id}/updates`, {body: 'More.'}],
    ['PATCH', `/incidents/${incident.id}/updates/${update}`, {body: 'Corrected.'}],
    ['POST', `/maintenances/${work.id}/updates`, {body: 'More.'}],
    ['PATCH', `/maintenances/${work.id}/updates/${work.incident_updates[0].id}`, {body: 'Right.'}],
    ['PUT', '/components/payments', {status: 'major_outage'}],
    ['DELETE', '/components/exports'],
    ['DELETE', `/maintenances/${work.id}`],
  ];
  for (const [method, path, body] of held) {
    expect((await send(`${url}${path}?hold=5`, method, body)).status).toBe(202);
  }
  const before = (await ask('/summary.json')).body.ext.rev;
  pass(5);
  await expect.poll(async () => (await ask('/held')).body).toEqual([]);
  const {ext, components, incidents, scheduled_maintenances} = (await ask('/summary.json')).body;
  expect(ext.rev).toBe(before + held.length);
  expect(components.map(({id}: {id: string}) => id)).toEqual(['payments', 'invoices']);
  expect(incidents[0].incident_updates.map(({body}: {body: string}) => body)).toEqual([
    'More.',
    'Corrected.',
  ]);
  expect(scheduled_maintenances).toEqual([]);
});

test('the server may hold by default, and a request may say otherwise', async () => {
  const {ask, names} = await startHolding({holdSeconds: 20});
  expect((await ask('/incidents', 'POST', {name: 'Held'})).status).toBe(202);
  expect((await ask('/incidents?hold=0', 'POST', {name: 'At once'})).status).toBe(201);
  expect(await names()).toEqual(['At once']);
});

test('what would be refused is refused at once', async () => {
  const {ask} = await startHolding();
  const unnamed = await ask('/incidents?hold=10', 'POST', {});
  expect(unnamed.status).toBe(400);
  expect(unnamed.body.problems).toEqual([{pointer: '/name', message: 'is required'}]);
  expect((await ask('/incidents/none/updates?hold=10', 'POST', {body: 'x'})).status).toBe(404);
  expect((await ask('/held')).body).toEqual([]);
});

test.each(['', 'soon', '-1', '601', '1.5'])('a hold of "%s" is refused', async (hold) => {
  const {ask} = await startHolding();
  const {status, body} = await ask(`/incidents?hold=${hold}`, 'POST', {name: 'x'});
  expect(status).toBe(400);
  expect(body.problems).toEqual([
    {pointer: '?hold', message: 'must be a whole number of seconds from 0 to 600'},
  ]);
});

test('a restart loses nothing that waits', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  const first = await startHolding({file});
  await first.ask('/incidents?hold=10', 'POST', {name: 'Payments fail'});
  await first.close();
  const later = manualTimers();
  later.pass(60);
  const second = await serve({file, port: 0, clock: later.clock, after: later.after});
  onTestFinished(() => second.close());
  later.pass(0);
  const names = async () => {
    const {body} = await send(`${second.url}/summary.json`, 'GET');
    return body.incidents.map(({name}: {name: string}) => name);
  };
  await expect.poll(names).toEqual(['Payments fail']);
});

test('a file of waiting publications that is broken keeps no feed from starting', async () => {
  const file = join(await temporaryDirectory(), 'feed.json');
  await writeFile(`${file}.held`, '{"half": ');
  const {ask, errors} = await startHolding({file});
  expect((await ask('/incidents?hold=1', 'POST', {name: 'x'})).status).toBe(202);
  expect(errors).toMatchObject([{code: 'invalid-file'}]);
});

test('what can no longer be published stays in the list, with the reason', async () => {
  const {ask, pass} = await startHolding();
  const {body: incident} = await ask('/incidents', 'POST', {name: 'Payments fail'});
  await ask(`/incidents/${incident.id}/updates?hold=10`, 'POST', {body: 'More.'});
  await ask(`/incidents/${incident.id}`, 'DELETE');
  pass(10);
  await expect
    .poll(async () => (await ask('/held')).body)
    .toMatchObject([{failure: expect.stringContaining('There is no incident')}]);
});

test('only publishers see what waits', async () => {
  const {url} = await startHolding({token: 'secret'});
  for (const [method, path] of [
    ['GET', '/held'],
    ['POST', '/held/held-1'],
    ['DELETE', '/held/held-1'],
  ] as const) {
    expect((await send(`${url}${path}`, method)).status).toBe(401);
  }
});

test('a preview shows what would be published, and what readers would miss', async () => {
  const {ask, names} = await startHolding({holdSeconds: 10});
  const {status, body} = await ask('/incidents?preview', 'POST', {name: 'Some users cannot pay'});
  expect(status).toBe(200);
  expect(body.result).toMatchObject({name: 'Some users cannot pay', status: 'investigating'});
  expect(body.advice.map(({rule}: {rule: string}) => rule)).toEqual(['text', 'promise', 'words']);
  expect(await names()).toEqual([]);
  expect((await ask('/held')).body).toEqual([]);
});
