import {statuspage, worst} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import {openFirst} from 'outage-widgets/formats.js';
import type {Adapter, Level} from 'outage-widgets/formats.js';
import {isOver} from 'outage-widgets/protocol.js';
import {toObject} from '../json.js';
import type {Json} from '../json.js';

/**
 * Reads one list of Statuspage, such as `incidents.json` or `components.json`, with or without its
 * page. A list has no summary. So the page is as bad as the worst item, and `unknown` if no item is
 * bad, because nobody has said that all is well.
 */
export const statuspageList: Adapter = {
  name: 'statuspage-list',
  matches(root) {
    const {status, page, components, incidents, scheduled_maintenances: planned} = toObject(root);
    if (status !== undefined) return false;
    const reports = [incidents, planned].filter(Array.isArray).flat();
    return page === undefined
      ? Array.isArray(components) || reports.some(hasUpdates)
      : [components, incidents, planned].some(Array.isArray);
  },
  translate(root) {
    const {incidents = [], scheduled_maintenances: planned = [], ...rest} = toObject(root);
    // The parser refuses a value that is not a list.
    if (!isList(incidents) || !isList(planned)) return {incidents: null};
    const list = {
      page: {},
      ...rest,
      incidents: openFirst(incidents),
      scheduled_maintenances: openFirst(planned),
    };
    return {...list, status: {ext: {level: levelOf(list)}}};
  },
};

function levelOf(list: Json): Level {
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
  return Array.isArray(toObject(report)['incident_updates']);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
