import {expect, test} from 'vitest';
import {stashboard} from '../../../../src/formats/vendors/stashboard.js';
import {documentOf, readWith} from '../documents.js';
import {readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('a service without an event, or with one of its normal status, is up', () => {
  const snapshot = readFixture(stashboard, 'healthy');
  expect(snapshot.page.level).toBe('operational');
  expect(levelsOf(snapshot)).toEqual([
    ['Checkout', 'operational'],
    ['Search', 'operational'],
  ]);
  expect(snapshot.incidents).toEqual([]);
});

test('a current event is the trouble of its service, whatever its dead level says', () => {
  const snapshot = readFixture(stashboard, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot)).toEqual([
    ['Shop', 'major'],
    ['Checkout', 'major'],
    ['Search', 'degraded'],
    ['Desk', 'notice'],
    ['Mail', 'partial'],
  ]);
  expect(snapshot.components[0]).toMatchObject({group: true});
  expect(snapshot.components[1]!.groupId).toBe(snapshot.components[0]!.id);
  expect(snapshot.incidents).toMatchObject([
    {
      id: 'e3',
      title: 'Checkout: Down',
      phase: 'unknown',
      level: 'major',
      startedAt: at(10, 30),
      components: [{id: 'checkout', name: 'Checkout'}],
      updates: [{body: 'Nobody can pay', at: at(10, 30)}],
    },
    {title: 'Search: Warning', level: 'degraded'},
    {title: 'Desk: Up', level: 'notice'},
    {title: 'Mail: Late', level: 'partial'},
  ]);
});

test('the log of a service tells what was said since it was last well', () => {
  const [service] = documentOf('stashboard/incident').services;
  const url = new URL('https://status.acme.example/api/v1/services/checkout');
  expect(stashboard.companions!(url)).toEqual({log: '/api/v1/services/checkout/events'});
  expect(stashboard.companions!(new URL('https://status.acme.example/api/v1/services'))).toEqual(
    {},
  );
  expect(
    readWith(stashboard, service, {log: documentOf('stashboard/companions/log')}).incidents,
  ).toMatchObject([
    {
      id: 'e2',
      title: 'Checkout: Down',
      startedAt: at(10),
      updates: [{body: 'Nobody can pay'}, {body: 'Payments are slow', at: at(10)}],
    },
  ]);
});

test('what is not stated is unknown', () => {
  const snapshot = readFixture(stashboard, 'odd');
  expect(snapshot.page.level).toBe('unknown');
  expect(levelsOf(snapshot)).toEqual([
    ['Checkout', 'unknown'],
    ['Search', 'unknown'],
    ['Desk', 'unknown'],
  ]);
});
