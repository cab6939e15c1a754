import type {Translation} from 'outage-widgets/formats.js';
import {expect, test} from 'vitest';
import {awsRss} from '../../src/sources/aws-rss.js';
import {readFixture} from './reading.js';

test('an empty feed says nothing', () => {
  expect(readFixture(awsRss, 'healthy')).toMatchObject({
    page: {name: 'Amazon Web Services Service Status', level: 'unknown'},
    components: [],
    incidents: [],
  });
});

test('messages about one service are one incident, until one says that it is over', () => {
  const {page, incidents} = readFixture(awsRss, 'incident');
  expect(page.level).toBe('partial');
  expect(incidents.map(({title, phase, level}) => [title, phase, level])).toEqual([
    ['Orders hang', 'unknown', 'partial'],
    ['Something new: A lamp', 'unknown', 'unknown'],
    ['Slow letters', 'resolved', 'unknown'],
    ['Shop recovers', 'resolved', 'unknown'],
  ]);
  expect(incidents[0]).toMatchObject({
    startedAt: Date.UTC(2026, 10, 21, 9, 30),
    components: [{id: 'shop-example-1'}],
    updates: [
      {body: 'A full disk.', at: Date.UTC(2026, 10, 21, 9, 40)},
      {body: 'We look.', at: Date.UTC(2026, 10, 21, 9, 30)},
    ],
  });
  expect(incidents[2]).toMatchObject({
    resolvedAt: Date.UTC(2026, 10, 20, 18),
    updates: [{phase: 'resolved'}, {phase: 'unknown'}],
  });
  // Summer time.
  expect(incidents[3]!.startedAt).toBe(Date.UTC(2026, 9, 5));
});

test('what starts the newest title is the state of the service', () => {
  const {components} = readFixture(awsRss, 'incident');
  expect(Object.fromEntries(components.map(({name, level}) => [name, level]))).toEqual({
    'shop-example-1': 'partial',
    'letters-example-2': 'operational',
    'lamp-example-1': 'unknown',
  });
});

test('messages that name no service do not belong together', () => {
  const item = (id: string, title: string) => ({
    ...{id, title, link: '', updated: '', body: 'We look.', html: false, categories: []},
    published: 'Sat, 21 Nov 2026 01:30:00 PST',
  });
  const link = 'https://status.aws.amazon.com/';
  const items = [item('a', 'Service disruption: Orders hang'), item('b', 'Letters are slow')];
  const {components, incidents} = awsRss.translate({feed: 'rss', link, items}, {}) as Translation;
  expect(components).toEqual([]);
  expect(incidents).toMatchObject([
    {name: 'Letters are slow', components: []},
    {name: 'Orders hang', components: []},
  ]);
  expect(new Set(incidents!.map(({id}) => id)).size).toBe(2);
});
