import {expect, test} from 'vitest';
import {openStatus} from '../../../../src/formats/vendors/open-status.ts';
import {readFixture} from '../reading.ts';

test('a component is as well as its monitor, and unknown without one', () => {
  const {page, components, revision} = readFixture(openStatus, 'healthy');
  expect(page).toMatchObject({name: 'Acme', level: 'operational'});
  expect(components).toMatchObject([
    {id: 'group 7', name: 'Storefront', group: true, level: 'operational'},
    {id: '1', name: 'Shop', groupId: 'group 7', level: 'operational'},
    {id: '7', name: 'Letters', groupId: undefined, level: 'unknown'},
  ]);
  expect(revision.generatedAt).toBe(Date.UTC(2026, 10, 21, 10));
});

test('an open report is not lost behind a long history', () => {
  const {page, components, incidents} = readFixture(openStatus, 'incident');
  expect(page.level).toBe('degraded');
  expect(components.find(({name}) => name === 'Shop')?.level).toBe('major');
  expect(incidents).toHaveLength(50);
  expect(incidents[0]).toMatchObject({
    id: '90',
    title: 'Orders hang',
    phase: 'identified',
    level: 'unknown',
    components: [{id: '1'}],
    updates: [
      {phase: 'identified', body: 'A full disk.', at: Date.UTC(2026, 10, 21, 9, 45)},
      {phase: 'investigating', body: 'We look.'},
    ],
  });
});

test('planned work is nobody said to have begun; the latest comes first', () => {
  const {page, maintenances} = readFixture(openStatus, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances.map(({title, phase}) => [title, phase])).toEqual([
    ['New shelves', 'scheduled'],
    ['Database move', 'scheduled'],
  ]);
  expect(maintenances[0]).toMatchObject({
    scheduledFor: Date.UTC(2026, 10, 21, 9),
    scheduledUntil: Date.UTC(2026, 10, 21, 11),
    components: [{id: '1'}],
    updates: [{body: 'We began.'}, {body: 'The shop may be slow.'}],
  });
});

test('words it does not know are unknown, never well', () => {
  const {page, components, incidents} = readFixture(openStatus, 'odd');
  expect(page.level).toBe('unknown');
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'unknown'],
    ['Desk', 'unknown'],
  ]);
  expect(incidents).toMatchObject([{title: 'Lamp', phase: 'unknown', updates: []}]);
});
