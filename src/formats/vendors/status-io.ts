import {isOver} from '../../model/is-over.js';
import {worst} from '../../model/levels.js';
import {isObject, parseId, parseTitle, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {
  Adapter,
  TranslatedComponent,
  TranslatedMaintenance,
  TranslatedReport,
} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

/** Levels by `status_code`. A security event, 600, has no counterpart elsewhere. */
const LEVELS = table<Level>({
  100: 'operational',
  200: 'maintenance',
  300: 'degraded',
  400: 'partial',
  500: 'major',
  600: 'major',
});

/** Phases by `state`, a number or its word. */
const PHASES = table<Phase>({
  100: 'investigating',
  200: 'identified',
  300: 'monitoring',
  400: 'resolved',
});

/**
 * Status.io, `/1.0/status/{id}`. Its components stand in containers, mostly regions, and each pair
 * has a state of its own. A resolved incident is no longer listed.
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

/**
 * A component, with its containers if it has several. The only container has the component's state.
 */
function toComponents(item: Json): readonly TranslatedComponent[] {
  const id = idOf(item);
  const containers = toObjects(item['containers']);
  const group = containers.length > 1;
  const level = levelOf(item['status_code'], LEVELS);
  return [
    {id, name: item['name'], group, ext: {level}},
    ...(group ? containers : []).map((container) => ({
      id: pairOf(id, container),
      name: pairName(item, container),
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
  // The list is oldest first: where times are missing or equal, the later message counts.
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
    // An open incident is news even if no message gives a level.
    ext: {level: level === 'operational' ? 'notice' : level, body_format: 'text'},
  };
}

function toMaintenance(item: Json, report: TranslatedReport, status: Phase): TranslatedMaintenance {
  return {
    ...report,
    // The lists tell what has begun. That it is over stands in its messages.
    status: isOver(report.status) ? report.status : status,
    incident_updates: report.incident_updates!.map((update) => ({
      ...update,
      status: isOver(update.status) ? update.status : status,
    })),
    scheduled_for: isoTime(item['datetime_planned_start']),
    scheduled_until: isoTime(item['datetime_planned_end']),
    ext: {body_format: 'text'},
  };
}

/** Each component that is named, and each pair of one with a container that is named. */
function affected(item: Json): {readonly id: string | undefined; readonly name: unknown}[] {
  const containers = toObjects(item['containers_affected']);
  return toObjects(item['components_affected']).flatMap((component) => {
    const id = idOf(component);
    return [
      {id, name: component['name']},
      ...containers.map((container) => ({
        id: pairOf(id, container),
        name: pairName(component, container),
      })),
    ];
  });
}

/** The id is `id` in the list of states, and `_id` elsewhere. */
function idOf(item: Json): string | undefined {
  return parseId(item['_id'] ?? item['id']);
}

/** All components share the containers, so that an id needs both. */
function pairOf(id: string | undefined, container: Json): string {
  return `${id}/${idOf(container)}`;
}

/** The name of a container alone does not say of what: `CloudWatch (Ireland)`. */
function pairName(component: Json, container: Json): string {
  const [of, place] = [component, container].map(({name}) => parseTitle(name));
  return of && place ? `${of} (${place})` : `${of}${place}`;
}
