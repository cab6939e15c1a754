import type {ServerResponse} from 'node:http';
import {describe, expect, test} from 'vitest';
import {documentProblems} from '../../src/schema.js';
import {incident, page, startRelay, startSource} from '../support/relay.js';
import {send} from '../support/server.js';

const webhookSecret = 'correct-horse-battery';
const summary = {id: 'p1', status_indicator: 'major', status_description: 'Partial trouble'};

test('a posted incident is published at once, and the page is asked soon', async () => {
  const source = await startSource(page());
  const {url, read, planned, visit, rev} = await startRelay({
    from: [{url: source.url}],
    webhookSecret,
  });
  const post = (body: unknown) => send(`${url}/webhooks/${webhookSecret}`, 'POST', body);
  expect((await post({page: summary, incident: incident()})).status).toBe(202);
  const document = await read();
  expect(documentProblems(document)).toEqual([]);
  expect(document).toMatchObject({
    status: {indicator: 'major', description: 'Partial trouble'},
    incidents: [{id: 'i1', impact: 'major', components: [{id: 'c1', status: 'partial_outage'}]}],
  });
  expect(document.components).toHaveLength(2);
  expect(planned.map(({ms}) => ms)).toEqual([7500]);
  const before = rev();
  await post({page: summary, incident: incident()});
  expect(rev()).toBe(before);
  expect(planned).toHaveLength(1);

  source.says(page());
  await visit(8);
  expect((await read()).incidents).toEqual([]);
  expect((await read()).status.indicator).toBe('none');
});

test('components, maintenances and ends are posted, too; old posts change nothing', async () => {
  const {url, read} = await startRelay({page: 'Acme', webhookSecret});
  const post = (body: object) =>
    send(`${url}/webhooks/${webhookSecret}`, 'POST', {page: summary, ...body});
  expect((await send(`${url}/summary.json`, 'GET')).status).toBe(503);
  await post({
    component_update: {old_status: 'operational', new_status: 'partial_outage', component_id: 'c1'},
    component: {id: 'c1', name: 'Payments', status: 'partial_outage'},
  });
  await post({
    incident: incident({
      id: 'm1',
      name: 'Upgrade',
      status: 'in_progress',
      impact: 'maintenance',
      scheduled_for: '2026-11-21T09:00:00Z',
      scheduled_until: '2026-11-21T12:00:00Z',
    }),
  });
  await post({incident: incident({status: 'resolved', resolved_at: '2026-11-21T09:59:00Z'})});
  await post({incident: incident({updated_at: '2026-11-21T09:10:00Z', incident_updates: []})});
  const document = await read();
  expect(documentProblems(document)).toEqual([]);
  expect(document).toMatchObject({
    page: {name: 'Acme'},
    components: [{id: 'c1', status: 'partial_outage'}],
    incidents: [{id: 'i1', status: 'resolved'}],
    scheduled_maintenances: [{id: 'm1', status: 'in_progress'}],
    ext: {generated_at: '2026-11-21T10:00:00.000Z'},
  });
});

/** Answers as a cache does, with a copy that is so many seconds old. */
function copyOf(document: object, age: number) {
  return (_request: unknown, response: ServerResponse): void => {
    response.setHeader('age', String(age));
    response.end(JSON.stringify(document));
  };
}

describe('a copy that a cache made before a post', () => {
  const well = {id: 'p1', status_indicator: 'none', status_description: 'All fine here'};
  const resolved = incident({
    status: 'resolved',
    updated_at: '2026-11-21T09:59:00Z',
    resolved_at: '2026-11-21T09:59:00Z',
  });
  const broken = {id: 'c1', name: 'Payments', status: 'major_outage'};

  test.each([
    ['an incident', page(), {page: summary, incident: incident()}],
    ['a component', page(), {page: summary, component_update: {}, component: broken}],
    ['an end', page({incidents: [incident()]}), {page: well, incident: resolved}],
  ])('takes back nothing of it: %s', async (_what, before, message) => {
    const source = await startSource(before);
    const relay = await startRelay({from: [{url: source.url}], webhookSecret});
    relay.clock.advance(60);
    await send(`${relay.url}/webhooks/${webhookSecret}`, 'POST', message);
    const {incidents, components, status} = await relay.read();
    source.answer(copyOf(before, 20));
    await relay.visit(8);
    expect(await relay.read()).toMatchObject({incidents, components, status});
    // The copy proves that the page lived until then.
    expect((await relay.read()).ext.generated_at).toBe('2026-11-21T10:00:40.000Z');
    await relay.visit(30);
    expect((await relay.read()).components).toMatchObject(before.components);
  });

  test('takes back nothing after a restart', async () => {
    const source = await startSource(page());
    const first = await startRelay({from: [{url: source.url}], webhookSecret});
    first.clock.advance(60);
    await send(`${first.url}/webhooks/${webhookSecret}`, 'POST', {
      page: summary,
      incident: incident(),
    });
    await first.close();
    source.answer(copyOf(page(), 20));
    const again = await startRelay({
      from: [{url: source.url}],
      webhookSecret,
      file: first.file,
      clock: () => first.clock.now() + 8000,
    });
    expect((await again.read()).incidents).toHaveLength(1);
  });

  test('is known by its own time, where the cache says nothing of its age', async () => {
    const before = page({page: {...page().page, updated_at: '2026-11-21T09:00:00Z'}});
    const source = await startSource(before);
    const relay = await startRelay({from: [{url: source.url}], webhookSecret});
    await send(`${relay.url}/webhooks/${webhookSecret}`, 'POST', {
      page: summary,
      incident: incident(),
    });
    await relay.visit(8);
    expect((await relay.read()).incidents).toHaveLength(1);
    source.says(page({page: {...page().page, updated_at: '2026-11-21T09:40:00Z'}}));
    await relay.visit();
    expect((await relay.read()).incidents).toEqual([]);
  });

  test('does not hold back later copies when the clock is set back', async () => {
    const source = await startSource(page());
    const relay = await startRelay({from: [{url: source.url}], webhookSecret});
    await send(`${relay.url}/webhooks/${webhookSecret}`, 'POST', {
      page: summary,
      incident: incident(),
    });
    relay.clock.advance(-3600);
    await relay.visit(8);
    expect((await relay.read()).incidents).toEqual([]);
  });
});

test('a post that is repeated does not open again what has ended', async () => {
  const {url, feed, clock} = await startRelay({page: 'Acme', webhookSecret});
  const post = (level: string, more: Record<string, unknown>) =>
    send(`${url}/webhooks/${webhookSecret}`, 'POST', {
      page: {...summary, status_indicator: level},
      incident: incident(more),
    });
  const end = '2026-11-21T09:59:00Z';
  await post('major', {});
  await post('none', {status: 'resolved', updated_at: end, resolved_at: end});
  clock.advance(1200);
  await feed.beat();
  expect(feed.document().incidents).toEqual([]);
  expect((await post('major', {})).status).toBe(202);
  expect(feed.document()).toMatchObject({incidents: [], status: {indicator: 'none'}});
  await post('major', {updated_at: '2026-11-21T10:10:00Z'});
  expect(feed.document().incidents).toMatchObject([{status: 'identified'}]);
});

test.each([
  ['a wrong secret', 'wrong-horse-battery', {page: summary, incident: incident()}, 404],
  ['no secret', '', {page: summary, incident: incident()}, 404],
  ['another page', webhookSecret, {page: {...summary, id: 'p9'}, incident: incident()}, 422],
  ['something else', webhookSecret, {hello: 'world'}, 400],
  ['a message of more than 1 MiB', webhookSecret, {x: 'x'.repeat(1_100_000)}, 413],
])('%s changes nothing', async (_name, secret, body, status) => {
  const source = await startSource(page());
  const {url, rev, planned} = await startRelay({from: [{url: source.url}], webhookSecret});
  const before = rev();
  expect((await send(`${url}/webhooks/${secret}`, 'POST', body)).status).toBe(status);
  expect(rev()).toBe(before);
  expect(planned[0]?.ms).toBe(60_000);
});

test('a secret that is none is refused at once', async () => {
  await expect(startRelay({webhookSecret: 'short'})).rejects.toThrow('at least 16 letters');
});
