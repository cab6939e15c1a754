import {isObject, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {worst} from '../../model/levels.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedMaintenance, TranslatedReport} from '../adapter.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';
import {worstOfEach} from '../worst-of-each.js';

const LEVELS = table<Level>({
  operational: 'operational',
  under_maintenance: 'maintenance',
  degraded_performance: 'degraded',
  partial_outage: 'partial',
  full_outage: 'major',
});

const LISTS = ['ongoing_incidents', 'in_progress_maintenances', 'scheduled_maintenances'] as const;

/**
 * incident.io's widget API, `/api/v1/summary`, and the similar one of FlashDuty, which has a
 * roll-up. It names only the components that are affected, and carries only the last message of an
 * incident.
 */
export const incidentIo: Adapter = {
  name: 'incident-io',
  matches: (root) => isObject(root) && Array.isArray(root['ongoing_incidents']),
  translate(value) {
    if (!incidentIo.matches(value)) return {};
    const root = toObject(value);
    const [incidents, running, planned] = LISTS.map((list) => toObjects(root[list]));
    const affected = [...incidents!, ...running!].flatMap((item) =>
      toObjects(item['affected_components']),
    );
    const levels = [
      ...incidents!.map((item) => levelOf(item['current_worst_impact'], LEVELS)),
      ...running!.map(() => 'maintenance' as const),
    ];
    const {name, url} = toObject(root['page']);
    const {status: said} = toObject(root['overall']);
    return {
      page: {name: root['page_title'] ?? name, url: root['page_url'] ?? url},
      status: {
        ext: {level: said === undefined ? (worst(levels) ?? 'operational') : levelOf(said, LEVELS)},
      },
      components: worstOfEach(
        affected.map(({id, name: componentName, group_name: region, current_status: status}) => ({
          id,
          name: componentName,
          ext: {level: levelOf(status, LEVELS), region},
        })),
      ),
      incidents: incidents!.map((item) => ({
        ...toReport(item),
        ext: {level: levelOf(item['current_worst_impact'], LEVELS), body_format: 'markdown'},
      })),
      scheduled_maintenances: [...running!, ...planned!].map(toMaintenance),
      ext: {
        generated_at: root['generated_at'],
        max_stale_seconds: root['max_stale_seconds'],
        poll_after_seconds: root['poll_after_seconds'],
      },
    };
  },
};

function toReport(item: Json): TranslatedReport {
  const status = phaseOf(item['status']);
  const {id, name, url, last_update_at: at, last_update_message: body} = item;
  return {
    id,
    name,
    status,
    shortlink: url,
    updated_at: at,
    components: toObjects(item['affected_components']),
    incident_updates: at || body ? [{status, body, display_at: at}] : [],
    ext: {body_format: 'markdown'},
  };
}

function toMaintenance(item: Json): TranslatedMaintenance {
  return {
    ...toReport(item),
    scheduled_for: item['started_at'] ?? item['starts_at'],
    scheduled_until: item['scheduled_end_at'] ?? item['ends_at'],
  };
}
