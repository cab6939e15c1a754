import {isOver} from 'outage-widgets/protocol.js';
import {isForeign, isRunning} from '../document.js';
import type {
  Component,
  ComponentStatus,
  FeedDocument,
  Incident,
  Indicator,
  Level,
  Maintenance,
  PageStatus,
  SourceWord,
} from '../document.js';
import {finerLevel, indicatorOf, levelOfIndicator, worstLevel} from './levels.js';

const fromBestToWorst: readonly Indicator[] = ['none', 'maintenance', 'minor', 'major', 'critical'];

const ofComponent: Readonly<Record<ComponentStatus, Indicator>> = {
  operational: 'none',
  under_maintenance: 'maintenance',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};

const descriptions: Readonly<Record<Indicator, string>> = {
  none: 'All systems operational',
  maintenance: 'Service under maintenance',
  minor: 'Partially degraded service',
  major: 'Partial system outage',
  critical: 'Major system outage',
};

/** The description for a source that gives a level without one. */
const levelWords: Readonly<Record<Level, string>> = {
  operational: descriptions.none,
  maintenance: descriptions.maintenance,
  notice: 'Notice',
  degraded: descriptions.minor,
  partial: descriptions.major,
  major: descriptions.critical,
  unknown: 'State not known',
};

/**
 * Makes the summary of a page. For a page that repeats other pages it is the worst of its own
 * summary and theirs, in the words of the page that says the worst. The summaries of other pages
 * are not computed from their lists, because a page knows more about itself than its lists say.
 */
export function rollUp(document: FeedDocument): PageStatus {
  const {sources = []} = document.ext;
  const own = rollUpOwn(document, sources);
  if (sources.length === 0) return own;
  const ownLevel = levelOfIndicator(own.indicator);
  const level = worstLevel([...sources.map((source) => source.level), ownLevel]);
  const worstSource = sources.find((source) => source.level === level);
  const description = worstSource ? describe(worstSource, sources.length) : own.description;
  return {
    indicator: indicatorOf(level),
    ...(description && {description}),
    ...(finerLevel(level).level && {ext: {level}}),
  };
}

/** Puts the name of the page before its words where there are several pages. */
function describe({name, level, description}: SourceWord, sources: number): string | undefined {
  if (sources === 1) return description;
  if (level === 'operational') return descriptions.none;
  return `${name}: ${description ?? levelWords[level]}`;
}

/**
 * Makes the publisher's own summary: the worst of its open incidents, running maintenances and
 * components. Only a publisher does this, never a reader (PROTOCOL.md, section 1.1).
 */
function rollUpOwn(document: FeedDocument, sources: readonly SourceWord[]): PageStatus {
  const isOwn = (item: Component | Incident | Maintenance): boolean =>
    !isForeign(item) || !sources.some(({id}) => id === item.ext?.origin?.id);
  const indicators: readonly Indicator[] = [
    ...document.incidents
      .filter((incident) => isOwn(incident) && !isOver(incident.status))
      .map(({impact}) => impact),
    ...document.scheduled_maintenances
      .filter((item) => isOwn(item) && isRunning(item))
      .map(() => 'maintenance' as const),
    ...document.components.filter(isOwn).map(({status}) => ofComponent[status]),
  ];
  const worst = Math.max(0, ...indicators.map((indicator) => fromBestToWorst.indexOf(indicator)));
  const indicator = fromBestToWorst[worst] ?? 'none';
  return {indicator, description: descriptions[indicator]};
}
