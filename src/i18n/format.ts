import type {Language} from './index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "14:30 CET"; with the day if it is another one than that of `now`. In the reader's zone, which is named. */
export function formatTime(at: number, now: number, {locale}: Language): string {
  const date = new Date(at);
  const otherDay = new Date(now).toDateString() !== date.toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(otherDay && {weekday: 'short', day: 'numeric', month: 'short'}),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(date);
}

/**
 * "Tue 25 Nov, 02:00 CET – 04:00 CET". Not by `formatRange`, which prints two hours as one when a change of clocks
 * lies between.
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

/** "4 minutes ago", "just now"; empty past a day, where only the absolute time helps. Never "in 3 minutes". */
export function formatAgo(at: number, now: number, {locale, strings}: Language): string {
  const age = now - at;
  if (age < MINUTE) return strings.justNow;
  if (age >= DAY) return '';
  const [unit, ms] = age < HOUR ? (['minute', MINUTE] as const) : (['hour', HOUR] as const);
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(age / ms), unit);
}

/** "A, B and C"; of more than three names "A, B and 3 others". */
export function formatNames(names: readonly string[], {locale, strings}: Language): string {
  if (names.length > 3) return strings.others(names.slice(0, 2).join(', '), names.length - 2);
  return new Intl.ListFormat(locale).format(names);
}
