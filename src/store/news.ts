import {isTrouble, rank, worst} from '../model/levels.js';
import type {Component, Incident, Level, Maintenance, MaintenanceStage} from '../model/types.js';
import {isCurrent, isOpen, keyOf} from './ended.js';
import type {Ended} from './ended.js';
import type {FeedState} from './reduce.js';
import {isStale} from './select.js';

/** One thing worth telling somebody. */
export interface News {
  /** What it is about: stays the same while it develops. */
  readonly key: string;
  /** Where it stands: phase and level. */
  readonly stateKey: string;
  /** Changes with each development: what was dismissed or announced at one revision is news again at the next. */
  readonly revisionKey: string;
  readonly level: Level;
  /** The publisher's words; empty for components in trouble without a word of text, which are news all the same. */
  readonly title: string;
  /** Names of what is affected; empty when the publisher names none. */
  readonly components: readonly string[];
  /** Absent for components or a page in trouble that no report explains. */
  readonly report?: Incident | Maintenance;
  /** Of planned work. */
  readonly stage?: MaintenanceStage;
  /** Of what is over. */
  readonly ended?: Ended['how'];
}

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
  const {now, place, components, lingerMs} = options;
  const {incidents, maintenances, page} = snapshot;
  // Of two that share an id the worse counts.
  const known = new Map(
    [...snapshot.components]
      .sort((a, b) => rank(a.level) - rank(b.level))
      .map((component) => [component.id, component]),
  );

  const about = (report: Incident | Maintenance, stateKey: string, level: Level): News => ({
    key: keyOf(report),
    stateKey,
    revisionKey: `${stateKey} ${report.updates[0]?.id ?? ''}`,
    level,
    title: report.title,
    components: [
      ...new Set(report.components.map(({id, name}) => known.get(id)?.name ?? name)),
    ].filter(Boolean),
    report,
  });
  const shown = ({display, components: affected, ...report}: Incident | Maintenance): boolean =>
    !(report.expiresAt! <= now) &&
    (display === 'banner' || (display === 'inline' && place === 'inline')) &&
    (!components || affected.some(({id}) => components.some((component) => component.id === id)));

  const open = incidents
    .filter((report) => isCurrent(report, now) && shown(report))
    .map((report) => {
      // The page states its components' status as well: the worse of both is what readers meet.
      const stated = report.components.map(({id}) => known.get(id)?.level ?? 'operational');
      const level = worst([
        report.level,
        ...stated.filter((level) => rank(level) >= rank('degraded')),
      ])!;
      return about(report, `${report.phase} ${level}`, level);
    });
  const planned: News[] = [];
  for (const report of maintenances.filter(shown)) {
    const stage = stageOf(report, options);
    const item = stage && {...about(report, stage, 'maintenance'), stage};
    if (item) (stage === 'active' || stage === 'overrun' ? open : planned).push(item);
  }

  // Components in trouble that nobody explains. Incidents explain whatever their components suffer, also where they are
  // not shown; planned work does not explain an outage.
  const explained = (reports: readonly (Incident | Maintenance)[]): ReadonlySet<string> =>
    new Set(
      reports
        .filter((report) => isCurrent(report, now))
        .flatMap((report) => report.components.map(({id}) => id)),
    );
  const inIncidents = explained(incidents);
  const inWork = explained(maintenances);
  const silent = (components ?? snapshot.components).filter(
    ({id, group}) => !group && !inIncidents.has(id),
  );
  for (const group of [
    silent.filter(({level}) => isTrouble(level)),
    silent.filter(({id, level}) => level === 'maintenance' && !inWork.has(id)),
  ]) {
    const [first] = group.sort((a, b) => rank(b.level) - rank(a.level));
    if (!first) continue;
    const revisionKey = group
      .map(({id, level}) => `${id} ${level}`)
      .sort()
      .join();
    const names = group.map(({name}) => name);
    // Elements of different scope speak of different things.
    open.push({
      key: revisionKey,
      stateKey: revisionKey,
      revisionKey,
      level: first.level,
      title: '',
      components: names,
    });
  }

  // The page's own word, if it says of trouble that neither an incident nor a component tells.
  const told =
    incidents.some((report) => isCurrent(report, now)) || open.some(({level}) => isTrouble(level));
  if (!components && !told && isTrouble(page.level)) {
    const {level, headline} = page;
    open.push({
      key: 'page',
      stateKey: level,
      revisionKey: level + headline,
      level,
      title: headline,
      components: [],
    });
  }

  // What ended in the future was heard of before the clock was set back, maybe long before.
  const ended = state.ended
    .filter(({report, at}) => Math.abs(now - at) < lingerMs && shown(report))
    // Only a publisher's word makes an end green, and only while it is fresh.
    .map(({report, how}) => ({
      ...about(report, how, how === 'resolved' && !isStale(state, now) ? 'operational' : 'notice'),
      ended: how,
    }));
  open.sort(
    (a, b) =>
      rank(b.level) - rank(a.level) || (b.report?.updatedAt ?? 0) - (a.report?.updatedAt ?? 0),
  );
  return [...open, ...ended, ...planned];
}

function stageOf(
  {phase, scheduledFor: from, scheduledUntil: until}: Maintenance,
  {now, leadMs}: NewsOptions,
): MaintenanceStage | undefined {
  if (!isOpen({phase})) return undefined;
  // A word we do not know proves no beginning before its time.
  if (phase === 'unknown' ? !(from! > now) : phase !== 'scheduled')
    return until! < now ? 'overrun' : 'active';
  if (from === undefined || now < from - leadMs) return undefined;
  if (now < from) return 'upcoming';
  return now < (until ?? from + FORGOTTEN_AFTER) ? 'due' : undefined;
}
