import {expect, test} from 'vitest';
import {gatus} from '../../../../src/formats/vendors/gatus.ts';
import {documentOf, readWith} from '../documents.ts';
import {readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);

test('the last result counts', () => {
  const {page, components, incidents} = readFixture(gatus, 'healthy');
  expect(page).toMatchObject({name: '', level: 'operational'});
  expect(components).toEqual([
    {id: 'group Shop', name: 'Shop', level: 'operational', group: true, groupId: undefined},
    {id: 'shop_web', name: 'Web', level: 'operational', group: false, groupId: 'group Shop'},
    {id: 'shop_api', name: 'API', level: 'operational', group: false, groupId: 'group Shop'},
    {id: '_blog', name: 'Blog', level: 'operational', group: false, groupId: undefined},
  ]);
  expect(incidents).toEqual([]);
});

test('one that fails is a part of the page, all are the whole', () => {
  const some = readFixture(gatus, 'incident');
  expect(some.page.level).toBe('partial');
  expect(some.components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'major'],
    ['Web', 'major'],
    ['API', 'operational'],
  ]);
  expect(readFixture(gatus, 'maintenance').page.level).toBe('major');
});

test('without results nothing is known', () => {
  const {page, components} = readFixture(gatus, 'odd');
  expect(page.level).toBe('unknown');
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'unknown'],
    ['Web', 'unknown'],
    ['API', 'unknown'],
    ['Blog', 'operational'],
  ]);
});

test('announcements stand until they are archived', () => {
  const config = documentOf('gatus/companions/config');
  const {page, incidents} = readWith(gatus, documentOf('gatus/healthy'), {config});
  expect(page.level).toBe('major');
  expect(incidents).toMatchObject([
    {
      id: '2026-11-21T09:00:00Z',
      title: 'Payments fail',
      phase: 'unknown',
      level: 'major',
      startedAt: at('2026-11-21T09:00:00Z'),
      updates: [{body: 'Payments fail\nWe are on it, see notes.', at: at('2026-11-21T09:00:00Z')}],
    },
    {title: 'New office hours', level: 'notice', updates: [{body: ''}]},
    {title: 'catastrophe', phase: 'unknown', level: 'unknown'},
  ]);
});

test('an announcement of one long line is not cut', () => {
  const message = 'Long '.repeat(100).trim();
  const config = {announcements: [{timestamp: '2026-11-21T09:00:00Z', type: 'outage', message}]};
  const {incidents} = readWith(gatus, documentOf('gatus/healthy'), {config});
  expect(incidents[0]!.updates[0]!.body).toBe(message);
});

test('neither hosts nor errors get out', () => {
  for (const name of ['healthy', 'incident', 'maintenance', 'odd']) {
    const told = JSON.stringify(readFixture(gatus, name));
    expect(told).not.toMatch(/inner\.acme|10\.0\.0/);
  }
});

test('announcements are in the config', () => {
  const url = new URL('https://status.acme.example/api/v1/endpoints/statuses?page=1');
  const {config} = gatus.companions!(url);
  expect(new URL(config!, url).href).toBe('https://status.acme.example/api/v1/config');
});
