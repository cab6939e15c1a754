import {expect, test} from 'vitest';
import {hund} from '../../../../src/formats/vendors/hund.js';
import {createFormat} from '../../../../src/formats/adapted-format.js';
import {statuspage} from '../../../../src/formats/statuspage/statuspage.js';
import {documentOf} from '../documents.js';
import {read, readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

const format = createFormat([hund]);

test('a healthy page names its components, without their groups', () => {
  const snapshot = readFixture(hund, 'healthy');
  expect(snapshot.page.level).toBe('operational');
  expect(levelsOf(snapshot)).toEqual([
    ['Checkout', 'operational'],
    ['Search', 'operational'],
  ]);
  expect([...snapshot.incidents, ...snapshot.maintenances]).toEqual([]);
});

test('the newest label tells where an incident stands', () => {
  const snapshot = readFixture(hund, 'incident');
  expect(snapshot.page.level).toBe('degraded');
  expect(levelsOf(snapshot)).toEqual([
    ['Checkout', 'degraded'],
    ['Search', 'operational'],
    ['Reports', 'major'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      id: '5f0a00000000000000000101',
      title: 'Slow checkout',
      phase: 'monitoring',
      level: 'degraded',
      startedAt: at(10),
      updatedAt: at(11),
      components: [{id: '5f0a00000000000000000011', name: 'Checkout'}],
      updates: [
        {phase: 'monitoring', body: 'A fix is in place.', at: at(11)},
        {phase: 'investigating', body: 'Orders take longer than usual.', at: at(10)},
      ],
    },
    {title: 'New address of our support', phase: 'unknown', level: 'unknown'},
  ]);
});

test('planned work stands only while it is done', () => {
  const snapshot = readFixture(hund, 'maintenance');
  expect(snapshot.page.level).toBe('maintenance');
  expect(levelsOf(snapshot)).toEqual([
    ['Checkout', 'maintenance'],
    ['Search', 'unknown'],
  ]);
  expect(snapshot.incidents).toEqual([]);
  expect(snapshot.maintenances).toMatchObject([
    {
      title: 'Database upgrade',
      phase: 'in_progress',
      scheduledFor: at(10),
      scheduledUntil: at(12),
    },
    {title: 'Search index rebuild', phase: 'scheduled', scheduledFor: at(34)},
  ]);
});

test('what is not understood is unknown, and stays open while nobody says that it is over', () => {
  const {page, components, incidents} = readFixture(hund, 'odd');
  expect(page.level).toBe('unknown');
  expect(components).toEqual([]);
  expect(incidents.map(({id, phase}) => [id, phase])).toEqual([
    ['7', 'unknown'],
    ['8', 'resolved'],
    ['9', 'identified'],
  ]);
});

test('the stream begins with the whole state, and comes again for it after every change', () => {
  expect(format.event('init_event', documentOf('hund/incident'))).toMatchObject({
    message: {type: 'snapshot', snapshot: {page: {level: 'degraded'}}},
  });
  const changes = 'issue_created issue_updated issue_resolved status_created degraded restored';
  for (const name of changes.split(' ')) {
    expect(format.events.has(name), name).toBe(true);
    expect(format.event(name, documentOf('hund/healthy'))).toEqual({
      message: {type: 'bye', retryAfterMs: undefined},
      problems: [],
    });
  }
  const others = ['', 'message', 'ping', ...(statuspage.events as Set<string>)];
  expect(others.filter((name) => hund.events!.has(name))).toEqual([]);
});

test('a first event without the state is an error, not the end of all trouble', () => {
  const garbage = [null, [], {}, 'operational', {state: 'operational'}, {state: null, issues: []}];
  for (const broken of garbage)
    expect(() => format.event('init_event', broken)).toThrow(
      expect.objectContaining({code: 'document'}),
    );
});

test('what stands stays open, even labelled as resolved', () => {
  const {incidents} = readFixture(hund, 'odd');
  expect(incidents[0]).toMatchObject({title: 'Nobody knows', phase: 'unknown'});
});

test.each(['Resolved', 'resolved', ' RESOLVED ', 'Postmortem', 'Completed', 'Scheduled'])(
  'an issue that stands is open, labelled %j or not',
  (label) => {
    const issue = {id: 1, title: 'Slow', label, standing: true, created_at: 1767261600};
    const {message} = format.document({state: 'degraded', issues: [issue]});
    expect(message).toMatchObject({snapshot: {incidents: [{phase: 'unknown'}]}});
  },
);

test.each([
  ['operational', 'operational'],
  ['maintenance', 'maintenance'],
  ['degraded', 'degraded'],
  ['outage', 'major'],
  ['under_maintenance', 'maintenance'],
  ['degraded_performance', 'degraded'],
  ['partial_outage', 'partial'],
  ['major_outage', 'major'],
  ['', 'unknown'],
  ['pending', 'unknown'],
])('the state %j of the page and of a component is %s', (state, level) => {
  const groups = [{components: [{id: 1, name: 'Checkout', state}]}];
  const {message} = format.document({state, issues: [], groups});
  expect(message).toMatchObject({snapshot: {page: {level}, components: [{level}]}});
});

test.each([
  ['Scheduled', 'scheduled'],
  ['In progress', 'in_progress'],
  ['Completed', 'completed'],
  ['Postmortem', 'resolved'],
])('the label %j of an update is read', (label, phase) => {
  const issue = {id: 1, title: 'Upgrade', label, scheduled: true, created_at: 1767261600};
  const {message} = format.document({state: 'maintenance', issues: [issue]});
  expect(message).toMatchObject({snapshot: {maintenances: [{updates: [{phase}]}]}});
});

test('an event that is not Hund’s is nobody’s bye', () => {
  const {events} = createFormat([hund]);
  for (const name of ['init_event', 'issue_created', 'status_created', 'degraded', 'restored'])
    expect(events.has(name), name).toBe(true);
  for (const name of ['incident_note', 'new_event', 'updated', 'issues', 'ping'])
    expect(events.has(name), name).toBe(false);
});

test('a component that only an issue names is known, with the state that the issue gives it', () => {
  const {components, incidents} = read(hund, {
    state: 'degraded',
    groups: [],
    issues: [
      {
        id: 'i1',
        title: 'A',
        standing: true,
        components: [{id: 'a1', name: 'API', state: 'degraded'}],
      },
      {
        id: 'i2',
        title: 'B',
        standing: true,
        components: [{id: 'a1', name: 'API', state: 'outage'}],
      },
      {
        id: 'i3',
        title: 'C',
        standing: false,
        components: [{id: 'a2', name: 'Web', state: 'outage'}],
      },
    ],
  });
  expect(components).toMatchObject([{id: 'a1', name: 'API', level: 'major'}]);
  expect(incidents.map(({level}) => level)).toEqual(['degraded', 'major', 'major']);
});

test.each([
  ['Resolved', 'resolved'],
  ['Canceled', 'cancelled'],
  ['Scheduled', 'scheduled'],
])('planned work that does not stand is where its label says: %s', (label, phase) => {
  const issue = {id: 'm', title: 'Work', scheduled: true, standing: false, label};
  const {maintenances} = read(hund, {state: 'operational', groups: [], issues: [issue]});
  expect(maintenances).toMatchObject([{phase}]);
});
