import {expect, test} from 'vitest';
import {documentProblems} from '../../src/schema.js';
import {manualClock, send, startServer} from '../support/server.js';

/** A server, and the requests of an operator in short. */
async function startOperator(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  const post = (path: string, body: unknown) => send(`${server.url}${path}`, 'POST', body);
  const put = (path: string, body: unknown) => send(`${server.url}${path}`, 'PUT', body);
  const remove = (path: string) => send(`${server.url}${path}`, 'DELETE');
  const read = async () => {
    const {body} = await send(`${server.url}/summary.json`, 'GET');
    expect(documentProblems(body)).toEqual([]);
    return body;
  };
  const statuses = async () =>
    Object.fromEntries((await read()).components.map((each: any) => [each.id, each.status]));
  return {...server, post, put, remove, read, statuses};
}

const outage = {
  name: 'Payments fail',
  impact: 'major',
  body: 'Some card payments fail.',
  components: [{id: 'payments', status: 'partial_outage'}],
};

test('an incident is opened, with its components and the summary', async () => {
  const {post, read} = await startOperator({clock: manualClock().now});
  const {status, headers, body} = await post('/incidents', outage);
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/incidents/${body.id}`);
  expect(body).toMatchObject({
    name: 'Payments fail',
    status: 'investigating',
    impact: 'major',
    created_at: '2026-11-21T10:00:00.000Z',
    resolved_at: null,
    components: [{id: 'payments', name: 'Payments', status: 'partial_outage'}],
    incident_updates: [{status: 'investigating', body: 'Some card payments fail.'}],
    ext: {revision: 1, components: [{id: 'payments', status: 'partial_outage'}]},
  });
  expect(await read()).toMatchObject({
    status: {indicator: 'major', description: 'Partial system outage'},
    components: [{id: 'payments', status: 'partial_outage'}, {}, {}],
    incidents: [body],
    ext: {rev: 2},
  });
});

test('a name is enough', async () => {
  const {post} = await startOperator();
  const {body} = await post('/incidents', {name: 'Something is wrong'});
  expect(body).toMatchObject({status: 'investigating', impact: 'minor', components: []});
});

test('updates come newest first and raise revision and rev by one', async () => {
  const {post, read} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const {status, body} = await post(`/incidents/${incident.id}/updates`, {
    status: 'identified',
    body: 'Our card provider rejects requests.',
    update_ext: {i18n: {de: {body: 'Unser Anbieter lehnt ab.'}}},
  });
  expect(status).toBe(201);
  expect(body.ext.revision).toBe(2);
  expect(body.incident_updates).toMatchObject([
    {status: 'identified', ext: {i18n: {de: {body: 'Unser Anbieter lehnt ab.'}}}},
    {status: 'investigating'},
  ]);
  expect((await read()).ext.rev).toBe(3);
});

test('resolving gives components back and stays to be read', async () => {
  const {post, read, statuses} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  await post(`/incidents/${incident.id}/updates`, {status: 'resolved', body: 'Works again.'});
  expect((await statuses()).payments).toBe('operational');
  const {status, incidents} = await read();
  expect(status.indicator).toBe('none');
  expect(incidents[0]).toMatchObject({status: 'resolved', components: [{status: 'operational'}]});
  expect(incidents[0].resolved_at).toBe(incidents[0].updated_at);
});

test('a component goes back to what another open incident says of it', async () => {
  const {post, statuses} = await startOperator();
  await post('/incidents', {...outage, components: [{id: 'payments', status: 'major_outage'}]});
  const {body: second} = await post('/incidents', outage);
  expect((await statuses()).payments).toBe('partial_outage');
  await post(`/incidents/${second.id}/updates`, {status: 'resolved'});
  expect((await statuses()).payments).toBe('major_outage');
});

test('resolving leaves a component as the request says', async () => {
  const {post, statuses} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const components = [{id: 'payments', status: 'degraded_performance'}];
  await post(`/incidents/${incident.id}/updates`, {status: 'resolved', components});
  expect((await statuses()).payments).toBe('degraded_performance');
});

test('a resolved incident that opens again takes its components again', async () => {
  const {post, statuses} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  await post(`/incidents/${incident.id}/updates`, {status: 'resolved'});
  const {body} = await post(`/incidents/${incident.id}/updates`, {status: 'investigating'});
  expect(body.resolved_at).toBeNull();
  expect((await statuses()).payments).toBe('partial_outage');
});

test('a resolved incident keeps what it last showed while the page moves on', async () => {
  const {post, put, read} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const resolved = await post(`/incidents/${incident.id}/updates`, {status: 'resolved'});
  await put('/components/payments', {status: 'major_outage'});
  expect((await read()).incidents[0]).toEqual(resolved.body);
});

test('a maintenance is scheduled, started and completed, and its components with it', async () => {
  const {post, read, statuses} = await startOperator();
  const {status, headers, body} = await post('/maintenances', {
    name: 'Database upgrade',
    scheduled_for: '2026-11-21T22:00:00Z',
    scheduled_until: '2026-11-21T23:00:00Z',
    components: [{id: 'exports'}],
  });
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/maintenances/${body.id}`);
  expect(body).toMatchObject({status: 'scheduled', impact: 'maintenance'});
  expect(await statuses()).toMatchObject({exports: 'operational'});

  await post(`/maintenances/${body.id}/updates`, {status: 'in_progress'});
  expect(await statuses()).toMatchObject({exports: 'under_maintenance'});
  expect((await read()).status.indicator).toBe('maintenance');

  await post(`/maintenances/${body.id}/updates`, {status: 'verifying'});
  expect(await statuses()).toMatchObject({exports: 'under_maintenance'});

  await post(`/maintenances/${body.id}/updates`, {status: 'completed', body: 'All done.'});
  expect(await statuses()).toMatchObject({exports: 'operational'});
  expect((await read()).status.indicator).toBe('none');
});

test('a maintenance can be moved before it starts', async () => {
  const {post} = await startOperator();
  const {body} = await post('/maintenances', {name: 'Up', scheduled_for: '2026-11-21T22:00:00Z'});
  const later = {scheduled_for: '2026-11-22T22:00:00Z', body: 'A day later.'};
  const moved = await post(`/maintenances/${body.id}/updates`, later);
  expect(moved.body).toMatchObject({status: 'scheduled', scheduled_for: '2026-11-22T22:00:00Z'});
});

test('a component is set, renamed, added and removed', async () => {
  const {post, put, remove, read, statuses} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const renamed = await put('/components/payments', {
    status: 'major_outage',
    name: 'Card payments',
  });
  expect(renamed.body).toEqual({id: 'payments', name: 'Card payments', status: 'major_outage'});
  expect((await read()).incidents[0]).toMatchObject({
    components: [{id: 'payments', name: 'Card payments', status: 'major_outage'}],
    ext: {revision: 2},
  });
  expect((await put('/components/search', {status: 'operational'})).status).toBe(200);
  expect(Object.keys(await statuses())).toEqual(['payments', 'invoices', 'exports', 'search']);
  expect((await remove('/components/payments')).status).toBe(204);
  expect((await read()).incidents[0]).toMatchObject({
    id: incident.id,
    components: [],
    ext: {components: []},
  });
});

test('removing an open incident gives its components back', async () => {
  const {post, remove, read, statuses} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const {status, body} = await remove(`/incidents/${incident.id}`);
  expect([status, body]).toEqual([204, undefined]);
  expect((await read()).incidents).toEqual([]);
  expect((await statuses()).payments).toBe('operational');
});

test('what is taken back is named, so that readers take it off without a word', async () => {
  const {post, remove, read} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  await remove(`/incidents/${incident.id}`);
  const {body: work} = await post('/maintenances', {
    name: 'Upgrade',
    scheduled_for: '2026-11-22T10:00:00Z',
  });
  await remove(`/maintenances/${work.id}`);
  expect((await read()).ext.withdrawn).toMatchObject([
    {type: 'incident', id: incident.id},
    {type: 'maintenance', id: work.id},
  ]);
});

test('a false alarm is said as such, until it was none', async () => {
  const {post} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const path = `/incidents/${incident.id}/updates`;
  const over = await post(path, {status: 'resolved', ext: {phase: 'false_alarm'}});
  expect(over.body).toMatchObject({status: 'resolved', ext: {phase: 'false_alarm'}});
  const again = await post(path, {status: 'investigating'});
  expect(again.body.ext.phase).toBe(undefined);
});

test('a moved estimate is shown as moved', async () => {
  const {post} = await startOperator();
  const {body: incident} = await post('/incidents', {
    ...outage,
    ext: {eta: {at: '2026-11-21T11:00:00Z', confidence: 'low'}, workaround: 'Bank transfer.'},
  });
  const {body} = await post(`/incidents/${incident.id}/updates`, {
    ext: {eta: {at: '2026-11-21T12:00:00Z'}},
  });
  expect(body.ext).toMatchObject({
    eta: {at: '2026-11-21T12:00:00Z', previous_at: '2026-11-21T11:00:00Z'},
    workaround: 'Bank transfer.',
  });
  const again = await post(`/incidents/${incident.id}/updates`, {body: 'No change.'});
  expect(again.body.ext.eta).toEqual(body.ext.eta);
});

test('null takes a field of ext away', async () => {
  const {post} = await startOperator();
  const {body: incident} = await post('/incidents', {...outage, ext: {workaround: 'Wait.'}});
  const {body} = await post(`/incidents/${incident.id}/updates`, {ext: {workaround: null}});
  expect(body.ext).not.toHaveProperty('workaround');
});

test('a promise of news ends with an update after its time, or with the incident', async () => {
  const clock = manualClock();
  const {post} = await startOperator({clock: clock.now});
  const {body: incident} = await post('/incidents', {
    ...outage,
    ext: {next_update_at: '2026-11-21T10:30:00Z'},
  });
  const update = async (body: unknown) =>
    (await post(`/incidents/${incident.id}/updates`, body)).body.ext.next_update_at;
  expect(await update({body: 'Early news.'})).toBe('2026-11-21T10:30:00Z');
  clock.advance(1800);
  expect(await update({body: 'Promised news.'})).toBeUndefined();
  expect(await update({ext: {next_update_at: '2026-11-21T11:00:00Z'}})).toBeDefined();
  expect(await update({status: 'resolved'})).toBeUndefined();
});

test.each([
  ['minor', 'operational', 'minor'],
  ['none', 'operational', 'none'],
  ['none', 'degraded_performance', 'minor'],
  ['minor', 'partial_outage', 'major'],
  ['minor', 'major_outage', 'critical'],
  ['critical', 'operational', 'critical'],
])('impact %s with a component %s makes the page %s', async (impact, status, indicator) => {
  const {post, read} = await startOperator();
  await post('/incidents', {name: 'x', impact, components: [{id: 'payments', status}]});
  expect((await read()).status.indicator).toBe(indicator);
});

test('after 15 minutes a resolved incident is gone with the next publish', async () => {
  const clock = manualClock();
  const {post, put, read} = await startOperator({clock: clock.now});
  const {body: incident} = await post('/incidents', outage);
  await post(`/incidents/${incident.id}/updates`, {status: 'resolved'});
  clock.advance(900);
  await put('/components/payments', {status: 'operational'});
  expect((await read()).incidents).toEqual([]);
});

test('everything wrong with a request is said at once, and nothing is published', async () => {
  const {post, read} = await startOperator();
  const {status, headers, body} = await post('/incidents', {
    titel: 'Payments fail',
    impact: 'huge',
    components: [{id: 'pay', status: 'down'}],
    ext: {revision: 7, next_update_at: 'soon', actions: [{label: 'x', url: 'javascript:x'}]},
  });
  expect(status).toBe(400);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(body.error).toMatch(/^Nothing was published: 8 things are wrong/);
  const componentWords =
    'operational, degraded_performance, partial_outage, major_outage, under_maintenance';
  expect(body.problems).toHaveLength(8);
  expect(body.problems).toEqual(
    expect.arrayContaining([
      {pointer: '/name', message: 'is required'},
      {pointer: '/titel', message: 'is not a field of this request'},
      {pointer: '/impact', message: 'must be one of: none, minor, major, critical, maintenance'},
      {pointer: '/components/0/status', message: `must be one of: ${componentWords}`},
      {
        pointer: '/components/0/id',
        message: 'is no component of the page. Known: payments, invoices, exports',
      },
      {pointer: '/ext/revision', message: 'is set by the server and cannot be given'},
      {pointer: '/ext/next_update_at', message: 'must be a time like 2026-11-21T10:30:00Z'},
      {pointer: '/ext/actions/0/url', message: 'must be an absolute https: URL'},
    ]),
  );
  expect((await read()).ext.rev).toBe(1);
});

test.each([
  ['/incidents', 'text', '', 'must be object'],
  ['/incidents', null, '', 'must be object'],
  ['/incidents', [], '', 'must be object'],
  ['/incidents', {name: ''}, '/name', 'must NOT have fewer than 1 characters'],
  ['/incidents', {name: 'x', ext: []}, '/ext', 'must be object'],
  ['/incidents', {name: 'x', status: 'scheduled'}, '/status', 'must be one of: investigating'],
  ['/incidents', {name: 'x', body: 'x'.repeat(8193)}, '/body', 'must NOT have more than 8192'],
  ['/maintenances', {name: 'x'}, '/scheduled_for', 'is required'],
  [
    '/maintenances',
    {name: 'x', scheduled_for: '2026-11-21T10:00:00+01:00'},
    '/scheduled_for',
    'must be a time like',
  ],
  [
    '/maintenances',
    {name: 'x', scheduled_for: '2026-11-21T10:00:00Z', scheduled_until: '2026-11-21T09:00:00Z'},
    '/scheduled_until',
    'must be after scheduled_for',
  ],
])('POST %s %j is refused at "%s"', async (path, input, pointer, message) => {
  const {post} = await startOperator();
  const {status, body} = await post(path, input);
  expect(status).toBe(400);
  expect(body.problems).toEqual([{pointer, message: expect.stringContaining(message)}]);
});

test('an update that says nothing is refused', async () => {
  const {post} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const {status, body} = await post(`/incidents/${incident.id}/updates`, {});
  expect(status).toBe(400);
  expect(body.problems).toEqual([{pointer: '', message: 'must say at least one thing'}]);
});

test('what is not JSON is refused', async () => {
  const {url} = await startOperator();
  const request = (body: string, type: string) =>
    fetch(`${url}/incidents`, {method: 'POST', body, headers: {'content-type': type}});
  expect((await request('{"name":', 'application/json')).status).toBe(400);
  expect((await request('', 'application/json; charset=utf-8')).status).toBe(400);
  expect((await request('{"name":"x"}', 'text/plain')).status).toBe(415);
  expect((await request('name=x', 'application/x-www-form-urlencoded')).status).toBe(415);
});

test('a body over 64 KiB is refused, announced or not', async () => {
  const {url, post} = await startOperator();
  const large = {name: 'x', body: 'x'.repeat(64 * 1024)};
  expect((await post('/incidents', large)).status).toBe(413);
  const response = await fetch(`${url}/incidents`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: new Blob([JSON.stringify(large)]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(413);
});

test('a document that readers would refuse is not published', async () => {
  const {post, read} = await startOperator();
  const {body: incident} = await post('/incidents', outage);
  const body = 'x'.repeat(8192);
  let answer = await post(`/incidents/${incident.id}/updates`, {body});
  let accepted = 0;
  while (answer.status === 201) {
    accepted += 1;
    answer = await post(`/incidents/${incident.id}/updates`, {body});
  }
  expect(answer.status).toBe(400);
  expect(answer.body.problems[0].message).toContain('larger than 1 MiB');
  expect((await read()).ext.rev).toBe(2 + accepted);
});

test.each([
  ['POST', '/incidents/inc-x/updates', {body: 'x'}, 'There is no incident inc-x.'],
  ['POST', '/maintenances/mnt-x/updates', {body: 'x'}, 'There is no maintenance mnt-x.'],
  ['DELETE', '/incidents/inc-x', undefined, 'There is no incident inc-x.'],
  ['DELETE', '/maintenances/mnt-x', undefined, 'There is no maintenance mnt-x.'],
  ['DELETE', '/components/x', undefined, 'There is no component x.'],
])('%s %s is 404', async (method, path, input, message) => {
  const {url} = await startOperator();
  const {status, body} = await send(`${url}${path}`, method, input);
  expect(status).toBe(404);
  expect(body.error).toContain(message);
});

test('publishes sent at once are made one after the other', async () => {
  const {post, read} = await startOperator();
  const names = Array.from({length: 20}, (_, index) => `Incident ${index}`);
  const answers = await Promise.all(names.map((name) => post('/incidents', {name})));
  expect(answers.map(({status}) => status)).toEqual(names.map(() => 201));
  const {incidents, ext} = await read();
  expect(ext.rev).toBe(21);
  expect(incidents.map(({name}: any) => name).sort()).toEqual([...names].sort());
});
