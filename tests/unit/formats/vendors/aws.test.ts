import {expect, test} from 'vitest';
import {aws} from '../../../../src/formats/vendors/aws.js';
import {documentOf, readWith} from '../documents.js';
import {read, readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('no event means that all is well, where the format is named', () => {
  expect(aws.matches([])).toBe(false);
  expect(readWith(aws, [], {})).toMatchObject({
    page: {level: 'operational'},
    components: [],
    incidents: [],
  });
  expect(readWith(aws, {current: [], archive: []}, {}).page.level).toBe('operational');
  expect(aws.translate([null], {})).toEqual({});
});

test('an event names its services, each with a state of its own', () => {
  const snapshot = readFixture(aws, 'incident');
  expect(snapshot.page.level).toBe('partial');
  expect(levelsOf(snapshot)).toEqual([
    ['Acme Queue', 'partial'],
    ['Acme Store', 'operational'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      id: 'arn:acme:1',
      title: 'Rising error rates (Multiple services, Northland)',
      phase: 'unknown',
      level: 'partial',
      startedAt: at(10),
      components: [
        {id: 'queue-north-1', name: 'Acme Queue'},
        {id: 'store-north-1', name: 'Acme Store'},
      ],
      updates: [
        {body: '10:45 AM PST A part works again. See here.', at: at(10, 45), phase: 'unknown'},
        {body: 'We look into it.', at: at(10)},
      ],
    },
    {
      id: 'arn:acme:2',
      title: '[RESOLVED] Slow console (Acme Console)',
      phase: 'resolved',
      updates: [{phase: 'resolved', at: at(11)}, {phase: 'unknown'}],
    },
  ]);
});

test('of the older document only what is current is read', () => {
  const {archive} = documentOf('aws/odd');
  expect(read(aws, {archive, current: []})).toMatchObject({
    page: {level: 'operational'},
    incidents: [],
  });
  const snapshot = readFixture(aws, 'odd');
  expect(snapshot.page.level).toBe('degraded');
  expect(levelsOf(snapshot)).toEqual([
    ['Acme Queue (Northland)', 'degraded'],
    ['Acme Store', 'unknown'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      title: 'Delays (Acme Queue (Northland))',
      level: 'degraded',
      startedAt: at(10),
      updates: [{body: '10:00 AM PST\u00a0We look into it.'}],
    },
    {title: 'Acme Store', level: 'unknown', phase: 'unknown', startedAt: undefined},
  ]);
});

test('an empty list is told by its address', () => {
  for (const url of [
    'https://health.aws.amazon.com/public/currentevents',
    'https://status.aws.amazon.com/data.json',
  ]) {
    expect(aws.isAt!(new URL(url))).toBe(true);
  }
  expect(aws.isAt!(new URL('https://health.aws.amazon.com.acme.example/'))).toBe(false);
});
