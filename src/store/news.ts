import {isTrouble, rank, worst} from '../wire/levels.js';
import type {Component, Incident, Level, Maintenance, MaintenanceStage} from '../wire/types.js';
import type {Ended, FeedState} from './reduce.js';
import {isCurrent, isOpen} from './reduce.js';

/** One thing worth telling somebody. */
export type News = {
  /** What it is about: stays the same while it develops. */
  readonly key: string;
  /** Where it stands: phase and level. */
  readonly standing: string;
  /** Changes with each development: what was dismissed or announced at one edition is news again at the next. */
  readonly edition: string;
  readonly level: Level;
  /** Whose names to say; empty when the publisher names none. */
  readonly components: readonly string[];
} & (
  | {readonly kind: 'incident'; readonly report: Incident}
  | {readonly kind: 'maintenance'; readonly report: Maintenance; readonly stage: MaintenanceStage}
  /** Components in trouble without a word of text: still news. */
  | {readonly kind: 'component'}
  /** A page in trouble that names neither incident nor component. */
  | {readonly kind: 'page'; readonly headline: string}
  | {
      readonly kind: 'ended';
      readonly report: Incident | Maintenance;
      readonly how: Ended['how'];
      readonly at: number;
    }
);

export interface NewsOptions {
  /** Epoch ms. */
  readonly now: number;
  /** `banner` shows less than `inline`: publishers may keep news out of banners. */
  readonly place: 'banner' | 'inline';
  /** Only what concerns these; undefined for everything. */
  readonly components?: readonly Component[] | undefined;
  /** How long before its start planned work is news, ms. */
  readonly leadMs: number;
  /** How long an end is news, ms. */
  readonly lingerMs: number;
}

/** Planned work nobody started or ended is forgotten this long after its start, if it has no end: ms. */
const FORGOTTEN_AFTER = 86_400_000;

/** Everything worth telling, worst and newest first; then what just ended; then what is planned. */
export function selectNews(state: FeedState, options: NewsOptions): readonly News[] {
  const {snapshot} = state;
  if (!snapshot) return [];
  const levels = new Map(snapshot.components.map(({id, level}) => [id, level]));
  const names = new Map(snapshot.components.map(({id, name}) => [id, name]));
  const shown = (report: Incident | Maintenance): boolean =>
    concerns(report, options) && mayShow(report, options);

  const incidents = snapshot.incidents.filter((incident) => isOpen(incident) && shown(incident));
  const open: News[] = incidents.map((report) => incidentNews(report, levels, names));
  const planned: News[] = [];
  for (const report of snapshot.maintenances) {
    const stage = shown(report) ? stageOf(report, options) : undefined;
    if (stage === undefined) continue;
    const item: News = {
      ...about(report, names),
      level: 'maintenance',
      kind: 'maintenance',
      report,
      stage,
    };
    (stage === 'active' || stage === 'overrun' ? open : planned).push(item);
  }
  planned.sort((a, b) => scheduledFor(a) - scheduledFor(b));
  open.push(...componentNews(state, options));
  open.push(...pageNews(state, options, open));
  open.sort((a, b) => rank(b.level) - rank(a.level) || updatedAt(b) - updatedAt(a));
  return [...open, ...endedNews(state, options, names), ...planned];
}

function incidentNews(
  report: Incident,
  levels: ReadonlyMap<string, Level>,
  names: ReadonlyMap<string, string>,
): News {
  // The page states its components' status as well: the worse of both is what readers meet.
  const stated = (report.components ?? []).map(({id, level}) => levels.get(id) ?? level);
  const troubled = stated.filter((level) => rank(level) >= rank('degraded'));
  return {
    ...about(report, names),
    level: worst([report.level, ...troubled])!,
    kind: 'incident',
    report,
  };
}

/**
 * Troubled components that nobody explains: one item for outages, one for planned work. Incidents explain whatever
 * their components suffer, also where they are not shown; planned work does not explain an outage.
 */
function componentNews({snapshot}: FeedState, {components, now}: NewsOptions): News[] {
  const listedBy = (reports: readonly (Incident | Maintenance)[]): ReadonlySet<string> => {
    const speaking = reports.filter(
      (report) => isCurrent(report, now) && report.phase !== 'scheduled',
    );
    return new Set(speaking.flatMap((report) => (report.components ?? []).map(({id}) => id)));
  };
  const inIncidents = listedBy(snapshot!.incidents);
  const inWork = listedBy(snapshot!.maintenances);
  const silent = (components ?? snapshot!.components).filter(
    ({id, group}) => !group && !inIncidents.has(id),
  );
  const groups = [
    silent.filter(({level}) => isTrouble(level)),
    silent.filter(({id, level}) => level === 'maintenance' && !inWork.has(id)),
  ];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const sorted = [...group].sort((a, b) => rank(b.level) - rank(a.level));
      const level = sorted[0]!.level;
      const edition = sorted.map(({id, level}) => `${id}:${level}`).join(' ');
      return {
        kind: 'component',
        key: `component ${level === 'maintenance'}`,
        standing: edition,
        edition,
        level,
        components: sorted.map(({name}) => name),
      };
    });
}

/** The page's own word, if it says of trouble that neither an incident nor a component tells. */
function pageNews(
  {snapshot}: FeedState,
  {components, now}: NewsOptions,
  open: readonly News[],
): News[] {
  const {level, headline} = snapshot!.page;
  const told =
    snapshot!.incidents.some((incident) => isCurrent(incident, now)) ||
    open.some((item) => isTrouble(item.level));
  if (components || told || !isTrouble(level)) return [];
  const edition = `${level} ${headline}`;
  return [{kind: 'page', key: 'page', standing: level, edition, level, components: [], headline}];
}

function endedNews(
  {ended}: FeedState,
  options: NewsOptions,
  names: ReadonlyMap<string, string>,
): News[] {
  return ended
    .filter(
      ({report, at}) =>
        options.now - at < options.lingerMs &&
        concerns(report, options) &&
        mayShow(report, options),
    )
    .map(({report, how, at}) => ({
      ...about(report, names),
      standing: how,
      edition: `${how} ${report.updates[0]?.id ?? ''}`,
      // Only a publisher's word makes an end green.
      level: how === 'resolved' ? 'operational' : 'notice',
      kind: 'ended',
      report,
      how,
      at,
    }));
}

/** What an item about a report has in common. */
function about(
  report: Incident | Maintenance,
  names: ReadonlyMap<string, string>,
): Pick<News, 'key' | 'standing' | 'edition' | 'components'> {
  const standing = `${report.phase} ${report.level}`;
  return {
    key: `${report.kind} ${report.id}`,
    standing,
    edition: `${standing} ${report.updates[0]?.id ?? ''}`,
    components: (report.components ?? [])
      .map(({id, name}) => names.get(id) ?? name)
      .filter((name) => name !== ''),
  };
}

function concerns(
  {components: affected}: Incident | Maintenance,
  {components}: NewsOptions,
): boolean {
  if (!components) return true;
  return (affected ?? []).some(({id}) => components.some((component) => component.id === id));
}

function mayShow({display, expiresAt}: Incident | Maintenance, {now, place}: NewsOptions): boolean {
  if (expiresAt !== undefined && expiresAt <= now) return false;
  return display === 'banner' || (display === 'inline' && place === 'inline');
}

function stageOf(
  {phase, scheduledFor, scheduledUntil}: Maintenance,
  {now, leadMs}: NewsOptions,
): MaintenanceStage | undefined {
  if (!isOpen({phase})) return undefined;
  // A word we do not know proves no beginning before its time.
  const begun = phase === 'unknown' ? !(now < (scheduledFor ?? now)) : phase !== 'scheduled';
  if (begun) return scheduledUntil !== undefined && now > scheduledUntil ? 'overrun' : 'active';
  if (scheduledFor === undefined || now < scheduledFor - leadMs) return undefined;
  if (now < scheduledFor) return 'upcoming';
  return now < (scheduledUntil ?? scheduledFor + FORGOTTEN_AFTER) ? 'due' : undefined;
}

function scheduledFor(item: News): number {
  return item.kind === 'maintenance' ? (item.report.scheduledFor ?? 0) : 0;
}

function updatedAt(item: News): number {
  return 'report' in item ? (item.report.updatedAt ?? 0) : 0;
}
