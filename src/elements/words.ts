import {formatDuration, formatNames, formatRange, formatTime} from '../i18n/format.js';
import type {Language} from '../i18n/index.js';
import type {News} from '../store/news.js';
import type {Affected, Maintenance, MaintenanceStage} from '../wire/types.js';

/** How a piece of news is called: the word for its weight, and its title (the publisher's text). */
export function titleOf(item: News, language: Language): {severity: string; title: string} {
  const {strings} = language;
  switch (item.kind) {
    case 'incident':
    case 'maintenance':
      return {severity: strings.severity[item.level], title: item.report.title};
    case 'component':
      return {severity: strings.severity[item.level], title: formatNames(item.components, language)};
    case 'page':
      return {severity: strings.severity[item.level], title: item.headline};
    case 'ended':
      return {severity: item.how === 'resolved' ? strings.resolved : strings.gone, title: item.report.title};
  }
}

/** Whom it affects and what we do about it, in sentences of ours. */
export function sentencesOf(item: News, now: number, language: Language): string[] {
  const {strings} = language;
  const affects = item.components.length > 0 ? [strings.affects(formatNames(item.components, language))] : [];
  switch (item.kind) {
    case 'incident':
      return [...affects, strings.phase[item.report.phase]];
    case 'maintenance':
      return [strings.maintenance[item.stage](whenOf(item.report, item.stage, now, language)), ...affects];
    case 'component':
      return [item.level === 'maintenance' ? strings.maintenance.active('') : strings.onIt];
    case 'page':
      return [strings.onIt];
    case 'ended': {
      if (item.how === 'gone') return [strings.goneText];
      const {startedAt, resolvedAt} = item.report;
      if (startedAt === undefined || resolvedAt === undefined || resolvedAt <= startedAt) return [];
      return [strings.resolvedAfter(formatDuration(resolvedAt - startedAt, language))];
    }
  }
}

/** The time that matters at a stage: the range ahead, the start that passed, the end that is near. */
export function whenOf(report: Maintenance, stage: MaintenanceStage, now: number, language: Language): string {
  const {scheduledFor: from, scheduledUntil: to} = report;
  if (stage === 'active') return to === undefined ? '' : formatTime(to, now, language);
  if (from === undefined) return '';
  return stage === 'upcoming' ? formatRange(from, to, now, language) : formatTime(from, now, language);
}

/** "6,323 users, customers in the EU". */
export function affectedText({count, percent, unit, scope}: Affected, {locale}: Language): string {
  const number = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, {style: 'percent', maximumFractionDigits: 1});
  const amount = count !== undefined ? number.format(count) : percent !== undefined ? share.format(percent / 100) : '';
  return [[amount, unit].filter(Boolean).join(' '), scope].filter(Boolean).join(', ');
}
