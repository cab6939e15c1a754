import {expect, test} from 'vitest';
import {uptimeKuma} from '../../../../src/formats/vendors/uptime-kuma.ts';
import {documentOf, readWith} from '../documents.ts';
import {readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);
const heartbeat = documentOf('uptime-kuma/companions/heartbeat');

test('monitors without heartbeats are unknown', () => {
  const {page, components, incidents, maintenances} = readFixture(uptimeKuma, 'healthy');
  expect(page).toMatchObject({name: 'Acme', level: 'unknown'});
  expect(components).toEqual([
    {id: 'group 1', name: 'Shop', level: 'unknown', group: true, groupId: undefined},
    {id: 'group 2', name: 'Inner', level: 'unknown', group: true, groupId: undefined},
    {id: '1', name: 'Web', level: 'unknown', group: false, groupId: 'group 1'},
    {id: '2', name: 'API', level: 'unknown', group: false, groupId: 'group 1'},
    {id: '3', name: 'Mail', level: 'unknown', group: false, groupId: 'group 2'},
  ]);
  expect([...incidents, ...maintenances]).toEqual([]);
});

test('the last heartbeat counts', () => {
  const snapshot = readWith(uptimeKuma, documentOf('uptime-kuma/healthy'), {heartbeat});
  expect(snapshot.page.level).toBe('partial');
  expect(snapshot.components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'major'],
    ['Inner', 'maintenance'],
    ['Web', 'major'],
    ['API', 'operational'],
    ['Mail', 'maintenance'],
  ]);
});

test('a failure that is tried again is unknown', () => {
  const pending = {heartbeatList: {1: [{status: 1}, {status: 2}], 2: [{status: 1}, null]}};
  const {components} = readWith(uptimeKuma, documentOf('uptime-kuma/healthy'), {
    heartbeat: pending,
  });
  expect(components.filter(({group}) => !group).map(({level}) => level)).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('an incident is as bad as its style, and open while it is active', () => {
  const {page, incidents} = readFixture(uptimeKuma, 'incident');
  expect(page.level).toBe('major');
  expect(incidents).toMatchObject([
    {
      id: '3',
      title: 'Database unreachable',
      phase: 'unknown',
      level: 'major',
      startedAt: at('2026-11-21T09:00:00Z'),
      updatedAt: at('2026-11-21T09:20:00Z'),
      updates: [{body: 'We are on it.', at: at('2026-11-21T09:20:00Z')}],
    },
    {id: '4', phase: 'unknown', level: 'notice', startedAt: at('2026-11-20T09:00:00Z')},
    {id: '5', phase: 'resolved', level: 'degraded'},
  ]);
});

test('windows of recurring work are read in its own zone; what is switched off is none', () => {
  const {page, maintenances} = readFixture(uptimeKuma, 'maintenance');
  // Of the monitors nothing is known, which weighs more than planned work.
  expect(page.level).toBe('unknown');
  expect(maintenances).toMatchObject([
    {
      id: '9',
      title: 'Weekly patch',
      phase: 'in_progress',
      level: 'maintenance',
      scheduledFor: at('2026-11-21T09:00:00Z'),
      scheduledUntil: at('2026-11-21T10:00:00Z'),
      updates: [{body: 'Orders wait.'}],
    },
    {phase: 'scheduled', scheduledFor: at('2026-11-28T09:00:00Z')},
    {
      id: '10',
      phase: 'scheduled',
      scheduledFor: at('2026-11-22T22:00:00Z'),
      scheduledUntil: at('2026-11-22T23:00:00Z'),
    },
    {id: '12', phase: 'completed'},
    {id: '13', title: 'By hand', phase: 'in_progress', scheduledFor: undefined, updates: []},
  ]);
  expect(new Set(maintenances.map(({id}) => id)).size).toBe(5);
});

test('the single incident of the first version is read, and unknown words are unknown', () => {
  const {incidents, maintenances} = readFixture(uptimeKuma, 'odd');
  expect(incidents).toMatchObject([{id: '6', phase: 'unknown', level: 'unknown'}]);
  expect(maintenances).toMatchObject([{id: '14', phase: 'unknown', scheduledFor: undefined}]);
});

test('neither styles nor messages of monitors get out', () => {
  const told = JSON.stringify(
    readWith(uptimeKuma, documentOf('uptime-kuma/incident'), {heartbeat}),
  );
  expect(told).not.toMatch(/evil|refused|10\.0\.0/);
});

test('heartbeats are beside the page', () => {
  const url = new URL('https://status.acme.example/api/status-page/acme');
  expect(new URL(uptimeKuma.companions!(url)['heartbeat']!, url).href).toBe(
    'https://status.acme.example/api/status-page/heartbeat/acme',
  );
});
