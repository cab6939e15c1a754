import {worst} from '../../model/levels.js';
import {parseTitle, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {TranslatedMaintenance, TranslatedReport, TranslatedUpdate} from '../adapter.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

const SEVERITIES = table<Level>({maintenance: 'maintenance', minor: 'degraded', major: 'major'});

/** Types of events that name a phase. The others name the work that is being done. */
const EVENT_PHASES = table<Phase>({
  investigatingcauseofissue: 'investigating',
  herokuincidentinvestigating: 'investigating',
  herokuincidentmonitoring: 'monitoring',
});

/** The names of types, by their keys. */
export type Labels = ReadonlyMap<unknown, string>;

/** Impacts that have not ended. */
export function openImpacts(item: Json): readonly Json[] {
  return toObjects(item['IncidentImpacts']).filter(({endTime}) => !endTime);
}

export function levelOfImpacts(impacts: readonly Json[]): Level {
  return worst(impacts.map(({severity}) => levelOf(severity, SEVERITIES))) ?? 'unknown';
}

export function toIncident(item: Json, labels: Labels): TranslatedReport {
  const impacts = toObjects(item['IncidentImpacts']);
  const open = openImpacts(item);
  const over = impacts.length > 0 && open.length === 0;
  const {id, createdAt, updatedAt, serviceKeys} = item;
  const types = (over ? impacts : open).map(({type}) => wordsOf(type, labels)).filter(Boolean);
  const parts = [new Set(types), textsOf(serviceKeys)].map((texts) => [...texts].join(', '));
  return {
    id,
    // It has no title: the kind of trouble and the services make one.
    name: parts.filter(Boolean).join(': ') || 'Incident',
    status: over ? 'resolved' : 'unknown',
    created_at: createdAt,
    started_at: impacts
      .map(({startTime}) => parseTitle(startTime))
      .filter(Boolean)
      .sort()[0],
    updated_at: updatedAt,
    components: textsOf(item['instanceKeys']).map((name) => ({name})),
    incident_updates: toObjects(item['IncidentEvents']).map((event) => toUpdate(event, labels)),
    ext: {level: levelOfImpacts(over ? impacts : open)},
  };
}

export function toMaintenance(item: Json, labels: Labels): TranslatedMaintenance {
  const {id, name, plannedStartTime, plannedEndTime, message} = item;
  return {
    id,
    name,
    status: phaseOf(toObject(message)['eventStatus']),
    scheduled_for: plannedStartTime,
    scheduled_until: plannedEndTime,
    components: textsOf(item['instanceKeys']).map((instance) => ({name: instance})),
    incident_updates: toObjects(item['MaintenanceEvents']).map((event) => toUpdate(event, labels)),
  };
}

function toUpdate({id, type, message, createdAt}: Json, labels: Labels): TranslatedUpdate {
  const body = message || wordsOf(type, labels);
  return {id, status: phaseOf(type, EVENT_PHASES), body, display_at: createdAt};
}

/** The name of a type, or else its key in words: `featurePerfDegradation`. */
function wordsOf(type: unknown, labels: Labels): string {
  const words = parseTitle(type).replace(/([a-z])(?=[A-Z])/g, '$1 ');
  return labels.get(type) || words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(parseTitle).filter(Boolean) : [];
}
