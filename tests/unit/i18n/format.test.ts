import {describe, expect, test} from 'vitest';
import {en} from '../../../src/i18n/en.ts';
import {formatAgo, formatRange, formatTime} from '../../../src/i18n/format.ts';

const english = {locale: 'en-GB', strings: en};
const now = Date.UTC(2026, 10, 29, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('how long ago', () => {
  test.each([
    ['a time just past', -30_000, 'just now'],
    ['a clock that is a little ahead', 30_000, 'just now'],
    ['minutes', -5 * 60_000, '5 minutes ago'],
    ['hours', -3 * HOUR, '3 hours ago'],
    ['a server that writes its local time as UTC', 5 * HOUR, ''],
    ['one that is a quarter of an hour ahead', HOUR / 4, ''],
    ['days', -2 * DAY, ''],
  ])('%s', (_what, difference, text) => {
    expect(formatAgo(now + difference, now, english)).toBe(text);
  });
});

describe('a moment', () => {
  test('of another year is named with it', () => {
    expect(formatTime(now - 500 * DAY, now, english)).toContain('2025');
    expect(formatTime(now + 60 * DAY, now, english)).toContain('2027');
    expect(formatTime(now - 20 * DAY, now, english)).not.toContain('2026');
  });

  test('of a span is named with its year where that changes', () => {
    const text = formatRange(Date.UTC(2026, 11, 31, 12), Date.UTC(2027, 0, 2, 12), now, english);
    expect(text).toMatch(/^[^2]*31 Dec[^–]*– [^–]*2027/);
    expect(text).not.toContain('2026');
  });
});
