import {statuspage, worst} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Dialect, Level} from 'outage-widgets/formats.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * One of Statuspage's lists, `incidents.json`, `components.json` and the like, with or without the page it is of. It has
 * no summary: the page is as bad as the worst in it, and where it tells of no trouble nobody has said that all is well.
 */
export const statuspageList: Dialect = {
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
    const list = {page: {}, ...toMembers(root)};
    return {...list, status: {ext: {level: levelOf(list)}}};
  },
};

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

function toMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}
