import {worst} from '../../model/levels.js';
import {isObject, parseId, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {
  Adapter,
  TranslatedComponent,
  TranslatedMaintenance,
  TranslatedReport,
} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {levelOf, phaseOf, table} from '../vocabulary.js';

/** By `status_code`. A security event, 600, has no peer elsewhere. */
const LEVELS = table<Level>({
  100: 'operational',
  200: 'maintenance',
  300: 'degraded',
  400: 'partial',
  500: 'major',
  600: 'major',
});

/** By `state`, a number or its word. */
const PHASES = table<Phase>({
  100: 'investigating',
  200: 'identified',
  300: 'monitoring',
  400: 'resolved',
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
});

/**
 * Status.io, `/1.0/status/{id}`: components by containers, mostly regions, each pair with a state of its own. What is
 * resolved is no longer listed.
 */
export const statusIo: Adapter = {
  name: 'status-io',
  matches: (root) => {
    const {status_overall: overall, status} = toObject(toObject(root)['result']);
    return isObject(overall) && Array.isArray(status);
  },
  translate(root) {
    if (!statusIo.matches(root)) return {};
    const {status_overall, status, incidents, maintenance} = toObject(toObject(root)['result']);
    const overall = toObject(status_overall);
    const {active, upcoming} = toObject(maintenance);
    const components = toObjects(status).flatMap(toComponents);
    const ids = new Set(components.map(({id}) => id));
    const toReport = (item: Json): TranslatedReport => ({
      ...reportOf(item),
      components: affected(item).filter(({id}) => ids.has(id)),
    });
    return {
      page: {updated_at: isoTime(overall['updated'])},
      status: {
        description: overall['status'],
        ext: {level: levelOf(overall['status_code'], LEVELS)},
      },
      components,
      incidents: toObjects(incidents).map(toReport),
      scheduled_maintenances: [
        ...toObjects(active).map((item) => toMaintenance(item, toReport(item), 'in_progress')),
        ...toObjects(upcoming).map((item) => toMaintenance(item, toReport(item), 'scheduled')),
      ],
    };
  },
};

/** A component, and its containers where there are several: the only one of a component has the same state. */
function toComponents(item: Json): readonly TranslatedComponent[] {
  const id = idOf(item);
  const containers = toObjects(item['containers']);
  const group = containers.length > 1;
  const level = levelOf(item['status_code'], LEVELS);
  return [
    {id, name: item['name'], group, ext: {level}},
    ...(group ? containers : []).map((container) => ({
      id: pairOf(id, container),
      name: container['name'],
      group_id: id,
      ext: {level: levelOf(container['status_code'], LEVELS)},
    })),
  ];
}

function reportOf(item: Json): TranslatedReport {
  const messages = toObjects(item['messages']).map((message) => ({
    id: message['_id'] ?? message['id'],
    at: isoTime(message['datetime']),
    phase: phaseOf(message['state'], PHASES),
    level: levelOf(message['status'], LEVELS),
    body: message['details'],
  }));
  // Oldest first: where times are missing or the same, the later one counts.
  const [newest] = [...messages].reverse().sort(({at: a = ''}, {at: b = ''}) => b.localeCompare(a));
  const level = worst(messages.map((message) => message.level)) ?? 'unknown';
  return {
    id: idOf(item),
    name: item['name'],
    status: newest?.phase ?? 'unknown',
    created_at: isoTime(item['datetime_open']),
    incident_updates: messages.map(({id, phase, body, at}) => ({
      id,
      status: phase,
      body,
      display_at: at,
    })),
    // Open, and nobody says what suffers: still news.
    ext: {level: level === 'operational' ? 'notice' : level, body_format: 'text'},
  };
}

function toMaintenance(item: Json, report: TranslatedReport, status: Phase): TranslatedMaintenance {
  return {
    ...report,
    status,
    incident_updates: report.incident_updates!.map((update) => ({...update, status})),
    scheduled_for: isoTime(item['datetime_planned_start']),
    scheduled_until: isoTime(item['datetime_planned_end']),
    ext: {body_format: 'text'},
  };
}

/** Each component that is named, and each pair of one with a container that is. */
function affected(item: Json): {readonly id: string | undefined; readonly name: unknown}[] {
  const containers = toObjects(item['containers_affected']);
  return toObjects(item['components_affected']).flatMap((component) => {
    const id = idOf(component);
    return [
      {id, name: component['name']},
      ...containers.map((container) => ({id: pairOf(id, container), name: container['name']})),
    ];
  });
}

/** `id` in the list of states, `_id` elsewhere. */
function idOf(item: Json): string | undefined {
  return parseId(item['_id'] ?? item['id']);
}

/** Containers are shared by all components. */
function pairOf(id: string | undefined, container: Json): string {
  return `${id}/${idOf(container)}`;
}
