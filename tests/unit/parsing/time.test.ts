import {expect, test} from 'vitest';
import {parseTime} from '../../../src/parsing/time.js';

const TEN = Date.UTC(2026, 10, 20, 10);

test.each([
  ['ISO with Z and milliseconds', '2026-11-20T10:00:00.000Z'],
  ['ISO with Z and seconds', '2026-11-20T10:00:00Z'],
  ['ISO with an offset', '2026-11-20T12:00:00+02:00'],
  ['ISO with an offset without colon', '2026-11-20T05:00:00-0500'],
  ['ISO without seconds', '2026-11-20T10:00Z'],
  ['ISO in lower case', '2026-11-20t10:00:00z'],
  ['ISO with a blank before the offset', '2026-11-20 12:00:00 +0200'],
  ['ISO with nanoseconds', '2026-11-20T10:00:00.000000000Z'],
  ['ISO between blanks', ' 2026-11-20T10:00:00Z\n'],
  ['ISO without a zone, which means UTC', '2026-11-20T10:00:00'],
  ['a blank instead of T and no zone, which means UTC', '2026-11-20 10:00:00'],
  ['PostgreSQL, whose offset may have no minutes', '2026-11-20 10:00:00.000000+00'],
  ['PostgreSQL behind UTC', '2026-11-20 05:00:00-05'],
  ['Ruby, which names the zone', '2026-11-20 10:00:00 UTC'],
  ['Greenwich', '2026-11-20T10:00:00 GMT'],
  ['a log of Python', '2026-11-20 10:00:00,000'],
  ['seconds since 1970', TEN / 1000],
])('a time is read: %s', (_, value) => {
  expect(parseTime(value)).toBe(TEN);
});

test('a date alone is its midnight in UTC, wherever the reader lives', () => {
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Kiritimati';
  try {
    expect(parseTime('2026-11-20')).toBe(Date.UTC(2026, 10, 20));
    expect(parseTime('2026-11-20T10:00:00')).toBe(TEN);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test.each([
  '',
  'yesterday',
  '<no value>',
  '0001-01-01T00:00:00Z',
  '1999-12-31T23:59:59Z',
  '2100-01-01T00:00:00Z',
  '9999-12-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-12-31T23:59:60Z',
  '2026-11-20T10:00:00+99:99',
  'Fri, 20 Nov 2026 10:00:00 PST',
  'T10:00:00Z',
  '20261120',
  '2026',
  0,
  -1,
  TEN,
  String(TEN),
  '2026-02-30T25:00:00Z',
  `2026-11-20${' '.repeat(9_999)}x`,
  NaN,
  -Infinity,
  Infinity,
  1e300,
  null,
  undefined,
  true,
  {},
  ['2026-11-20T10:00:00Z'],
])('a placeholder, a typing error or another type is no time: %j', (value) => {
  expect(parseTime(value)).toBeUndefined();
});
