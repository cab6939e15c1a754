// What leaves the summary of a Statuspage page, which lists only what is not over.
import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import {incident, page, startRelay, startSource, status} from '../support/relay.js';

const WORDS = 'Die Störung ist behoben. Alle Zahlungen sind gebucht.';

const over = incident({
  status: 'resolved',
  updated_at: '2026-11-21T09:58:00Z',
  resolved_at: '2026-11-21T09:58:00Z',
  incident_updates: [
    {id: 'u9', status: 'resolved', body: WORDS, display_at: '2026-11-21T09:58:00Z'},
  ],
});

const work = {
  id: 'm1',
  name: 'Neue Festplatten',
  status: 'in_progress',
  scheduled_for: '2026-11-21T09:30:00Z',
  scheduled_until: '2026-11-21T11:00:00Z',
  created_at: '2026-11-20T09:00:00Z',
  updated_at: '2026-11-21T09:30:00Z',
  incident_updates: [],
};

/** A Statuspage page: its summary, and lists by the ends of their addresses. */
async function startPage(first: unknown, search = '') {
  const source = await startSource(first);
  let summary = first;
  const lists: Record<string, unknown> = {};
  source.answer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const name = path.slice(path.lastIndexOf('/') + 1);
    const value = name === 'summary.json' ? summary : lists[name];
    response.writeHead(value === undefined ? 404 : 200).end(JSON.stringify(value));
  });
  return {
    source,
    lists,
    from: [{url: new URL(`/api/v2/summary.json${search}`, source.url).href}],
    says: (next: unknown) => (summary = next),
    /** The addresses that were asked for, but for the summary. */
    asked: () => source.requests.map(({url}) => url).filter((url) => !url?.includes('summary')),
  };
}

const only = {page: {id: 'p1', name: 'Acme'}};

function read(document: unknown): Snapshot {
  const {message} = statuspage.document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}

test('an incident that leaves a summary ends in the last words of its publisher', async () => {
  const {from, lists, says, asked} = await startPage(page({incidents: [incident()]}), '?v=2');
  const {visit, feed, rev} = await startRelay({from});
  expect(asked()).toEqual([]);
  lists['incidents.json'] = {...only, incidents: [incident({id: 'i7'}), over]};
  says(page());
  await visit();
  expect(read(feed.document()).incidents).toMatchObject([
    {id: 'i1', phase: 'resolved', updates: [{body: WORDS}]},
  ]);
  const told = rev();
  await visit();
  await visit();
  expect(asked()).toEqual(['/api/v2/incidents.json?v=2']);
  expect(rev()).toBe(told);
});

test('so does planned work', async () => {
  const {from, lists, says, asked} = await startPage(page({scheduled_maintenances: [work]}));
  const {visit, feed} = await startRelay({from});
  const end = {id: 'u', status: 'completed', body: 'Fertig.', display_at: '2026-11-21T09:59:00Z'};
  const done = {...work, status: 'completed', updated_at: end.display_at, incident_updates: [end]};
  lists['scheduled-maintenances.json'] = {...only, scheduled_maintenances: [done]};
  says(page());
  await visit();
  expect(read(feed.document()).maintenances).toMatchObject([
    {phase: 'completed', updates: [{body: 'Fertig.'}]},
  ]);
  expect(asked()).toEqual(['/api/v2/scheduled-maintenances.json']);
});

test('of two pages each is asked for its own, and only by what left it', async () => {
  const [a, b] = [await startPage(page({incidents: [incident()]})), await startPage(page())];
  const [first, second] = [a.from, b.from].flat();
  const from = [
    {...first!, name: 'Acme'},
    {...second!, name: 'Bolt'},
  ];
  const {visit, feed} = await startRelay({from});
  a.lists['incidents.json'] = {...only, incidents: [over]};
  a.says(page());
  await visit();
  expect(read(feed.document()).incidents).toMatchObject([{id: 'acme:i1', phase: 'resolved'}]);
  expect([a.asked(), b.asked()]).toEqual([['/api/v2/incidents.json'], []]);
});

test.each([
  ['is not there', undefined],
  ['is of another kind', ['nothing']],
  ['does not have it', {...only, incidents: []}],
  ['still calls it open', {...only, incidents: [incident()]}],
])('a list that %s is asked for once, and the incident leaves', async (_what, list) => {
  const {from, lists, says, asked} = await startPage(page({incidents: [incident()]}));
  const {visit, feed, told} = await startRelay({from});
  if (list) lists['incidents.json'] = list;
  says(page());
  await visit();
  await visit();
  expect(feed.document().incidents).toEqual([]);
  expect(asked()).toHaveLength(1);
  expect(told.filter((line) => line.startsWith('bad'))).toEqual([]);
});

test('a document of another address, or of our own protocol, is asked for nothing more', async () => {
  const ext = {schema: '1', epoch: 'e', rev: 1, generated_at: '2026-11-21T10:00:00Z'};
  const own = await startPage(page({incidents: [incident()], ext}));
  const other = await startSource(page({incidents: [incident()]}));
  const from = [
    {...own.from[0]!, name: 'Own'},
    {url: new URL('/status.json', other.url).href, name: 'Other'},
  ];
  const {visit} = await startRelay({from});
  own.says(page({ext: {...ext, rev: 2}}));
  other.says(page());
  await visit();
  expect(own.asked()).toEqual([]);
  expect(new Set(other.requests.map(({url}) => url))).toEqual(new Set(['/status.json']));
});

test('an end that the relay learns of late is told all the same', async () => {
  const source = await startSource(page({incidents: [incident()]}));
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  source.answer(status(503));
  await visit(7200);
  source.says(page({incidents: [over]}));
  await visit(60);
  expect(read(feed.document()).incidents).toMatchObject([{phase: 'resolved'}]);
});
