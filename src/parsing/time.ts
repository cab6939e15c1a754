/** Years 2000 to 2099: others are typing errors or `0001-01-01` placeholders. No zone means UTC. */
const DATE = String.raw`(20\d\d-\d\d-\d\d)`;
const TIME = String.raw`(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)`;
const ZONE = String.raw`Z|UTC|GMT|([+-]\d\d)(?::?(\d\d))?`;
const ISO_DATE = new RegExp(`^${DATE}(?:[T ]${TIME})?\\s*(?:${ZONE})?$`, 'i');

/**
 * Epoch milliseconds of a time that a feed wrote as ISO 8601, with or without a zone, or as epoch
 * seconds; `undefined` for anything else. PostgreSQL writes the zone as `+00`, Ruby as `UTC`, and
 * Python's log has a comma before the milliseconds. `Date.parse` alone would read a time without a
 * zone as the reader's own.
 */
export function parseTime(value: unknown): number | undefined {
  const text = typeof value === 'number' ? new Date(value * 1000).toJSON() : value;
  if (typeof text !== 'string') return undefined;
  const [match, date, time = '00:00', hours = '+00', minutes = '00'] =
    ISO_DATE.exec(text.trim()) ?? [];
  // A date such as 31 November gives NaN.
  const clock = time.replace(',', '.');
  return (match && Date.parse(`${date}T${clock}${hours}:${minutes}`)) || undefined;
}
