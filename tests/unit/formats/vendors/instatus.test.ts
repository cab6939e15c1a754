import {expect, test} from 'vitest';
import {instatus} from '../../../../src/formats/vendors/instatus.ts';
import {documentOf, readWith} from '../documents.ts';
import {read, readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);

test('absent lists are empty', () => {
  const {page, components, incidents, maintenances} = readFixture(instatus, 'healthy');
  expect(page).toMatchObject({
    name: 'Acme',
    url: 'https://acme.instatus.example/',
    level: 'operational',
    headline: '',
  });
  expect([...components, ...incidents, ...maintenances]).toEqual([]);
});

test('the issues give HASISSUES its degree, and dates come in two adapters', () => {
  const {page, incidents} = readFixture(instatus, 'incident');
  expect(page.level).toBe('partial');
  expect(incidents).toMatchObject([
    {
      id: 'https://acme.instatus.example/incident/one',
      title: 'Checkout fails',
      phase: 'identified',
      level: 'partial',
      startedAt: at('2026-11-21T09:30:00Z'),
      updatedAt: undefined,
      url: 'https://acme.instatus.example/incident/one',
      updates: [],
    },
    {
      id: 'two',
      title: 'Search is slow',
      phase: 'monitoring',
      level: 'degraded',
      startedAt: at('2026-11-21T09:40:00Z'),
      updatedAt: at('2026-11-21T09:45:00Z'),
    },
  ]);
});

test('HASISSUES alone is degraded', () => {
  expect(read(instatus, {page: {name: 'Acme', status: 'HASISSUES'}}).page.level).toBe('degraded');
});

test('maintenance ends after a number of minutes written as a text, if it is given', () => {
  const {page, maintenances} = readFixture(instatus, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances).toMatchObject([
    {
      title: 'New disks',
      phase: 'in_progress',
      level: 'maintenance',
      scheduledFor: at('2026-11-21T09:00:00Z'),
      scheduledUntil: at('2026-11-21T10:30:00Z'),
    },
    {
      id: 'm2',
      title: 'Move',
      phase: 'scheduled',
      scheduledFor: at('2026-11-22T22:00:00Z'),
      scheduledUntil: undefined,
      updatedAt: at('2026-11-20T08:00:00Z'),
    },
  ]);
});

test('the other shape is read as well, and unknown words are unknown', () => {
  const {page, incidents, maintenances} = readFixture(instatus, 'odd');
  expect(page).toMatchObject({
    level: 'unknown',
    headline: 'Something is wrong',
    updatedAt: at('2026-11-21T09:50:00Z'),
  });
  expect(incidents).toMatchObject([
    {title: 'Nothing is hit', phase: 'unknown', level: 'notice', startedAt: undefined},
    {title: 'Nobody knows', phase: 'unknown', level: 'unknown'},
  ]);
  expect(maintenances).toMatchObject([
    {title: 'Forever', phase: 'completed', scheduledUntil: undefined},
  ]);
});

test('a group is what others point at', () => {
  const components = documentOf('instatus/companions/components');
  const snapshot = readWith(instatus, documentOf('instatus/incident'), {components});
  expect(snapshot.page.level).toBe('major');
  expect(snapshot.components).toEqual([
    {id: 'api', name: 'API', level: 'major', group: false, groupId: undefined},
    {id: 'web', name: 'Web', level: 'operational', group: false, groupId: 'front'},
    {id: 'front', name: 'Front', level: 'operational', group: true, groupId: undefined},
    {id: 'old', name: 'Old', level: 'unknown', group: false, groupId: undefined},
  ]);
});

test('components are beside the summary', () => {
  const url = new URL('https://status.acme.example/summary.json');
  const {components} = instatus.companions!(url);
  expect(new URL(components!, url).href).toBe('https://status.acme.example/v2/components.json');
});

test('components alone are a page of their own, told from those of Statuspage by their capitals', () => {
  const document = documentOf('instatus/companions/components');
  const {page, components} = read(instatus, document);
  expect(page.level).toBe('major');
  expect(components).toMatchObject([{level: 'major'}, {groupId: 'front'}, {group: true}, {}]);
  const statuspage = {components: [{id: 'api', name: 'API', status: 'operational'}]};
  expect(instatus.matches(statuspage)).toBe(false);
});
