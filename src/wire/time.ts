/** 2000-01-01 and 2100-01-01: times outside are typing errors or `0001-01-01` placeholders. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ISO_DATE =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(?:Z|([+-]\d\d):?(\d\d))?$/i;
const EPOCH = /^\d{9,13}$/;

/**
 * Epoch milliseconds of a time a feed wrote, or undefined. Reads ISO 8601 with and without a zone (none
 * means UTC: `Date.parse` would take the reader's own), epoch seconds and milliseconds as number or text.
 */
export function parseTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? parseText(value.trim()) : fromEpoch(value);
  return time !== undefined && time >= EARLIEST && time < LATEST ? time : undefined;
}

function parseText(text: string): number | undefined {
  if (EPOCH.test(text)) return fromEpoch(Number(text));
  const [match, date, time = '00:00', hours = '+00', minutes = '00'] = ISO_DATE.exec(text) ?? [];
  if (match === undefined) return undefined;
  const parsed = Date.parse(`${date}T${time}${hours}:${minutes}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function fromEpoch(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  // Seconds until the year 5138 are below 1e11, milliseconds since 1973 above.
  return value < 1e11 ? value * 1000 : value;
}
