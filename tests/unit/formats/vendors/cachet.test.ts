import {expect, test} from 'vitest';
import {cachet} from '../../../../src/formats/vendors/cachet.ts';
import {documentOf, readWith} from '../documents.ts';
import {read, readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);
const companion = (name: string) => documentOf(`cachet/companions/${name}`);

test('3.x states the whole in one word', () => {
  const {page, components} = readFixture(cachet, 'healthy');
  expect(page).toMatchObject({level: 'operational', headline: 'All is well'});
  expect(components).toEqual([]);
  const level = (status: string) => read(cachet, {data: {status, message: ''}}).page.level;
  expect(level('partial_outage')).toBe('partial');
  expect(cachet.matches({data: {status: 'error', message: 'Not found'}})).toBe(false);
});

test('of an incident of 2.x the latest status counts, and its times are UTC', () => {
  const {page, incidents} = readFixture(cachet, 'incident');
  expect(page.level).toBe('unknown');
  expect(incidents).toMatchObject([
    {
      id: '2',
      title: 'API down',
      phase: 'identified',
      level: 'unknown',
      startedAt: at('2026-11-21T09:00:00Z'),
      updatedAt: at('2026-11-21T09:20:00Z'),
      url: 'https://status.acme.example/incidents/2',
      components: [{id: '2'}],
      updates: [
        {phase: 'identified', body: 'Found it.', at: at('2026-11-21T09:20:00Z')},
        {phase: 'investigating', body: 'We are looking.', at: at('2026-11-21T09:00:00Z')},
      ],
    },
    {id: '1', phase: 'resolved', startedAt: at('2026-11-20T09:00:00Z')},
  ]);
});

test('what is not for everybody is left out', () => {
  expect(JSON.stringify(readFixture(cachet, 'incident'))).not.toMatch(/staff|Secret|Retired/);
});

test('schedules have words for where they stand', () => {
  const {page, maintenances} = readFixture(cachet, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances).toMatchObject([
    {
      id: '7',
      title: 'New disks',
      phase: 'scheduled',
      scheduledFor: at('2026-11-22T22:00:00Z'),
      scheduledUntil: at('2026-11-22T23:30:00Z'),
      components: [{id: '2'}],
      updates: [{body: 'Orders wait.'}],
    },
    {id: '6', phase: 'in_progress', scheduledUntil: undefined, updates: []},
  ]);
});

test('before 2.4 planned work was an incident to come', () => {
  const document = documentOf('cachet/incident');
  Object.assign(document.data[1], {scheduled_at: '2026-11-22 22:00:00', latest_status: 0});
  document.data[1].status = 0;
  const {incidents, maintenances} = read(cachet, document);
  expect(incidents.map(({id}) => id)).toEqual(['1']);
  expect(maintenances).toMatchObject([
    {id: '2', phase: 'scheduled', scheduledFor: at('2026-11-22T22:00:00Z')},
  ]);
});

test('in 3.x what an incident did to its components is its level', () => {
  const {page, incidents} = readFixture(cachet, 'odd');
  expect(page.level).toBe('partial');
  expect(incidents).toMatchObject([
    {
      id: '8',
      title: 'Web blinks',
      phase: 'monitoring',
      level: 'partial',
      startedAt: at('2026-11-21T09:00:00Z'),
      updatedAt: at('2026-11-21T09:30:00Z'),
      components: [
        {id: '2', name: 'API'},
        {id: '3', name: 'Web'},
      ],
      updates: [
        {id: '4', phase: 'monitoring', body: 'We watch it.', at: at('2026-11-21T09:30:00Z')},
        {phase: 'unknown', body: 'We see it.', at: at('2026-11-21T09:00:00Z')},
      ],
    },
    {id: '9', phase: 'unknown', level: 'unknown', updates: []},
  ]);
});

test('a relay puts the documents of 2.x together', () => {
  const snapshot = readWith(cachet, documentOf('cachet/incident'), {
    components: companion('components-2'),
    groups: companion('groups-2'),
    schedules: documentOf('cachet/maintenance'),
  });
  expect(snapshot.page.level).toBe('major');
  expect(snapshot.components).toEqual([
    {id: 'group 1', name: 'Inner parts', level: 'major', group: true, groupId: undefined},
    {id: '1', name: 'Web', level: 'operational', group: false, groupId: undefined},
    {id: '2', name: 'API', level: 'major', group: false, groupId: 'group 1'},
    {id: '4', name: 'Mail', level: 'unknown', group: false, groupId: 'group 1'},
  ]);
  expect(snapshot.incidents).toHaveLength(2);
  expect(snapshot.maintenances).toHaveLength(2);
});

test('a relay puts the documents of 3.x together', () => {
  const snapshot = readWith(cachet, documentOf('cachet/healthy'), {
    components: companion('components-3'),
    incidents: documentOf('cachet/odd'),
    schedules: companion('schedules-3'),
  });
  expect(snapshot.page).toMatchObject({level: 'operational', headline: 'All is well'});
  expect(snapshot.components).toEqual([
    {id: 'group 1', name: 'Inner parts', level: 'maintenance', group: true, groupId: undefined},
    {id: '2', name: 'API', level: 'maintenance', group: false, groupId: 'group 1'},
    {id: '3', name: 'Web', level: 'degraded', group: false, groupId: undefined},
  ]);
  expect(snapshot.incidents).toHaveLength(2);
  expect(snapshot.maintenances).toMatchObject([
    {
      id: '5',
      phase: 'in_progress',
      scheduledFor: at('2026-11-21T09:00:00Z'),
      scheduledUntil: undefined,
      components: [{id: '2'}],
    },
  ]);
});

test('an empty list is recognised, and proves nothing', () => {
  const empty2 = {meta: {pagination: {total: 0}}, data: []};
  const empty3 = {data: [], meta: {path: 'https://status.acme.example/api/incidents'}};
  for (const empty of [empty2, empty3]) {
    expect(cachet.matches(empty)).toBe(true);
    expect(read(cachet, empty).page.level).toBe('unknown');
  }
});

test('the documents of a page are siblings', () => {
  const paths = (address: string) => {
    const url = new URL(address);
    return Object.values(cachet.companions!(url)).map((path) => new URL(path, url).pathname);
  };
  expect(paths('https://status.acme.example/shop/api/v1/components')).toEqual([
    '/shop/api/v1/components',
    '/shop/api/v1/components/groups',
    '/shop/api/v1/incidents',
    '/shop/api/v1/schedules',
  ]);
  expect(paths('https://status.acme.example/api/status')).toEqual([
    '/api/status',
    '/api/components',
    '/api/incidents',
    '/api/schedules',
  ]);
  expect(paths('https://status.acme.example/elsewhere')).toEqual([]);
});
