import {expect, test} from 'vitest';
import {incidentIo} from '../../../../src/formats/vendors/incident-io.ts';
import {read, readFixture} from '../reading.ts';

test('three empty lists are a page that is well', () => {
  const {page, components, revision} = readFixture(incidentIo, 'healthy');
  expect(page).toMatchObject({
    name: 'Acme',
    url: 'https://status.acme.test/',
    level: 'operational',
  });
  expect(components).toEqual([]);
  expect(revision.generatedAt).toBeUndefined();
});

test('an incident tells its worst impact, what it affects and the last message', () => {
  const {page, components, incidents} = readFixture(incidentIo, 'incident');
  expect(page.level).toBe('major');
  expect(components).toMatchObject([{id: '01A', name: 'Shop', level: 'major'}]);
  expect(incidents).toMatchObject([
    {
      id: '01X',
      title: 'Orders hang',
      phase: 'identified',
      level: 'major',
      url: 'https://status.acme.test/incidents/01X',
      updatedAt: Date.UTC(2026, 10, 21, 9, 45),
      components: [{id: '01A', name: 'Shop'}],
      updates: [{body: 'A full disk.', phase: 'identified'}],
    },
  ]);
});

test('work under way and work to come have their times under different names', () => {
  const {page, maintenances} = readFixture(incidentIo, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances).toMatchObject([
    {
      phase: 'in_progress',
      scheduledFor: Date.UTC(2026, 10, 21, 9),
      scheduledUntil: Date.UTC(2026, 10, 21, 11),
    },
    {
      phase: 'scheduled',
      scheduledFor: Date.UTC(2026, 10, 22, 9),
      scheduledUntil: Date.UTC(2026, 10, 22, 11),
    },
  ]);
});

test('its look-alike says how fresh it is, where it is called, and how it is', () => {
  const {page, revision, incidents} = readFixture(incidentIo, 'odd');
  expect(revision).toMatchObject({
    generatedAt: Date.UTC(2026, 10, 21, 10),
    maxStaleSeconds: 120,
    pollAfterSeconds: 30,
  });
  expect(page).toMatchObject({name: 'Acme', url: 'https://status.acme.test/', level: 'unknown'});
  expect(incidents).toMatchObject([{title: 'Lamp', phase: 'unknown', level: 'unknown'}]);
});

test('a roll-up that says all is well is its word', () => {
  const document = {ongoing_incidents: [], overall: {status: 'operational'}};
  expect(read(incidentIo, document).page.level).toBe('operational');
});

test('components of one name are told apart by their groups', () => {
  const affected = ['Wien', 'Graz'].map((group_name) => ({
    id: group_name,
    name: 'Kasse',
    group_name,
    current_status: 'partial_outage',
  }));
  const incident = {id: 'i', name: 'Kassen stehen', status: 'identified'};
  const {components} = read(incidentIo, {
    ongoing_incidents: [{...incident, affected_components: affected}],
    in_progress_maintenances: [],
    scheduled_maintenances: [],
  });
  expect(components.map(({name}) => name)).toEqual(['Kasse (Wien)', 'Kasse (Graz)']);
});
