import type {Language} from './index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "14:30 CET"; with the day if it is not today. In the reader's zone, which is named. */
export function formatTime(at: number, now: number, {locale}: Language): string {
  const date = new Date(at);
  const today = new Date(now).toDateString() === date.toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(!today && {weekday: 'short', day: 'numeric', month: 'short'}),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(date);
}

/**
 * "Tue 25 Nov, 02:00 – 04:00 CET". Both ends are written out when a change of clocks lies between them:
 * `formatRange` prints two hours as one there. An end before its start is left out.
 */
export function formatRange(
  from: number,
  to: number | undefined,
  now: number,
  language: Language,
): string {
  const start = formatTime(from, now, language);
  if (to === undefined || to <= from) return start;
  if (new Date(from).getTimezoneOffset() !== new Date(to).getTimezoneOffset()) {
    return `${start} – ${formatTime(to, now, language)}`;
  }
  return new Intl.DateTimeFormat(language.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatRange(from, to);
}

/** "4 minutes ago", "just now"; empty past a day, where only the absolute time helps. Never "in 3 minutes". */
export function formatAgo(at: number, now: number, {locale, strings}: Language): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE) return strings.justNow;
  if (age >= DAY) return '';
  const format = new Intl.RelativeTimeFormat(locale, {numeric: 'always'});
  return age < HOUR
    ? format.format(-Math.floor(age / MINUTE), 'minute')
    : format.format(-Math.floor(age / HOUR), 'hour');
}

/** "2 hours, 5 minutes": whole minutes up to days, at most two units. */
export function formatDuration(ms: number, {locale}: Language): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ];
  const words = parts
    .filter(([amount]) => amount > 0)
    .slice(0, 2)
    .map(([amount, unit]) =>
      new Intl.NumberFormat(locale, {style: 'unit', unit, unitDisplay: 'long'}).format(amount),
    );
  return new Intl.ListFormat(locale, {type: 'unit'}).format(words);
}

/** "A, B and C"; past `max` names "A, B and 3 others". */
export function formatNames(
  names: readonly string[],
  {locale, strings}: Language,
  max = 3,
): string {
  if (names.length > max) {
    return strings.others(names.slice(0, max - 1).join(', '), names.length - max + 1);
  }
  return new Intl.ListFormat(locale, {type: 'conjunction'}).format(names);
}
