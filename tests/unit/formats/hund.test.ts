import {expect, test} from 'vitest';
import {hund} from '../../../src/formats/hund.js';
import {formatOf} from '../../../src/formats/read.js';
import {documentOf} from './documents.js';
import {readFixture} from './reading.js';

const format = formatOf([hund]);

test('a healthy page names its components by group', () => {
  const {page, components, incidents, maintenances} = readFixture(hund, 'healthy');
  expect(page.level).toBe('operational');
  expect(components).toMatchObject([
    {name: 'Shop', group: true, level: 'operational'},
    {name: 'Checkout', groupId: '5f0a00000000000000000001', level: 'operational'},
    {name: 'Search', groupId: '5f0a00000000000000000001', level: 'operational'},
  ]);
  expect([...incidents, ...maintenances]).toEqual([]);
});

test('the newest label tells where an incident stands', () => {
  const {page, components, incidents} = readFixture(hund, 'incident');
  expect(page.level).toBe('degraded');
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'degraded'],
    ['Checkout', 'degraded'],
    ['Search', 'operational'],
    ['Back office', 'major'],
    ['Reports', 'major'],
  ]);
  expect(incidents).toMatchObject([
    {
      id: '5f0a00000000000000000101',
      title: 'Slow checkout',
      phase: 'monitoring',
      level: 'unknown',
      startedAt: Date.UTC(2026, 0, 1, 10),
      updatedAt: Date.UTC(2026, 0, 1, 11),
      components: [{id: '5f0a00000000000000000011', name: 'Checkout'}],
      updates: [
        {phase: 'monitoring', body: 'A fix is in place.', at: Date.UTC(2026, 0, 1, 11)},
        {phase: 'investigating', body: 'Orders take longer than usual.'},
      ],
    },
    {title: 'New address of our support', phase: 'unknown', level: 'notice'},
  ]);
});

test('planned work stands only while it is done', () => {
  const {page, components, incidents, maintenances} = readFixture(hund, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(components[2]).toMatchObject({name: 'Search', level: 'unknown'});
  expect(incidents).toEqual([]);
  expect(maintenances).toMatchObject([
    {
      title: 'Database upgrade',
      phase: 'in_progress',
      scheduledFor: Date.UTC(2026, 0, 1, 10),
      scheduledUntil: Date.UTC(2026, 0, 1, 12),
    },
    {title: 'Search index rebuild', phase: 'scheduled', scheduledFor: Date.UTC(2026, 0, 2, 10)},
  ]);
});

test('what is not understood is unknown, and stays open while it stands', () => {
  const {page, components, incidents} = readFixture(hund, 'odd');
  expect(page.level).toBe('unknown');
  expect(components).toMatchObject([{name: 'Shop', level: 'unknown'}]);
  expect(incidents).toMatchObject([
    {id: '7', phase: 'unknown', startedAt: undefined},
    {id: '8', phase: 'resolved'},
  ]);
});

test('the stream begins with the whole state, and comes again for it after every change', () => {
  expect(format.event('init_event', documentOf('hund/incident'))).toMatchObject({
    message: {type: 'snapshot', snapshot: {page: {level: 'degraded'}}},
  });
  for (const name of ['issue_created', 'issue_updated', 'status_created', 'restored', 'new_event'])
    expect(format.event(name, {state: 'operational'})).toMatchObject({
      message: {type: 'bye', retryAfterMs: 0},
    });
  expect(format.event('status_event', documentOf('hund/healthy'))).toMatchObject({
    message: {type: 'snapshot'},
  });
  expect(['status', 'bye', 'ping', 'message'].some((name) => hund.events!.has(name))).toBe(false);
});

test('a first event without the state is an error, not the end of all trouble', () => {
  for (const broken of [null, [], {}, {state: 'operational'}, {state: null, issues: []}])
    expect(() => format.event('init_event', broken)).toThrow(
      expect.objectContaining({code: 'document'}),
    );
});
