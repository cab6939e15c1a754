import {getOrCreate} from './bounded-cache.js';
import type {Language} from './language.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The spaces behind the day: "2:30 PM CET" stays on one line. */
const SPACES_IN_TIME = / (?=[^,]*$)/g;

/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** A text between these has a direction of its own (Unicode UAX #9). */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** Lists longer than this are cut to two names and the number of the others. */
const MAX_NAMES = 3;

// Creating a formatter takes many times as long as using it, and using one takes longer than all
// else that an element does. So each one is created once, and many elements share a written time.
const times = new Map<string, string>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();
const agoFormats = new Map<string, Intl.RelativeTimeFormat>();
const listFormats = new Map<string, Intl.ListFormat>();

/**
 * Writes a moment in the reader's time zone, and names the zone: "14:30 CET". A moment on another
 * day than `now` comes with its day: "Tue 25 Nov, 14:30 CET". One in another year comes with that
 * too.
 *
 * @param at - epoch ms
 * @param now - epoch ms
 */
export function formatTime(at: number, now: number, {locale}: Language): string {
  // Within a minute of `now` neither the day nor the reader's time zone changes.
  const key = `${locale} ${at} ${Math.floor(now / MINUTE)}`;
  return getOrCreate(times, key, () => writeTime(at, now, locale));
}

function writeTime(at: number, now: number, locale: string): string {
  const date = new Date(at);
  const today = new Date(now);
  const isOtherDay = today.toDateString() !== date.toDateString();
  const isOtherYear = today.getFullYear() !== date.getFullYear();
  // A formatter keeps the time zone it was created in, and readers travel.
  const key = `${locale} ${isOtherDay} ${isOtherYear} ${today.getTimezoneOffset()}`;
  const create = (): Intl.DateTimeFormat => createTimeFormat(locale, isOtherDay, isOtherYear);
  const text = getOrCreate(timeFormats, key, create).format(date);
  return text.replace(SPACES_IN_TIME, '\u00a0');
}

function createTimeFormat(
  locale: string,
  withDay: boolean,
  withYear: boolean,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    ...(withDay && {weekday: 'short', day: 'numeric', month: 'short'}),
    ...(withYear && {year: 'numeric'}),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/**
 * Writes a span of time: "Tue 25 Nov, 02:00 CET – 04:00 CET". `Intl`'s own `formatRange` would
 * print two hours as one when a change of clocks lies between them.
 *
 * @param to - the end, if it is known
 */
export function formatRange(
  from: number,
  to: number | undefined,
  now: number,
  language: Language,
): string {
  const start = formatTime(from, now, language);
  return to ? `${start} – ${formatTime(to, from, language)}` : start;
}

/**
 * Writes how long ago something was: "just now", "4 minutes ago". It is empty past a day, where
 * only the absolute time helps. It is empty for a time ahead too: some servers write their own
 * local time as UTC, and it is told as they claim it.
 */
export function formatAgo(at: number, now: number, {locale, strings}: Language): string {
  const age = now - at;
  if (age <= -MINUTE || age >= DAY) return '';
  if (age < MINUTE) return strings.justNow;
  const format = getOrCreate(agoFormats, locale, () => new Intl.RelativeTimeFormat(locale));
  return age < HOUR
    ? format.format(-Math.floor(age / MINUTE), 'minute')
    : format.format(-Math.floor(age / HOUR), 'hour');
}

/**
 * Writes a list: "A, B and C", and of more than three names "A, B and 3 others". A name that is
 * written from right to left keeps its direction to itself: a sentence that begins with it would
 * be turned around.
 */
export function formatNames(allNames: readonly string[], {locale, strings}: Language): string {
  const names = allNames.map((name) =>
    RIGHT_TO_LEFT.test(name) ? `${ISOLATE}${name}${END_OF_ISOLATE}` : name,
  );
  const [first = '', second = ''] = names;
  if (names.length <= 1) return first;
  if (names.length > MAX_NAMES) return strings.others(`${first}, ${second}`, names.length - 2);
  return getOrCreate(listFormats, locale, () => new Intl.ListFormat(locale)).format(names);
}
