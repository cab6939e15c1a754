import {statuspage, worst} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Adapter, Level} from 'outage-widgets/formats.js';
import {isOver} from 'outage-widgets/protocol.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads one list of Statuspage, such as `incidents.json` or `components.json`, with or without its
 * page. A list has no summary. So the page is as bad as the worst item, and `unknown` if no item is
 * bad, because nobody has said that all is well.
 */
export const statuspageList: Adapter = {
  name: 'statuspage-list',
  matches(root) {
    const {status, page, components, incidents, scheduled_maintenances: planned} = toMembers(root);
    if (status !== undefined) return false;
    const reports = [incidents, planned].filter(Array.isArray).flat();
    return page === undefined
      ? Array.isArray(components) || reports.some(hasUpdates)
      : [components, incidents, planned].some(Array.isArray);
  },
  translate(root) {
    const {incidents = [], scheduled_maintenances: planned = [], ...rest} = toMembers(root);
    // The parser refuses a value that is not a list.
    if (!isList(incidents) || !isList(planned)) return {incidents: null};
    // Some pages list planned work among their incidents.
    const isWork = (report: unknown): boolean => 'scheduled_for' in toMembers(report);
    const list = {
      page: {},
      ...rest,
      incidents: openFirst(incidents.filter((report) => !isWork(report))),
      scheduled_maintenances: openFirst([...planned, ...incidents.filter(isWork)]),
    };
    return {...list, status: {ext: {level: levelOf(list)}}};
  },
};

/** Readers take only the beginning of a long history, so open reports come first. */
function openFirst(reports: readonly unknown[]): readonly unknown[] {
  const endRank = (report: unknown): number => Number(isOver(toMembers(report)['status']));
  return [...reports].sort((a, b) => endRank(a) - endRank(b));
}

function levelOf(list: Members): Level {
  try {
    const {message} = statuspage.document(list);
    return message.type === 'snapshot' ? worstIn(message.snapshot) : 'unknown';
  } catch {
    return 'unknown';
  }
}

function worstIn({components, incidents, maintenances}: Snapshot): Level {
  const level = worst([
    ...components.map((component) => component.level),
    ...incidents.filter(({phase}) => !isOver(phase)).map((incident) => incident.level),
    ...maintenances
      .filter(({phase}) => phase === 'in_progress' || phase === 'verifying')
      .map(() => 'maintenance' as const),
  ]);
  return level === undefined || level === 'operational' ? 'unknown' : level;
}

function hasUpdates(report: unknown): boolean {
  return Array.isArray(toMembers(report)['incident_updates']);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function toMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}
