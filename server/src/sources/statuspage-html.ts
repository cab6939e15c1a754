import {isoTime, phaseOf} from 'outage-widgets/formats.js';
import type {Phase, TranslatedUpdate} from 'outage-widgets/formats.js';

const DAY = '([A-Z][a-z]{2}) {0,3}<var[^>]{0,40}> {0,3}(\\d{1,2})</var>, {0,3}';
const TIME = '<var[^>]{0,40}> {0,3}(\\d{1,2}:\\d\\d)</var>';
const UPDATE = new RegExp(
  `^ {0,3}${DAY}${TIME} {0,3}([A-Z]{2,5})</small>` +
    '\\s{0,9}<br ?/?>\\s{0,9}<strong>([^<]{1,40})</strong>(?: - )?',
);

/**
 * The updates of an entry of Statuspage's `history.atom`, as they stand in it, newest first; empty
 * if it is no such entry: `<p><small>Aug <var data-var='date'> 7</var>, <var
 * data-var='time'>00:37</var> UTC</small><br><strong>Resolved</strong> - …</p>`
 *
 * @param near - when it was published; the updates name no year.
 */
export function parseStatuspageHtml(html: string, near: string | undefined): TranslatedUpdate[] {
  const updates: TranslatedUpdate[] = [];
  for (const part of html.split(/<small>/)) {
    const match = UPDATE.exec(part);
    if (!match) continue;
    const [head, month, day, time, zone, word] = match;
    updates.push({
      status: phaseOf(word),
      body: part.slice(head.length).replace(/<\/p>\s*(?:<p>\s*)?$/, ''),
      display_at: nearest(near, (year) => isoTime(`${day} ${month} ${year} ${time} ${zone}`)),
    });
  }
  // The word `Update` is no phase. It keeps the phase of the update before it.
  let stands: Phase = 'unknown';
  for (const [index, {status}] of [...updates.entries()].reverse()) {
    if (status !== 'unknown') stands = status;
    else updates[index] = {...updates[index]!, status: stands};
  }
  return updates;
}

/**
 * Tries the years around `near` and returns the nearest time, so that updates at the turn of a year
 * are not a year apart.
 */
function nearest(
  near: string | undefined,
  at: (year: number) => string | undefined,
): string | undefined {
  if (near === undefined) return undefined;
  const middle = Date.parse(near);
  const year = new Date(middle).getUTCFullYear();
  const distance = (time: string | undefined): number =>
    time === undefined ? Infinity : Math.abs(Date.parse(time) - middle);
  return [year, year - 1, year + 1]
    .map(at)
    .reduce((best, next) => (distance(next) < distance(best) ? next : best));
}
