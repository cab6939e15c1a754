import {formatDuration, formatNames, formatRange, formatTime} from '../i18n/format.js';
import type {Language} from '../i18n/index.js';
import type {News} from '../store/news.js';
import type {Affected, Component, Level, Maintenance, MaintenanceStage} from '../wire/types.js';

/** How a piece of news is called: the word for its weight, and its title (the publisher's text, may be empty). */
export function titleOf(
  item: News,
  language: Language,
): readonly [severity: string, title: string] {
  const {severity, resolved, gone} = language.strings;
  const word =
    item.kind !== 'ended' ? severity[item.level] : item.how === 'resolved' ? resolved : gone;
  if ('report' in item) return [word, item.report.title];
  return [word, item.kind === 'page' ? item.headline : formatNames(item.components, language)];
}

/** Whom it affects and what we do about it, in sentences of ours. */
export function sentencesOf(item: News, now: number, language: Language): string {
  const {strings} = language;
  const affects =
    item.components.length > 0 ? strings.affects(formatNames(item.components, language)) : '';
  switch (item.kind) {
    case 'incident':
      return join(affects, strings.phase[item.report.phase]);
    case 'maintenance':
      return join(
        strings.maintenance(item.stage, whenOf(item.report, item.stage, now, language)),
        affects,
      );
    case 'ended': {
      if (item.how === 'gone') return strings.goneText;
      const {startedAt, resolvedAt} = item.report;
      const duration = (resolvedAt ?? 0) - (startedAt ?? Infinity);
      return duration > 0 ? strings.resolvedAfter(formatDuration(duration, language)) : '';
    }
    default:
      return item.level === 'maintenance'
        ? strings.maintenance('active', '')
        : strings.phase.unknown;
  }
}

/** The sentence beside a feature: about those of its components that the news is about. */
export function noticeSentence(
  item: News,
  components: readonly Component[],
  label: string | undefined,
  now: number,
  language: Language,
): string {
  const {strings} = language;
  const own = namesOf(components);
  const affected = own.filter((name) => item.components.includes(name));
  const called = label ? [label] : affected.length > 0 ? affected : own;
  const names = formatNames(called, language);
  if (item.kind === 'ended') {
    if (item.how === 'gone') return strings.goneText;
    // "Working again" needs the components' own word for it.
    const working = components.every(({level}) => level === 'operational');
    return working
      ? strings.noticeResolved(names, called.length)
      : `${strings.resolved}: ${item.report.title}`;
  }
  if (item.kind === 'maintenance') {
    return strings.noticeMaintenance(
      names,
      item.stage,
      whenOf(item.report, item.stage, now, language),
    );
  }
  if (item.level === 'maintenance') return strings.noticeMaintenance(names, 'active', '');
  return strings.notice(
    names,
    called.length,
    item.level,
    item.kind === 'incident' ? item.report.phase : 'unknown',
  );
}

/** "Payments: partial outage", or the words for the whole page. */
export function indicatorLabel(
  level: Level,
  label: string | undefined,
  names: readonly string[],
  components: readonly Component[],
  language: Language,
): string {
  const {strings} = language;
  if (names.length === 0 && !label) return strings.page[level];
  const known = namesOf(components);
  return `${label || formatNames(known.length > 0 ? known : names, language)}: ${strings.component[level]}`;
}

/** "6,323 users, customers in the EU". */
export function affectedText({count, percent, unit, scope}: Affected, {locale}: Language): string {
  const amount = count ?? (percent ?? 0) / 100;
  const style = count === undefined ? 'percent' : 'decimal';
  const number = new Intl.NumberFormat(locale, {style, maximumFractionDigits: 1}).format(amount);
  const known = count !== undefined || percent !== undefined;
  return [known && join(number, unit ?? ''), scope].filter(Boolean).join(', ');
}

/** The time that matters at a stage: the range ahead, the start that passed, the end that is near; '' if unknown. */
function whenOf(
  report: Maintenance,
  stage: MaintenanceStage,
  now: number,
  language: Language,
): string {
  const {scheduledFor: from, scheduledUntil: to} = report;
  if (stage === 'upcoming') return formatRange(from!, to, now, language);
  const time = stage === 'due' ? from : to;
  return time === undefined ? '' : formatTime(time, now, language);
}

/** Groups stand for their members. */
function namesOf(components: readonly Component[]): string[] {
  return components.filter(({group}) => !group).map(({name}) => name);
}

function join(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(' ');
}
