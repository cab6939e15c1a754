import {expect, test} from 'vitest';
import {healthJson} from '../../../../src/formats/vendors/health-json.ts';
import {readFixture} from '../reading.ts';

test('checks are components; one without a status is unknown', () => {
  const {page, components} = readFixture(healthJson, 'healthy');
  expect(page).toMatchObject({name: 'Orders', level: 'operational'});
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['db:responseTime', 'operational'],
    ['uptime', 'unknown'],
  ]);
});

test('of several instances the worst counts, and the output is shown to nobody', () => {
  const snapshot = readFixture(healthJson, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(snapshot.components.map(({name, level}) => [name, level])).toEqual([
    ['db:responseTime', 'major'],
    ['queue:length', 'degraded'],
  ]);
  expect(JSON.stringify(snapshot)).not.toContain('ECONNREFUSED');
});

test('the shortest document is one', () => {
  expect(readFixture(healthJson, 'maintenance').page.level).toBe('degraded');
});

test('broken checks are unknown', () => {
  const {page, components} = readFixture(healthJson, 'odd');
  expect(page.level).toBe('operational');
  expect(components.map(({id, level}) => [id, level])).toEqual([
    ['__proto__', 'operational'],
    ['a', 'unknown'],
    ['b', 'unknown'],
    ['c', 'unknown'],
  ]);
});

test.each([
  ['a page that says ok and more', {status: 'ok', active_incidents: []}],
  ['an unknown word', {status: 'fine', checks: {}}],
  ['no word', {checks: {}}],
  ['a list', []],
])('%s is another format', (_name, document) => {
  expect(healthJson.matches(document)).toBe(false);
});
