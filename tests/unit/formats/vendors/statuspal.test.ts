import {expect, test} from 'vitest';
import {statuspal} from '../../../../src/formats/vendors/statuspal.js';
import {read, readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('no type of incident means that a service is well', () => {
  const {page, components} = readFixture(statuspal, 'healthy');
  expect(page).toMatchObject({name: 'Acme Status', level: 'operational'});
  expect(components).toMatchObject([
    {id: '1', name: 'Shop', group: true, level: 'operational'},
    {id: '2', name: 'Checkout', groupId: '1', group: false, level: 'operational'},
    {id: '3', name: 'Search', groupId: '1', level: 'operational'},
    {id: '4', name: 'Desk', groupId: undefined, level: 'operational'},
  ]);
});

test('services nest, and a type that the page invented is news', () => {
  const snapshot = readFixture(statuspal, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot)).toEqual([
    ['Shop', 'major'],
    ['Checkout', 'major'],
    ['Search', 'operational'],
    ['Index', 'degraded'],
    ['Desk', 'notice'],
  ]);
  expect(snapshot.components[3]!.groupId).toBe('3');
  expect(snapshot.incidents).toMatchObject([
    {
      id: '10',
      title: 'Checkout is down',
      phase: 'unknown',
      level: 'major',
      startedAt: at(10),
      components: [{id: '1'}, {id: '2'}],
      updates: [
        {body: 'A part works again.', at: at(10, 30)},
        {body: 'We look into it.', at: at(10)},
      ],
    },
    {id: '11', phase: 'unknown', level: 'notice'},
    {id: '12', phase: 'resolved', resolvedAt: at(8), updates: [{phase: 'resolved'}]},
  ]);
});

test('planned work is told by its times, which are UTC', () => {
  const {page, maintenances} = readFixture(statuspal, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances).toMatchObject([
    {title: 'New disks', phase: 'unknown', scheduledFor: at(10), scheduledUntil: at(12)},
    {title: 'New network', phase: 'unknown', scheduledFor: at(34), scheduledUntil: undefined},
  ]);
});

test('without a roll-up the worst of what is stated counts, and what is not stated is unknown', () => {
  const snapshot = readFixture(statuspal, 'odd');
  expect(snapshot.page.level).toBe('unknown');
  expect(levelsOf(snapshot)).toEqual([
    ['Shop', 'operational'],
    ['Checkout', 'unknown'],
    ['Desk', 'unknown'],
  ]);
  expect(snapshot.incidents).toMatchObject([{phase: 'unknown', level: 'unknown', components: []}]);
  expect(
    read(statuspal, {services: [{name: 'Shop', current_incident_type: 'minor'}]}).page.level,
  ).toBe('degraded');
});

test('a tree without end is cut', () => {
  let tree: unknown = null;
  for (let id = 0; id < 5000; id++) tree = [{id, current_incident_type: null, children: tree}];
  expect(read(statuspal, {services: tree}).components.length).toBeLessThan(20);
});

test.each([
  ['completed', 'completed'],
  ['resolved', 'resolved'],
  ['cancelled', 'cancelled'],
  ['in_progress', 'unknown'],
])('planned work is over where only its newest update says so: %s', (type, phase) => {
  const updates = [
    {id: 2, type, description: 'Fertig.', posted_at: '2026-11-21T09:30:00'},
    {id: 1, type: 'scheduled', description: 'Morgen.', posted_at: '2026-11-20T09:00:00'},
  ];
  const times = {starts_at: '2026-11-21T08:00:00', ends_at: '2026-11-21T09:00:00'};
  const maintenances = [{id: 7, title: 'Umbau', ...times, updates}];
  const services = [{id: 1, name: 'Kasse', current_incident_type: null}];
  expect(read(statuspal, {services, maintenances}).maintenances).toMatchObject([{phase}]);
});
