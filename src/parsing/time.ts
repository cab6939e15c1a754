/** Years 2000 to 2099: others are typing errors or `0001-01-01` placeholders. No zone means UTC. */
const ISO_DATE =
  /^(20\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(?:Z|([+-]\d\d):?(\d\d))?$/i;

/**
 * Epoch milliseconds of a time a feed wrote in ISO 8601, with or without a zone, or as epoch seconds; else undefined. Not `Date.parse` alone,
 * which reads a time without a zone as the reader's own.
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') value = new Date(value * 1000).toJSON();
  const [match, date, time = '00:00', hours = '+00', minutes = '00'] =
    (typeof value === 'string' && ISO_DATE.exec(value.trim())) || [];
  return (match && Date.parse(`${date}T${time}${hours}:${minutes}`)) || undefined;
}
