import {parseTime} from '../parsing/time.js';

/** The zones of texts that `Date.parse` may read: without one it takes the reader's own zone. */
const ZONED = /(?:\b(?:Z|UTC?|GMT|[ECMP][SD]T)|[+-]\d\d:?\d\d)\b/;
/** Go prints the offset twice if the zone has no name: `2025-09-12 19:20:02 +0200 +0200`. */
const GO = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? ([+-]\d\d)(\d\d)\b/;
/** Seconds of the year 2100: a larger number counts milliseconds. */
const YEAR_2100 = 4_102_444_800;

/**
 * A vendor's time as ISO 8601 in UTC. It may be ISO 8601 with or without a zone (then UTC), RFC
 * 822, RFC 1123, `Date.toString()`, Go's, or epoch seconds or milliseconds as a number or a text.
 * Anything else, such as `0001-01-01` or `<no value>`, gives undefined.
 */
export function isoTime(value: unknown): string | undefined {
  const ms =
    typeof value === 'number' || (typeof value === 'string' && /^\d{9,13}$/.test(value))
      ? epochMs(Number(value))
      : (parseTime(value) ?? parseZoned(value));
  // `toISOString` throws for years that a typing error can reach.
  return ms === undefined ? undefined : iso(ms);
}

function epochMs(value: number): number {
  return value > YEAR_2100 ? value : value * 1000;
}

function parseZoned(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 80) return undefined;
  const text = value
    .trim()
    .replace(GO, '$1T$2$3:$4')
    .split(/ [+-]\d{4}$| \(/)[0]!;
  return ZONED.test(text) ? Date.parse(text) || undefined : undefined;
}

function iso(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
