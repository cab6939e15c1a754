import {expect, test} from 'vitest';
import {salesforceTrust} from '../../../../src/formats/vendors/salesforce-trust.js';
import {documentOf, readWith} from '../documents.js';
import {readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('what has an impact without an end is open, and its title is composed', () => {
  const snapshot = readFixture(salesforceTrust, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot)).toEqual([
    ['AC1', 'major'],
    ['AC2', 'major'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      id: '2',
      title: 'Feature perf degradation, Service disruption: core, search',
      phase: 'unknown',
      level: 'major',
      startedAt: at(10),
      updatedAt: at(10, 40),
      components: [{id: 'AC1'}, {id: 'AC2'}],
      updates: [
        {phase: 'unknown', body: 'It is a database.', at: at(10, 30)},
        {phase: 'investigating', body: 'Investigating cause of issue', at: at(10, 5)},
      ],
    },
    {id: '1', phase: 'resolved', level: 'degraded'},
  ]);
});

test('with its companions every instance is known, work, and what types are called', () => {
  const [maintenances, instances, localizations] = [
    'maintenances',
    'instances',
    'localizations',
  ].map((name) => documentOf(`salesforce-trust/companions/${name}`));
  const all = {maintenances, instances, localizations};
  const snapshot = readWith(salesforceTrust, documentOf('salesforce-trust/incident'), all);
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot)).toEqual([
    ['AC1', 'degraded'],
    ['AC2', 'major'],
    ['AC3', 'operational'],
    ['AC4', 'unknown'],
  ]);
  expect(snapshot.maintenances).toMatchObject([
    {
      title: 'New disks',
      phase: 'scheduled',
      scheduledFor: at(34),
      scheduledUntil: at(36),
      components: [{id: 'AC3'}],
      updates: [{body: 'Expect a break.'}],
    },
    {title: 'New network', phase: 'unknown', scheduledFor: at(10), scheduledUntil: undefined},
  ]);
  expect(readWith(salesforceTrust, [], {instances: instances.slice(2, 3)}).page.level).toBe(
    'operational',
  );
});

test('where its companions are', () => {
  const url = new URL('https://api.status.acme.example/v1/incidents/active?x=1');
  expect(salesforceTrust.companions!(url)).toEqual({
    maintenances: '/v1/maintenances',
    instances: '/v1/instances',
    localizations: '/v1/localizations?locale=en',
  });
});

test('an empty list of incidents says nothing of the instances', () => {
  expect(salesforceTrust.matches([])).toBe(false);
  expect(readWith(salesforceTrust, [], {})).toMatchObject({
    page: {level: 'unknown'},
    incidents: [],
  });
  expect(salesforceTrust.translate([null], {})).toEqual({});
});

test('what says neither when it ended nor how bad it is stays open', () => {
  const snapshot = readFixture(salesforceTrust, 'odd');
  expect(snapshot.page.level).toBe('unknown');
  expect(snapshot.incidents).toMatchObject([
    {id: '3', title: 'Incident', phase: 'unknown', level: 'unknown'},
    {id: '4', title: 'Incident', phase: 'unknown', level: 'unknown', components: [{id: 'AC9'}]},
  ]);
  expect(levelsOf(snapshot)).toEqual([['AC9', 'unknown']]);
});

test('the list of instances is a page too, and an empty list of incidents is told by its address', () => {
  const instances = documentOf('salesforce-trust/companions/instances').map((item: object) => ({
    ...item,
    Incidents: [],
  }));
  const url = new URL('https://api.status.acme.example/v1/instances?products=Shop');
  expect(salesforceTrust.companions!(url)).toMatchObject({incidents: '/v1/incidents/active'});
  expect(salesforceTrust.matches(instances)).toBe(true);
  const incidents = documentOf('salesforce-trust/incident');
  const snapshot = readWith(salesforceTrust, instances, {incidents});
  expect(levelsOf(snapshot).slice(0, 2)).toEqual([
    ['AC1', 'degraded'],
    ['AC2', 'major'],
  ]);
  expect(snapshot.incidents).toHaveLength(2);
  expect(salesforceTrust.isAt!(url)).toBe(false);
  const own = new URL('https://api.status.salesforce.com/v1/incidents/active');
  expect(salesforceTrust.isAt!(own)).toBe(true);
});

test('work is called off and under way in more than one spelling', () => {
  const maintenances = ['cancelled', 'In Progress'].map((eventStatus, id) => ({
    id,
    name: 'New disks',
    plannedStartTime: '2026-11-21T10:00:00Z',
    message: {eventStatus},
  }));
  const snapshot = readWith(salesforceTrust, documentOf('salesforce-trust/incident'), {
    maintenances,
  });
  expect(snapshot.maintenances.map(({phase}) => phase)).toEqual(['in_progress', 'cancelled']);
});
