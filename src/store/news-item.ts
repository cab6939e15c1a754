import {rank} from '../model/levels.js';
import type {
  Component,
  Incident,
  Level,
  Maintenance,
  MaintenanceStage,
  Snapshot,
} from '../model/types.js';
import {isExpired, keyOf} from './ended.js';
import type {Ended} from './ended.js';
import {reportFacts} from './facts.js';
import type {Facts} from './facts.js';

/** One thing worth telling somebody. */
export interface News {
  /** The subject: it stays the same while the matter develops. */
  readonly key: string;
  /** Everything that a reader would act on: `isNews` compares it. */
  readonly facts: Facts;
  readonly level: Level;
  /**
   * The publisher's words; empty for components in trouble without a word of text, which are news
   * all the same.
   */
  readonly title: string;
  /** Names of the affected components; empty when the publisher names none. */
  readonly components: readonly string[];
  /** Absent for components or a page in trouble that no report explains. */
  readonly report?: Incident | Maintenance;
  /** The stage of planned work; absent for anything else. */
  readonly stage?: MaintenanceStage;
  /** How it ended; absent while it is open. */
  readonly ended?: Ended['how'];
}

export interface NewsOptions {
  /** Epoch ms. */
  readonly now: number;
  /** `banner` shows less than `inline`: publishers may keep news out of banners. */
  readonly place: 'banner' | 'inline';
  /** Only news that concerns these; undefined for all news. */
  readonly components?: readonly Component[] | undefined;
  /** How long before its start planned work is news, ms. */
  readonly leadMs: number;
  /** How long an end is news, ms. */
  readonly lingerMs: number;
}

/** The snapshot that the news is about, the options, and the components of the page by id. */
export interface NewsScope extends NewsOptions {
  readonly snapshot: Snapshot;
  readonly byId: ReadonlyMap<string, Component>;
}

/** Components by id; of two that share an id the worse counts. */
export function componentsById(components: readonly Component[]): ReadonlyMap<string, Component> {
  const worstLast = [...components].sort((a, b) => rank(a.level) - rank(b.level));
  return new Map(worstLast.map((component) => [component.id, component]));
}

/** One item of news about a report, as bad as its `level`. */
export function reportNews(
  report: Incident | Maintenance,
  {byId, components: wanted}: NewsScope,
  level: Level,
): News {
  const names = report.components.map(({id, name}) => byId.get(id)?.name ?? name);
  const components = report.components.map(({id}) => id);
  const concerned = wanted
    ? components.filter((id) => wanted.some((component) => component.id === id))
    : components;
  return {
    key: keyOf(report),
    facts: reportFacts(report, {level, components, concerned}),
    level,
    title: report.title,
    components: [...new Set(names)].filter(Boolean),
    report,
  };
}

/** True for a report that has not expired, may stand here, and concerns the wanted components. */
export function isShown(
  report: Incident | Maintenance,
  {now, place, components}: NewsScope,
): boolean {
  if (isExpired(report, now)) return false;
  const {display, components: affected} = report;
  if (display !== 'banner' && display !== place) return false;
  return (
    !components || affected.some(({id}) => components.some((component) => component.id === id))
  );
}
