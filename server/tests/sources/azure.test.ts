import {expect, test} from 'vitest';
import {azure} from '../../src/sources/azure.js';
import {readFixture} from './reading.js';

test('an empty channel is how it says that all is well', () => {
  expect(readFixture(azure, 'healthy')).toMatchObject({
    page: {
      name: 'Azure Status',
      url: 'https://azure.status.microsoft/en-us/status/',
      level: 'operational',
      updatedAt: Date.UTC(2026, 10, 21, 10),
    },
    components: [],
    incidents: [],
  });
});

test('an item is trouble, with its services and regions, and no link into Azure itself', () => {
  const {page, components, incidents} = readFixture(azure, 'incident');
  expect(page).toMatchObject({level: 'degraded', url: undefined});
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Storage', 'unknown'],
    ['Example West', 'unknown'],
  ]);
  expect(incidents[0]).toMatchObject({
    title: 'Storage is slow',
    phase: 'unknown',
    level: 'degraded',
    startedAt: Date.UTC(2026, 10, 21, 9, 30),
    url: undefined,
    components: [{name: 'Storage'}, {name: 'Example West'}],
    updates: [{body: 'Impact: Reads are slow.\u00a0Writes wait.\n\nWe look.', at: undefined}],
  });
});

test('two items with one guid are two incidents', () => {
  const [first, second] = readFixture(azure, 'incident').incidents;
  expect(first!.id).not.toBe(second!.id);
});
