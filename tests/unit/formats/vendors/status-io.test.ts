import {expect, test} from 'vitest';
import {statusIo} from '../../../../src/formats/vendors/status-io.js';
import {readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('containers are listed where a component has several', () => {
  const {page, components, incidents} = readFixture(statusIo, 'healthy');
  expect(page).toMatchObject({level: 'operational', headline: 'Operational', updatedAt: at(11)});
  expect(components).toMatchObject([
    {id: 'c1', name: 'Website', group: false, level: 'operational'},
    {id: 'c2', name: 'API', group: true, level: 'operational'},
    {id: 'c2/k2', name: 'API (Europe)', groupId: 'c2', level: 'operational'},
    {id: 'c2/k3', name: 'API (Asia)', groupId: 'c2', level: 'operational'},
  ]);
  expect(incidents).toEqual([]);
});

test('an incident names its pairs, and stands where its newest message says', () => {
  const {page, components, incidents} = readFixture(statusIo, 'incident');
  expect(page).toMatchObject({level: 'major', headline: 'Security Event'});
  expect(components.map(({level}) => level)).toEqual([
    'major',
    'partial',
    'operational',
    'partial',
  ]);
  expect(incidents).toMatchObject([
    {
      id: 'i1',
      title: 'Orders fail in Asia',
      phase: 'monitoring',
      level: 'major',
      startedAt: at(10),
      updates: [
        {phase: 'monitoring', body: 'A part works again.', at: at(10, 45)},
        {phase: 'investigating', body: 'We look into it.', at: at(10)},
      ],
      components: [{id: 'c2'}, {id: 'c2/k3', name: 'API (Asia)'}],
    },
    {id: 'i2', title: 'Stolen keys', phase: 'identified', level: 'major', components: [{id: 'c1'}]},
  ]);
});

test('work is under way or to come by the list it is in', () => {
  const {page, maintenances, incidents} = readFixture(statusIo, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(incidents).toEqual([]);
  expect(maintenances).toMatchObject([
    {title: 'New disks', phase: 'in_progress', scheduledFor: at(10), scheduledUntil: at(12)},
    {title: 'New network', phase: 'scheduled', scheduledFor: at(34), scheduledUntil: at(36)},
  ]);
});

test('unknown codes are unknown, and what is open is news though all work', () => {
  const snapshot = readFixture(statusIo, 'odd');
  expect(snapshot.page.level).toBe('unknown');
  expect(levelsOf(snapshot)).toEqual([['Website', 'unknown']]);
  expect(snapshot.incidents).toMatchObject([
    {title: 'Quiet', phase: 'unknown', level: 'unknown'},
    {title: 'Well already', phase: 'monitoring', level: 'notice'},
    {id: 'i3', phase: 'identified', level: 'unknown'},
  ]);
});
