import {isObject, parseId, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedMaintenance, TranslatedReport} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {withGroupRows} from '../group-rows.js';
import {openFirst} from '../open-first.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

/** Levels of the page: the worst of its reports and monitors. */
const PAGE_LEVELS = table<Level>({
  success: 'operational',
  info: 'maintenance',
  degraded: 'degraded',
  error: 'major',
});

const MONITOR_LEVELS = table<Level>({active: 'operational', degraded: 'degraded', error: 'major'});

/**
 * OpenStatus's own feed, `/feed/json`; its `/summary.json` belongs to the Statuspage family. A
 * component has no state but that of its monitor, a report has no impact, and planned work has no
 * phase.
 */
export const openStatus: Adapter = {
  name: 'open-status',
  matches: (root) =>
    isObject(root) &&
    Array.isArray(root['statusReports']) &&
    (Array.isArray(root['pageComponents']) || Array.isArray(root['monitors'])),
  translate(value) {
    const root = toObject(value);
    const monitors = toObjects(root['monitors']);
    const ofMonitor = new Map(monitors.map(({id, status}) => [id, status]));
    const components = toObjects(root['pageComponents']).map(({id, name, groupId, monitorId}) => ({
      id,
      name,
      group_id: groupId,
      ext: {level: levelOf(ofMonitor.get(monitorId), MONITOR_LEVELS)},
    }));
    const groups = new Map(
      toObjects(root['pageComponentGroups']).map(({id, name}) => [parseId(id), name]),
    );
    return {
      page: {name: root['title']},
      status: {ext: {level: levelOf(root['status'], PAGE_LEVELS)}},
      components: withGroupRows(components, groups),
      incidents: openFirst(toObjects(root['statusReports']).map(toIncident)),
      scheduled_maintenances: toObjects(root['maintenances']).map(toMaintenance).sort(latestFirst),
      // This is the moment in which the feed was made, not that of a change.
      ext: {generated_at: root['updatedAt']},
    };
  },
};

/** The history has no end, and the checker reads only the beginning of a long one. */
function latestFirst(a: TranslatedMaintenance, b: TranslatedMaintenance): number {
  return (isoTime(b.scheduled_for) ?? '').localeCompare(isoTime(a.scheduled_for) ?? '');
}

function toIncident(report: Json): TranslatedReport {
  const {id, title: name, status, updatedAt, pageComponents} = report;
  return {
    id,
    name,
    status: phaseOf(status),
    updated_at: updatedAt,
    components: toIds(pageComponents),
    incident_updates: toObjects(report['statusReportUpdates']).map((update) => ({
      id: update['id'],
      status: phaseOf(update['status']),
      body: update['message'],
      display_at: update['date'],
    })),
    ext: {level: 'unknown', body_format: 'markdown'},
  };
}

function toMaintenance(item: Json): TranslatedMaintenance {
  const {id, name, message, from, to, updatedAt, pageComponents} = item;
  const updates = toObjects(item['maintenanceUpdates']);
  return {
    id,
    name,
    // No field says that work began or ended: by the clock it is due, and then past.
    status: 'scheduled',
    updated_at: updatedAt,
    scheduled_for: from,
    scheduled_until: to,
    components: toIds(pageComponents),
    incident_updates: [{message, date: updatedAt} as Json, ...updates].map((update) => ({
      id: update['id'],
      status: 'scheduled',
      body: update['message'],
      display_at: update['date'],
    })),
    ext: {body_format: 'markdown'},
  };
}

function toIds(value: unknown): readonly {readonly id: unknown}[] {
  return Array.isArray(value) ? value.map((id: unknown) => ({id})) : [];
}
