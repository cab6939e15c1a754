import {worst} from '../../model/levels.js';
import {toObject} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import {fieldOf, timeOf, wordOf} from './cachet-documents.js';
import type {relationsOf} from './cachet-documents.js';
import type {TranslatedMaintenance, TranslatedReport, TranslatedUpdate} from '../adapter.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

/** Levels of components; 5 is Cachet's own word for unknown. */
export const COMPONENTS = table<Level>({
  1: 'operational',
  2: 'degraded',
  3: 'partial',
  4: 'major',
  6: 'maintenance',
});

/** Phases of incidents. 0 is unknown in Cachet 3.x, and was planned work before 2.4. */
const INCIDENTS = table<Phase>({
  1: 'investigating',
  2: 'identified',
  3: 'monitoring',
  4: 'resolved',
});

const SCHEDULES = table<Phase>({0: 'scheduled', 1: 'in_progress', 2: 'completed'});

type Related = ReturnType<typeof relationsOf>;

/** Incidents have no severity. The state they gave to their components is the nearest to one. */
export function toIncident(item: Json, related: Related): TranslatedReport {
  const components = affectedBy(item, related);
  const pivots = components
    .map((component) => toObject(fieldOf(component, 'pivot'))['component_status'])
    .filter((status) => status !== undefined);
  const level = worst(pivots.map((status) => levelOf(wordOf(status), COMPONENTS))) ?? 'unknown';
  // `status` is the first status in Cachet 2.x, where `latest_status` is the present one.
  const first = phaseOf(wordOf(fieldOf(item, 'status')), INCIDENTS);
  const latest = fieldOf(item, 'latest_status');
  const status = latest === undefined ? first : phaseOf(wordOf(latest), INCIDENTS);
  return {
    ...toReport(item, components),
    status,
    started_at: timeOf(fieldOf(item, 'occurred_at') ?? fieldOf(item, 'occurred')),
    incident_updates: updatesOf(item, related, latest === undefined ? 'unknown' : first),
    ext: {level: level === 'operational' ? 'notice' : level, body_format: 'markdown'},
  };
}

export function toMaintenance(item: Json, related: Related): TranslatedMaintenance {
  return {
    ...toReport(item, affectedBy(item, related)),
    status: phaseOf(wordOf(fieldOf(item, 'status')), SCHEDULES),
    scheduled_for: timeOf(fieldOf(item, 'scheduled_at') ?? fieldOf(item, 'scheduled')),
    scheduled_until: timeOf(fieldOf(item, 'completed_at') ?? fieldOf(item, 'completed')),
    incident_updates: updatesOf(item, related, 'unknown'),
    ext: {body_format: 'markdown'},
  };
}

/** The fields that incidents and planned work have in common, without the phase. */
function toReport(item: Json, components: readonly Json[]): Omit<TranslatedReport, 'status'> {
  return {
    id: item['id'],
    name: fieldOf(item, 'name'),
    created_at: timeOf(fieldOf(item, 'created_at') ?? fieldOf(item, 'created')),
    updated_at: timeOf(fieldOf(item, 'updated_at') ?? fieldOf(item, 'updated')),
    shortlink: fieldOf(item, 'permalink'),
    components: components.map((component) => ({
      // For planned work Cachet 2.x lists pairs of both ids.
      id: component['component_id'] ?? component['id'],
      name: fieldOf(component, 'name'),
    })),
  };
}

function affectedBy(item: Json, related: Related): readonly Json[] {
  const components = related(item, 'components');
  const id = fieldOf(item, 'component_id');
  return components.length > 0 || !id ? components : [{id}];
}

/** The report's own text is the first update. */
function updatesOf(item: Json, related: Related, first: Phase): readonly TranslatedUpdate[] {
  const updates = related(item, 'updates').map((update) => ({
    id: update['id'],
    status: phaseOf(wordOf(fieldOf(update, 'status')), INCIDENTS),
    body: fieldOf(update, 'message'),
    display_at: timeOf(fieldOf(update, 'created_at') ?? fieldOf(update, 'created')),
  }));
  const body = fieldOf(item, 'message');
  if (!body) return updates;
  const at = ['occurred_at', 'occurred', 'created_at', 'created']
    .map((name) => timeOf(fieldOf(item, name)))
    .find(Boolean);
  return [{status: first, body, display_at: at}, ...updates];
}
