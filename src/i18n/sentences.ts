import {formatNames, formatRange, formatTime} from './format.js';
import type {Language} from './language.js';
import type {News} from '../store/news.js';
import type {Component, Maintenance} from '../model/types.js';

/** A sentence depends on these, besides its subject. */
export interface SentenceContext {
  /** Epoch ms. */
  readonly now: number;
  readonly language: Language;
}

/** The feature that a notice speaks for. */
export interface Feature {
  readonly components: readonly Component[];
  /** The page's own name for the feature. Default: the components' names. */
  readonly label: string | undefined;
}

/** The word for how bad a piece of news is, or how it ended; empty for a notice. */
export function severityText(item: News, {strings}: Language): string {
  if (item.ended) return strings.ended[item.ended];
  return isNotice(item) ? '' : strings.severity[item.level];
}

/** A publisher's word that claims no problem. It stands for itself. */
export function isNotice({level, report, ended}: News): boolean {
  return level === 'notice' && report !== undefined && !ended;
}

/** The publisher's title, else the names of the components. */
export function titleText({title, components}: News, language: Language): string {
  return title || formatNames(components, language);
}

/** All of a piece of news in one line, for a screen reader and for a page without any styling. */
export function announcementText(item: News, context: SentenceContext): string {
  const {language} = context;
  return language.strings
    .announce(
      severityText(item, language),
      titleText(item, language),
      actionSentence(item, context),
    )
    .trim();
}

/** Says what is affected, unless its title says so already; empty for what is over. */
export function affectedSentence(item: News, language: Language): string {
  const {components, title, ended} = item;
  // Without a title of its own, the names of the components are the title.
  if (!title || ended || isNotice(item)) return '';
  const said = wordsOf(title);
  if (components.every((name) => said.includes(wordsOf(name)))) return '';
  return language.strings.affects(formatNames(components, language));
}

/** The words of a text between spaces, for a search of whole words. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** Says what is done about it; empty for what is over, and for a notice. */
export function actionSentence(item: News, context: SentenceContext): string {
  const {report, stage, ended, level} = item;
  const {strings} = context.language;
  if (ended || isNotice(item)) return '';
  if (stage) return strings.maintenance(stage, timeOf(report as Maintenance, stage, context));
  if (!report && level === 'maintenance') return strings.maintenance('active', '');
  return strings.phase[report?.phase ?? 'unknown'] ?? strings.phase.unknown ?? '';
}

/** The sentence beside a feature. It names those of the feature's components that are affected. */
export function noticeSentence(item: News, feature: Feature, context: SentenceContext): string {
  const {strings} = context.language;
  const subjects = subjectsOf(item, feature);
  const names = formatNames(subjects, context.language);
  if (isNotice(item)) return item.title;
  if (item.ended === 'cancelled') return strings.calledOff(names);
  if (item.ended) {
    if (!isConfirmedWorking(item, feature.components)) {
      return `${strings.ended[item.ended]}: ${item.title}`;
    }
    const sentence = item.ended === 'false_alarm' ? strings.falseAlarm : strings.working;
    return sentence(names, subjects.length);
  }
  if (item.level === 'maintenance') {
    return strings.maintenanceOf(names, actionSentence(item, context));
  }
  return strings.notice(names, subjects.length, item.level, item.report?.phase ?? 'unknown');
}

/** The names of components, without those of groups: their members speak for them. */
export function componentNames(components: readonly Component[]): string[] {
  return components.filter(({group}) => !group).map(({name}) => name);
}

function subjectsOf(item: News, {components, label}: Feature): readonly string[] {
  if (label) return [label];
  const own = componentNames(components);
  const affected = own.filter((name) => item.components.includes(name));
  return affected.length > 0 ? affected : own;
}

/** An end is no proof: "working again" needs the components' own status as well. */
function isConfirmedWorking(item: News, components: readonly Component[]): boolean {
  return item.level === 'operational' && components.every(({level}) => level === 'operational');
}

/** The time that matters at a stage of planned work; empty if it is not known. */
function timeOf(
  {scheduledFor: from, scheduledUntil: to}: Maintenance,
  stage: News['stage'],
  {now, language}: SentenceContext,
): string {
  if (stage === 'upcoming') return from ? formatRange(from, to, now, language) : '';
  const time = stage === 'due' ? from : to;
  return time ? formatTime(time, now, language) : '';
}
