import {isOver} from '../../model/is-over.js';
import {worst} from '../../model/levels.js';
import {isObject, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {Adapter, TranslatedReport} from '../adapter.js';
import {openFirst} from '../open-first.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

const TYPES = table<Level>({
  maintenance: 'maintenance',
  notice: 'notice',
  incident: 'degraded',
  outage: 'major',
});

/** Phases of incidents. An active one is not over, and Slack says no more. */
const WORK_PHASES = table<Phase>({active: 'in_progress', resolved: 'completed'});

/**
 * Slack, `/api/v2.0.0/current` and `/history`. There is no list of services. A service that no open
 * incident names is left out, because nothing states its level.
 */
export const slack: Adapter = {
  name: 'slack',
  matches: (root) =>
    Array.isArray(root)
      ? root.some(isIncident)
      : Array.isArray(toObject(root)['active_incidents']) &&
        typeof toObject(root)['status'] === 'string',
  translate(root) {
    if (!slack.matches(root)) return {};
    const {status, date_updated: updatedAt, active_incidents: active} = toObject(root);
    const items = toObjects(Array.isArray(root) ? root : active);
    const isWork = ({type}: Json): boolean => levelOf(type, TYPES) === 'maintenance';
    const open = items.filter((item) => !isOver(phaseOf(item['status'])));
    const lists = {
      components: toComponents(open.filter(({status: word}) => word !== 'scheduled')),
      incidents: openFirst(items.filter((item) => !isWork(item)).map((item) => toReport(item))),
      scheduled_maintenances: openFirst(
        items.filter(isWork).map((item) => toReport(item, WORK_PHASES)),
      ),
    };
    // A history without an open incident says nothing of the present.
    const level = parseWord(status, table({ok: 'operational' as const})) ?? rollUp(lists);
    return {page: {updated_at: updatedAt}, status: {ext: {level}}, ...lists};
  },
};

function isIncident(item: unknown): boolean {
  return isObject(item) && Array.isArray(item['notes']) && typeof item['type'] === 'string';
}

/** The services that open incidents name, each with the worst level that is said of it. */
function toComponents(
  open: readonly Json[],
): {readonly name: string; readonly ext: {readonly level: Level}}[] {
  const names = new Set(open.flatMap(servicesOf));
  return Array.from(names, (name) => {
    const levels = open
      .filter((item) => servicesOf(item).includes(name))
      .map(({type}) => levelOf(type, TYPES));
    return {name, ext: {level: worst(levels) ?? 'unknown'}};
  });
}

function toReport(item: Json, phases?: ReadonlyMap<string, Phase>): TranslatedReport {
  const {id, title, type, url, date_created: createdAt, date_updated: updatedAt} = item;
  const status = phaseOf(item['status'], phases);
  return {
    id,
    name: title,
    status,
    created_at: createdAt,
    updated_at: updatedAt,
    resolved_at: isOver(status) ? updatedAt : undefined,
    shortlink: url,
    components: servicesOf(item).map((name) => ({name})),
    incident_updates: toObjects(item['notes']).map(({body, date_created: at}) => ({
      status: 'unknown',
      body,
      display_at: at,
    })),
    ext: {level: levelOf(type, TYPES), body_format: 'html'},
  };
}

function servicesOf({services}: Json): readonly string[] {
  return Array.isArray(services)
    ? services.filter((name): name is string => typeof name === 'string')
    : [];
}
