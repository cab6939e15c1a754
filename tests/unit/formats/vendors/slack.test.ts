import {expect, test} from 'vitest';
import {slack} from '../../../../src/formats/vendors/slack.js';
import {documentOf} from '../documents.js';
import {read, readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('ok says that all is well, and nothing of single services', () => {
  expect(readFixture(slack, 'healthy')).toMatchObject({
    page: {level: 'operational', updatedAt: at(11)},
    components: [],
    incidents: [],
  });
});

test('only services that are named are known', () => {
  const snapshot = readFixture(slack, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot)).toEqual([
    ['Messaging', 'degraded'],
    ['Search', 'major'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      id: '546',
      title: 'Late messages',
      phase: 'unknown',
      level: 'degraded',
      startedAt: at(10),
      url: 'https://status.acme.example/2026-01/546',
      components: [{id: 'Messaging'}, {id: 'Search'}],
      updates: [
        {body: 'Most come again.', at: at(10, 40)},
        {body: 'Some messages are late.', at: at(10)},
      ],
    },
    {id: '547', level: 'major', updates: []},
    {id: '548', level: 'notice', components: []},
  ]);
});

test('maintenance has no times but those in its title', () => {
  const snapshot = readFixture(slack, 'maintenance');
  expect(snapshot.page.level).toBe('maintenance');
  expect(levelsOf(snapshot)).toEqual([['Messaging', 'maintenance']]);
  expect(snapshot.incidents).toEqual([]);
  expect(snapshot.maintenances).toMatchObject([
    {id: '550', phase: 'in_progress', scheduledFor: undefined},
    {id: '551', phase: 'scheduled', scheduledFor: undefined},
  ]);
});

test('a history is read with what is open first, and an unknown type is unknown', () => {
  const snapshot = readFixture(slack, 'odd');
  expect(snapshot.page.level).toBe('unknown');
  expect(levelsOf(snapshot)).toEqual([['Files', 'unknown']]);
  expect(snapshot.incidents).toMatchObject([
    {title: 'Still open', phase: 'unknown', level: 'unknown'},
    {title: 'Over', phase: 'resolved', resolvedAt: at(11)},
  ]);
  expect(snapshot.maintenances).toMatchObject([{title: 'Called off', phase: 'cancelled'}]);
});

test('a history of what is over does not say that all is well', () => {
  const over = documentOf('slack/odd').slice(1, 3);
  expect(read(slack, over).page.level).toBe('unknown');
});
