import {expect, test} from 'vitest';
import {fireHydrant} from '../../../../src/formats/vendors/firehydrant.ts';
import {read, readFixture} from '../reading.ts';

test('without an open incident the page says that all is well, and nothing of its components', () => {
  const {page, components, incidents} = readFixture(fireHydrant, 'healthy');
  expect(page).toMatchObject({
    name: 'Acme',
    level: 'operational',
    headline: 'Nothing to report.',
  });
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'unknown'],
    ['Desk', 'unknown'],
  ]);
  expect(incidents).toHaveLength(20);
  expect(incidents[0]).toMatchObject({
    title: 'Old trouble 12',
    phase: 'resolved',
    resolvedAt: Date.UTC(2025, 11, 1, 1),
  });
});

test('a page that does not say what it shows when all is well is unknown', () => {
  expect(read(fireHydrant, {config: {}, conditions: {}, incidents: []}).page.level).toBe('unknown');
});

test('an open incident puts its components into the condition it names', () => {
  const {page, components, incidents} = readFixture(fireHydrant, 'incident');
  expect(page).toMatchObject({level: 'major', headline: ''});
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'major'],
    ['Desk', 'unknown'],
  ]);
  expect(incidents[0]).toMatchObject({
    title: 'Orders hang',
    phase: 'identified',
    level: 'partial',
    startedAt: Date.UTC(2026, 10, 21, 9, 30),
    resolvedAt: undefined,
    components: [{id: 'c-1', name: 'Shop'}],
  });
});

test('notes are read in both shapes, milestones without a word are not', () => {
  const {incidents} = readFixture(fireHydrant, 'incident');
  expect(incidents[0]!.updates).toMatchObject([
    {phase: 'identified', body: '➡️ Identified — A full disk.', at: Date.UTC(2026, 10, 21, 9, 45)},
    {phase: 'investigating', body: 'Investigating - We look.'},
  ]);
});

test('the severity MAINTENANCE is planned work, and no page is well during it', () => {
  const {page, incidents, maintenances} = readFixture(fireHydrant, 'maintenance');
  expect(page.level).toBe('degraded');
  expect(incidents).toEqual([]);
  expect(maintenances).toMatchObject([
    {title: 'New shelves', phase: 'unknown', scheduledFor: Date.UTC(2026, 10, 21, 9)},
  ]);
});

test('an incident is open until a real time ends it; custom severities and conditions are unknown', () => {
  const {page, components, incidents} = readFixture(fireHydrant, 'odd');
  expect(page.level).toBe('unknown');
  expect(components).toMatchObject([{id: '4', name: 'Desk', level: 'unknown'}]);
  expect(incidents).toMatchObject([{title: 'Lamp', phase: 'unknown', level: 'unknown'}]);
});
