import {isTrouble, rank, worst} from '../model/levels.js';
import type {Component, Incident, Level, Maintenance} from '../model/types.js';
import {isCurrent} from './ended.js';
import type {End, Ended} from './ended.js';
import {explained} from './explain.js';
import {plainFacts} from './facts.js';
import {maintenanceStage} from './maintenance-stage.js';
import {componentsById, isShown, reportNews} from './news-item.js';
import type {News, NewsOptions, NewsScope} from './news-item.js';
import {worstAndNewestFirst} from './order.js';
import type {FeedState} from './reduce.js';
import {isStale} from './select.js';

export type {News, NewsOptions} from './news-item.js';

/**
 * All news of a feed. Open matters come first, the worst and newest of them at the top; then what
 * has just ended; then planned work that has not begun.
 */
export function selectNews(state: FeedState, options: NewsOptions): readonly News[] {
  const {snapshot} = state;
  if (!snapshot) return [];
  const scope: NewsScope = {
    ...options,
    snapshot: explained(snapshot, options.now),
    byId: componentsById(snapshot.components),
  };
  const planned = plannedMaintenance(scope);
  const open = [
    ...openIncidents(scope),
    ...planned.filter(isRunning),
    ...unexplainedComponents(scope),
  ];
  return [
    ...eachOnce([...open, ...pageSummary(scope, open)].sort(mostImportantFirst)),
    ...recentlyEnded(scope, state),
    ...planned.filter((item) => !isRunning(item)),
  ];
}

/**
 * Each matter once. Of several items with one id and title the most important counts: the others
 * are older states of it, or copies. Another title is another matter with a careless id.
 */
function eachOnce(news: readonly News[]): readonly News[] {
  const firstTitles = new Map<string, string>();
  const told = new Set<string>();
  return news.flatMap((item) => {
    const first = firstTitles.get(item.key) ?? item.title;
    firstTitles.set(item.key, first);
    const key = first === item.title ? item.key : `${item.key} ${item.title}`;
    if (told.has(key)) return [];
    told.add(key);
    return [{...item, key}];
  });
}

function openIncidents(scope: NewsScope): readonly News[] {
  return scope.snapshot.incidents
    .filter((report) => isCurrent(report, scope.now) && isShown(report, scope))
    .map((report) => reportNews(report, scope, levelWithComponents(report, scope)));
}

/** The page states its components' levels as well: readers meet the worse of both. */
function levelWithComponents({level, components}: Incident, {byId}: NewsScope): Level {
  const stated = components.map(({id}) => byId.get(id)?.level ?? 'operational');
  const troubled = stated.filter((componentLevel) => rank(componentLevel) >= rank('degraded'));
  return worst([level, ...troubled]) ?? level;
}

/** Planned work that is near, due, running or overdue. */
function plannedMaintenance(scope: NewsScope): readonly News[] {
  return scope.snapshot.maintenances.flatMap((report) => {
    const stage = isShown(report, scope)
      ? maintenanceStage(report, scope.now, scope.leadMs)
      : undefined;
    if (!stage) return [];
    return {...reportNews(report, scope, 'maintenance'), stage};
  });
}

function isRunning({stage}: News): boolean {
  return stage === 'active' || stage === 'overrun';
}

/**
 * Components in trouble that no report explains. Incidents explain whatever their components
 * suffer, also where the incidents are not shown; planned work does not explain an outage.
 */
function unexplainedComponents(scope: NewsScope): readonly News[] {
  const {snapshot, components, now} = scope;
  const inIncidents = affectedBy(snapshot.incidents, now);
  const inMaintenance = affectedBy(snapshot.maintenances, now);
  const wanted = components && new Set(components.map(({id}) => id));
  const unexplained = snapshot.components.filter(
    ({id, group}) => !group && !inIncidents.has(id) && (!wanted || wanted.has(id)),
  );
  // Elements of different scope speak of different matters.
  const key = ['components', ...(components ?? []).map(({id}) => id).sort()].join(' ');
  return [
    componentNews(
      key,
      unexplained.filter(({level}) => isTrouble(level)),
    ),
    componentNews(
      `planned ${key}`,
      unexplained.filter(({id, level}) => level === 'maintenance' && !inMaintenance.has(id)),
    ),
  ].flat();
}

/** Ids of the components that current reports name. */
function affectedBy(
  reports: readonly (Incident | Maintenance)[],
  now: number,
): ReadonlySet<string> {
  const current = reports.filter((report) => isCurrent(report, now));
  return new Set(current.flatMap(({components}) => components.map(({id}) => id)));
}

/** One item of news for some components, the worst first. */
function componentNews(key: string, components: readonly Component[]): readonly News[] {
  const sorted = [...components].sort((a, b) => rank(b.level) - rank(a.level));
  const [first] = sorted;
  if (!first) return [];
  const {level} = first;
  const ids = sorted.map(({id}) => id);
  return [
    {
      key,
      facts: plainFacts({level, title: '', components: ids, concerned: ids}),
      level,
      title: '',
      components: sorted.map(({name}) => name),
    },
  ];
}

/**
 * The page's own roll-up, if it tells of trouble that neither an incident nor a component tells.
 */
function pageSummary(
  {snapshot, components, now}: NewsScope,
  open: readonly News[],
): readonly News[] {
  const {level, headline} = snapshot.page;
  const isTold =
    snapshot.incidents.some((report) => isCurrent(report, now)) ||
    open.some((item) => isTrouble(item.level));
  if (components || isTold || !isTrouble(level)) return [];
  return [
    {
      key: 'page',
      facts: plainFacts({level, title: headline, components: [], concerned: []}),
      level,
      title: headline,
      components: [],
    },
  ];
}

/** An end is news for `lingerMs`. One in the future is older: the clock was set back since. */
function recentlyEnded(scope: NewsScope, state: FeedState): readonly News[] {
  const {now, lingerMs} = scope;
  return state.ended
    .filter((ended) => Math.abs(now - ended.at) < lingerMs && wasShown(ended, scope))
    .map(({report, how}) => {
      const item = reportNews(report, scope, levelOfEnd(how, isStale(state, now)));
      // That the proof of an end grows old is no news.
      return {...item, facts: {...item.facts, level: 'operational', phase: how}, ended: how};
    });
}

/** Planned work that ends before it was shown ends in silence. */
function wasShown({report, at}: Ended, scope: NewsScope): boolean {
  const start = report.kind === 'maintenance' ? (report.scheduledFor ?? 0) : 0;
  return start <= at + scope.leadMs && isShown(report, scope);
}

/** Only the publisher's word makes an end green, and only while it is fresh. */
function levelOfEnd(how: End, stale: boolean): Level {
  if (how === 'cancelled') return 'maintenance';
  return how === 'gone' || stale ? 'notice' : 'operational';
}

function mostImportantFirst(a: News, b: News): number {
  const timed = ({level, report}: News) => ({level, updatedAt: report?.updatedAt});
  return worstAndNewestFirst(timed(a), timed(b));
}
