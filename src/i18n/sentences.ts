import {formatNames, formatRange, formatTime} from './format.js';
import type {Language} from './index.js';
import type {News} from '../store/news.js';
import type {Component, Maintenance} from '../model/types.js';

/** The word for the weight of a piece of news. */
export function severityOf({level, ended}: News, {strings}: Language): string {
  return ended ? strings[ended] : strings.severity[level];
}

/** What it is called: the publisher's words, else the names of the components. */
export function titleOf({title, components}: News, language: Language): string {
  return title || formatNames(components, language);
}

/** All of it, for a screen reader and for a page without any styling. */
export function announcementText(item: News, now: number, language: Language): string {
  const {announce} = language.strings;
  return announce(
    severityOf(item, language),
    titleOf(item, language),
    actionSentence(item, now, language),
  ).trim();
}

/** What we do about it, in words of ours. */
export function actionSentence(
  {report, stage, ended, level}: News,
  now: number,
  language: Language,
): string {
  const {strings} = language;
  if (ended === 'gone') return strings.goneText;
  if (ended) return '';
  if (stage) return strings.maintenance(stage, whenOf(report as Maintenance, stage, now, language));
  if (!report && level === 'maintenance') return strings.maintenance('active', '');
  return strings.phase[report?.phase ?? 'unknown'] ?? strings.phase.unknown!;
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
  if (item.ended === 'resolved') {
    // "Working again" needs the components' own word for it.
    const working =
      item.level === 'operational' && components.every(({level}) => level === 'operational');
    return working ? strings.working(names, called.length) : `${strings.resolved}: ${item.title}`;
  }
  if (item.ended) return strings.goneText;
  if (item.level === 'maintenance')
    return strings.maintenanceOf(names, actionSentence(item, now, language));
  return strings.notice(names, called.length, item.level, item.report?.phase ?? 'unknown');
}

/** Groups stand for their members. */
export function namesOf(components: readonly Component[]): string[] {
  return components.filter(({group}) => !group).map(({name}) => name);
}

/** The time that matters at a stage: the range ahead, the start that passed, the end that is near; '' if unknown. */
function whenOf(
  {scheduledFor: from, scheduledUntil: to}: Maintenance,
  stage: News['stage'],
  now: number,
  language: Language,
): string {
  if (stage === 'upcoming') return formatRange(from!, to, now, language);
  const time = stage === 'due' ? from : to;
  return time ? formatTime(time, now, language) : '';
}
