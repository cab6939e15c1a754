import {expect, test} from 'vitest';
import {sorry} from '../../../../src/formats/vendors/sorry.ts';
import {statuspage} from '../../../../src/formats/statuspage/statuspage.ts';
import {readFixture} from '../reading.ts';

test('notices alone do not say that all is well', () => {
  const {page, components, incidents} = readFixture(sorry, 'healthy');
  expect(page.level).toBe('unknown');
  expect(components).toEqual([]);
  expect(incidents).toMatchObject([{title: 'Old trouble', phase: 'resolved'}]);
});

test('its components do, and where they are is known', () => {
  expect(sorry.companions!(new URL('https://status.acme.test/api/notices'))).toEqual({
    components: 'components',
  });
  const row = {id: 1, name: 'Shop', state: 'operational', parent_id: null};
  const read = (state: string) => {
    const components = {components: [row, {...row, id: 2, name: 'Desk', parent_id: 1, state}]};
    const {message} = statuspage.document(sorry.translate({notices: []}, {components}));
    return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
  };
  expect(read('operational')).toMatchObject({
    page: {level: 'operational'},
    components: [{name: 'Shop'}, {name: 'Desk', groupId: '1', level: 'operational'}],
  });
  expect(read('partially-degraded').page.level).toBe('degraded');
  expect(read('tired').page.level).toBe('unknown');
});

test('an open notice comes first, with what it names', () => {
  const {page, components, incidents} = readFixture(sorry, 'incident');
  expect(page.level).toBe('unknown');
  expect(components).toMatchObject([{name: 'Shop', level: 'degraded'}]);
  expect(incidents.map(({title}) => title)).toEqual(['Orders hang', 'Old trouble']);
  expect(incidents[0]).toMatchObject({
    phase: 'identified',
    level: 'unknown',
    url: 'https://status.acme.test/notices/2',
    startedAt: Date.UTC(2026, 10, 21, 9, 30),
    components: [{id: '1', name: 'Shop'}],
    updates: [{phase: 'identified', body: 'A full disk.'}, {phase: 'investigating'}],
  });
});

test('planned notices are planned work', () => {
  const {page, incidents, maintenances} = readFixture(sorry, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(incidents).toEqual([]);
  expect(maintenances).toMatchObject([
    {
      title: 'New shelves',
      phase: 'scheduled',
      level: 'maintenance',
      scheduledFor: Date.UTC(2026, 10, 22, 9),
    },
    {title: 'Database move', phase: 'in_progress', scheduledUntil: Date.UTC(2026, 10, 21, 11)},
  ]);
});

test('where its word is unknown the timeline tells', () => {
  const {components, incidents, maintenances} = readFixture(sorry, 'odd');
  expect(components).toMatchObject([{name: 'Desk', level: 'unknown'}]);
  expect(incidents.map(({title, phase, level}) => [title, phase, level])).toEqual([
    ['Lamp', 'unknown', 'notice'],
    ['Done', 'resolved', 'unknown'],
  ]);
  expect(maintenances).toMatchObject([{title: 'Later', phase: 'scheduled'}]);
});
