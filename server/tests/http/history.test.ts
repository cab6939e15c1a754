import {expect, test} from 'vitest';
import {manualClock, send, startServer} from '../support/server.js';

const day = 86_400;

/** A server with one incident, which was resolved at 10:00. */
async function startAfterIncident(options: Parameters<typeof startServer>[0] = {}) {
  const clock = manualClock();
  const server = await startServer({clock: clock.now, ...options});
  const ask = (path: string, method = 'GET', body?: unknown) =>
    send(`${server.url}${path}`, method, body);
  const {body: incident} = await ask('/incidents', 'POST', {
    name: 'Payments fail',
    body: 'All cards are refussed.',
    components: [{id: 'payments', status: 'major_outage'}],
  });
  const updates = `/incidents/${incident.id}/updates`;
  const resolved = await ask(updates, 'POST', {status: 'resolved', body: 'Cards are acepted.'});
  const listed = async () => (await ask('/summary.json')).body.incidents;
  const past = async () => (await ask('/history.json')).body.incidents;
  return {...server, clock, ask, incident: resolved.body, updates, listed, past};
}

test('what is over is in the history at once, and stays for 90 days', async () => {
  const {clock, ask, incident, listed, past} = await startAfterIncident();
  expect(await past()).toEqual([incident]);
  clock.advance(89 * day);
  await ask('/components/payments', 'PUT', {status: 'operational'});
  expect(await listed()).toEqual([]);
  expect(await past()).toEqual([incident]);
  clock.advance(day);
  await ask('/components/payments', 'PUT', {status: 'operational'});
  expect(await past()).toEqual([]);
});

test('the operator says for how many days', async () => {
  const {clock, ask, past} = await startAfterIncident({keepHistoryDays: 2});
  clock.advance(2 * day);
  await ask('/components/payments', 'PUT', {status: 'operational'});
  expect(await past()).toEqual([]);
});

test('an open incident is no history', async () => {
  const {ask, past, incident} = await startAfterIncident();
  await ask('/incidents', 'POST', {name: 'Exports are slow'});
  expect(await past()).toEqual([incident]);
});

test('one of the history is found by its id', async () => {
  const {ask, incident} = await startAfterIncident();
  const {status, body, headers} = await ask(`/history.json?id=${incident.id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    page: {name: 'Acme'},
    incidents: [incident],
    scheduled_maintenances: [],
    ext: {schema: '1'},
  });
  expect(headers.get('cache-control')).toContain('max-age=60');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  const unknown = await ask('/history.json?id=inc-unknown');
  expect(unknown.status).toBe(404);
  expect(unknown.body.error).toBe('Nothing that is over has the id inc-unknown.');
});

test('a reader who holds the history is answered with 304', async () => {
  const {url} = await startAfterIncident();
  const first = await fetch(`${url}/history.json`);
  const headers = {'If-None-Match': first.headers.get('etag')!};
  expect((await fetch(`${url}/history.json`, {headers})).status).toBe(304);
});

test('two days later the postmortem is published: dated, and in the feed for a week', async () => {
  const {clock, ask, updates, listed, past} = await startAfterIncident();
  clock.advance(2 * day);
  await ask('/components/payments', 'PUT', {status: 'operational'});
  const {rev} = (await ask('/summary.json')).body.ext;
  const link = 'https://acme.example/what-happened';
  const {status} = await ask(updates, 'POST', {ext: {postmortem: {url: link}}});
  expect(status).toBe(201);
  const postmortem = {url: link, published_at: '2026-11-23T10:00:00.000Z'};
  expect(await listed()).toMatchObject([{status: 'resolved', ext: {revision: 3, postmortem}}]);
  expect((await ask('/summary.json')).body.ext.rev).toBe(rev + 1);
  clock.advance(7 * day);
  await ask('/components/payments', 'PUT', {status: 'operational'});
  expect(await listed()).toEqual([]);
  expect(await past()).toMatchObject([{ext: {postmortem}}]);
});

test('a date in the far future does not keep an incident in the feed', async () => {
  const {clock, ask, updates, listed} = await startAfterIncident();
  clock.advance(day);
  const postmortem = {url: 'https://acme.example/x', published_at: '2036-01-01T00:00:00Z'};
  await ask(updates, 'POST', {ext: {postmortem}});
  expect(await listed()).toEqual([]);
});

test('a typo is corrected, at once and weeks later, without bringing the incident back', async () => {
  const {clock, ask, incident, updates, listed, past} = await startAfterIncident();
  const [last, first] = incident.incident_updates;
  const corrected = await ask(`${updates}/${first.id}`, 'PATCH', {body: 'All cards are refused.'});
  expect(corrected.status).toBe(200);
  expect((await listed())[0].incident_updates).toMatchObject([
    {id: last.id, body: 'Cards are acepted.'},
    {id: first.id, body: 'All cards are refused.', display_at: first.display_at},
  ]);
  clock.advance(30 * day);
  const late = await ask(`${updates}/${last.id}`, 'PATCH', {body: 'Cards are accepted.'});
  expect(late.body.incident_updates[0].body).toBe('Cards are accepted.');
  expect(await listed()).toEqual([]);
  expect(await past()).toEqual([late.body]);
});

test('a correction names an update, and has words', async () => {
  const {ask, incident, updates} = await startAfterIncident();
  expect((await ask(`${updates}/upd-unknown`, 'PATCH', {body: 'x'})).status).toBe(404);
  const [{id}] = incident.incident_updates;
  const {status, body} = await ask(`${updates}/${id}`, 'PATCH', {});
  expect(status).toBe(400);
  expect(body.problems).toEqual([{pointer: '/body', message: 'is required'}]);
});

test('an incident of last week is opened again, and takes its components again', async () => {
  const {clock, ask, updates, listed, past} = await startAfterIncident();
  clock.advance(7 * day);
  await ask('/components/exports', 'PUT', {status: 'operational'});
  await ask(updates, 'POST', {status: 'investigating', body: 'It is back.'});
  expect(await listed()).toMatchObject([{status: 'investigating', resolved_at: null}]);
  expect((await ask('/summary.json')).body.components[0]).toMatchObject({status: 'major_outage'});
  expect(await past()).toEqual([]);
});

test('an incident of the history is removed for good', async () => {
  const {clock, ask, incident, listed, past} = await startAfterIncident();
  clock.advance(day);
  expect((await ask(`/incidents/${incident.id}`, 'DELETE')).status).toBe(204);
  expect(await listed()).toEqual([]);
  expect(await past()).toEqual([]);
});

test('the latest end is first', async () => {
  const {clock, ask, past} = await startAfterIncident();
  for (const name of ['Exports are slow', 'Invoices are late']) {
    clock.advance(day);
    const {body} = await ask('/incidents', 'POST', {name});
    await ask(`/incidents/${body.id}/updates`, 'POST', {status: 'resolved'});
  }
  const names = (await past()).map(({name}: {name: string}) => name);
  expect(names).toEqual(['Invoices are late', 'Exports are slow', 'Payments fail']);
});

test('an estimate that moves twice names the first and the one before', async () => {
  const {ask} = await startAfterIncident();
  const {body} = await ask('/incidents', 'POST', {
    name: 'Exports are slow',
    ext: {eta: {at: '2026-11-21T11:00:00Z'}},
  });
  const estimates = ['2026-11-21T12:00:00Z', '2026-11-21T13:00:00Z'];
  for (const at of estimates) {
    await ask(`/incidents/${body.id}/updates`, 'POST', {ext: {eta: {at}}});
  }
  expect((await ask('/summary.json')).body.incidents[0].ext.eta).toEqual({
    at: '2026-11-21T13:00:00Z',
    previous_at: '2026-11-21T12:00:00Z',
    first_at: '2026-11-21T11:00:00Z',
  });
});
