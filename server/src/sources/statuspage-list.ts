import {statuspage, worst} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Adapter, Level} from 'outage-widgets/formats.js';

const OVER: readonly unknown[] = ['resolved', 'postmortem', 'completed'];

type Members = Readonly<Record<string, unknown>>;

/**
 * One of Statuspage's lists, `incidents.json`, `components.json` and the like, with or without the
 * page it is of. It has no summary: the page is as bad as the worst in it, and where it tells of no
 * trouble nobody has said that all is well.
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
    // The checker refuses what is no list.
    if (!isList(incidents) || !isList(planned)) return {incidents: null};
    // Some pages list their planned work among the incidents.
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

/** A list is a history, and of a long one the reader takes the beginning. */
function openFirst(reports: readonly unknown[]): readonly unknown[] {
  const isOver = (report: unknown): boolean => OVER.includes(toMembers(report)['status']);
  return [...reports].sort((a, b) => Number(isOver(a)) - Number(isOver(b)));
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
    ...incidents
      .filter(({phase}) => phase !== 'resolved' && phase !== 'completed')
      .map((incident) => incident.level),
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
