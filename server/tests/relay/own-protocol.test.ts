// A relay of a feed of our own protocol: what that can say and Statuspage cannot.
import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import {documentProblems} from '../../src/schema.js';
import {incident, page, startRelay, startSource} from '../support/relay.js';

let rev = 0;
const own = (more: Record<string, unknown>, ext: Record<string, unknown> = {}) =>
  page({
    ...more,
    ext: {schema: '1', epoch: 'e', rev: ++rev, generated_at: '2026-11-21T10:00:00Z', ...ext},
  });

const work = {
  id: 'm1',
  name: 'Neue Festplatten',
  status: 'scheduled',
  scheduled_for: '2026-11-22T09:30:00Z',
  created_at: '2026-11-20T09:00:00Z',
  incident_updates: [],
};

/** What our readers read of a document that a relay has written, which has to be strict. */
function read(document: unknown): Snapshot {
  expect(documentProblems(document)).toEqual([]);
  return parse(document);
}

function parse(document: unknown): Snapshot {
  const {message} = statuspage.document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}

test.each([
  ['open', incident()],
  ['over', incident({status: 'resolved', resolved_at: '2026-11-21T09:58:00Z'})],
])('an incident that was taken back while it is %s leaves no trace', async (_when, event) => {
  const source = await startSource(own({incidents: [event], scheduled_maintenances: [work]}));
  const {visit, feed, rev: told} = await startRelay({from: [{url: source.url}]});
  expect(feed.document().incidents).toHaveLength(1);
  const withdrawn = [{type: 'incident', id: 'i1', at: '2026-11-21T10:00:30Z'}];
  source.says(own({scheduled_maintenances: [work]}, {withdrawn}));
  await visit();
  const document = read(feed.document());
  expect([document.incidents, document.withdrawn]).toEqual([[], ['incident i1']]);
  expect(document.maintenances).toHaveLength(1);
  const before = told();
  source.says(own({scheduled_maintenances: [work]}, {withdrawn}));
  await visit();
  expect(told()).toBe(before);
});

test('so does planned work, of one page among two', async () => {
  const [a, b] = [
    await startSource(own({scheduled_maintenances: [work]})),
    await startSource(page()),
  ];
  const from = [
    {url: a.url, name: 'Acme'},
    {url: b.url, name: 'Bolt'},
  ];
  const {visit, feed} = await startRelay({from});
  const withdrawn = [{type: 'maintenance', id: 'm1'}, {type: 'incident', id: 'never seen'}, 'junk'];
  a.says(own({}, {withdrawn}));
  await visit();
  const document = read(feed.document());
  expect([document.maintenances, document.withdrawn]).toEqual([[], ['maintenance acme:m1']]);
});

test('what is published anew under the same id stays', async () => {
  const withdrawn = [{type: 'incident', id: 'i1'}];
  const source = await startSource(own({incidents: [incident()]}));
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  source.says(own({incidents: [incident({name: 'Refunds fail'})]}, {withdrawn}));
  await visit();
  const {incidents, withdrawn: told} = read(feed.document());
  expect([incidents.map(({title}) => title), told]).toEqual([['Refunds fail'], []]);
});

test.each([
  ['of Statuspage', {deliver_notifications: false}],
  ['of ours', {ext: {news: false}}],
])('the word %s that an update is no news is passed on', async (_whose, quiet) => {
  const update = {id: 'u', status: 'identified', display_at: '2026-11-21T09:30:00Z'};
  const source = await startSource(
    own({incidents: [incident({incident_updates: [{...update, body: 'Typo.', ...quiet}]})]}),
  );
  const {feed} = await startRelay({from: [{url: source.url}]});
  const [first] = read(feed.document()).incidents;
  expect(first).toMatchObject({news: true, updates: [{news: false}]});
});

test('a report that is no news altogether, and what people can do, are passed on', async () => {
  const actions = [
    {label: 'Refaire le paiement', url: 'https://acme.example/retry'},
    {label: 'Odd', url: 'https://acme.example/%zz|'},
    {label: 'Unsafe', url: 'javascript:alert(1)'},
  ];
  const source = await startSource(own({incidents: [incident({ext: {news: false, actions}})]}));
  const {feed} = await startRelay({from: [{url: source.url}]});
  const [first] = read(feed.document()).incidents;
  expect(first?.news).toBe(false);
  expect(first?.actions[0]).toEqual(actions[0]);
  expect(first?.actions.map(({label}) => label)).not.toContain('Unsafe');
});

test('scope, data, estimates, security and the postmortem are passed on', async () => {
  const [at, previous_at, first_at] = [12, 11, 10].map((hour) => `2026-11-21T${hour}:30:00Z`);
  const ext = {
    affected: {count: 6323, percent: 0.4, unit: 'users', scope: 'Kunden in der EU'},
    locations: ['Dublin'],
    not_affected: ['Bank transfers'],
    data_safety: 'delayed',
    eta: {at, previous_at, first_at},
    security: true,
    postmortem: {url: 'https://acme.example/what', published_at: '2026-11-21T09:55:00Z'},
  };
  const told = own({incidents: [incident({ext})]});
  const source = await startSource(told);
  const {feed} = await startRelay({from: [{url: source.url}]});
  const [[ours], [theirs]] = [read(feed.document()).incidents, parse(told).incidents];
  const fields = [
    'scope',
    'notAffected',
    'dataSafety',
    'estimate',
    'security',
    'postmortem',
  ] as const;
  for (const field of fields) expect(ours?.[field], field).toEqual(theirs?.[field]);
  expect(ours?.scope?.count).toBe(6323);
});
