import {worst} from '../wire/levels.js';
import {isObject, parseTitle, toObject, toObjects} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import type {Level, Phase} from '../wire/types.js';
import type {
  Dialect,
  TranslatedComponent,
  TranslatedMaintenance,
  TranslatedReport,
} from './dialect.js';
import {openFirst} from './open-first.js';
import {rollUp} from './roll-up.js';
import {levelOf, phaseOf, table} from './words.js';

const SEVERITIES = table<Level>({maintenance: 'maintenance', minor: 'degraded', major: 'major'});

/** How an instance is. Trouble of what is not the core keeps its weight: its users have nothing else. */
const STATES = table<Level>({
  ok: 'operational',
  informational_core: 'notice',
  informational_noncore: 'notice',
  maintenance_core: 'maintenance',
  maintenance_noncore: 'maintenance',
  minor_incident_core: 'degraded',
  minor_incident_noncore: 'degraded',
  major_incident_core: 'major',
  major_incident_noncore: 'major',
});

/** Types of events that name a phase; the others name what is being done. */
const EVENT_PHASES = table<Phase>({
  investigatingcauseofissue: 'investigating',
  herokuincidentinvestigating: 'investigating',
  herokuincidentmonitoring: 'monitoring',
});

const WORK_PHASES = table<Phase>({
  scheduled: 'scheduled',
  'in progress': 'in_progress',
  inprogress: 'in_progress',
  completed: 'completed',
  canceled: 'completed',
  cancelled: 'completed',
});

/**
 * Salesforce Trust, `/v1/incidents/active`. Its components are the instances on which customers live: with the list of
 * instances all of them, otherwise those that an open incident names.
 */
export const salesforceTrust: Dialect = {
  name: 'salesforce-trust',
  matches: (root) => Array.isArray(root) && root.some(isIncident),
  companions({pathname}) {
    const base = pathname.replace(/\/incidents.*/, '');
    return {
      maintenances: `${base}/maintenances`,
      instances: `${base}/instances`,
      localizations: `${base}/localizations?locale=en`,
    };
  },
  translate(root, {maintenances, instances, localizations}) {
    if (!Array.isArray(root) || (root.length > 0 && !root.some(isIncident))) return {};
    const labels = new Map(
      toObjects(localizations).map(({modelKey, text}) => [modelKey, parseTitle(text)]),
    );
    const items = toObjects(root);
    const listed = toObjects(instances).filter(({isActive}) => isActive !== false);
    const lists = {
      components:
        listed.length > 0
          ? listed.map(({key, status}) => ({
              id: key,
              name: key,
              ext: {level: levelOf(status, STATES)},
            }))
          : affected(items.filter((item) => openImpacts(item).length > 0)),
      incidents: openFirst(items.map((item) => toIncident(item, labels))),
      scheduled_maintenances: openFirst(toObjects(maintenances).map(toMaintenance)),
    };
    return {status: {ext: {level: rollUp(lists)}}, ...lists};
  },
};

function isIncident(item: unknown): boolean {
  return isObject(item) && Array.isArray(item['IncidentImpacts']);
}

/** Impacts that have not ended. */
function openImpacts(item: Json): readonly Json[] {
  return toObjects(item['IncidentImpacts']).filter(({endTime}) => !endTime);
}

function levelOfImpacts(impacts: readonly Json[]): Level {
  return worst(impacts.map(({severity}) => levelOf(severity, SEVERITIES))) ?? 'unknown';
}

function affected(open: readonly Json[]): readonly TranslatedComponent[] {
  const levels = new Map<string, Level>();
  for (const item of open) {
    const level = levelOfImpacts(openImpacts(item));
    for (const key of textsOf(item['instanceKeys']))
      levels.set(key, worst([level, levels.get(key) ?? level])!);
  }
  return Array.from(levels, ([id, level]) => ({id, name: id, ext: {level}}));
}

function toIncident(item: Json, labels: ReadonlyMap<unknown, string>): TranslatedReport {
  const impacts = toObjects(item['IncidentImpacts']);
  const open = openImpacts(item);
  const {id, createdAt, updatedAt, serviceKeys, instanceKeys} = item;
  const types = new Set((open.length > 0 ? open : impacts).map(({type}) => wordsOf(type, labels)));
  const over = impacts.length > 0 && open.length === 0;
  return {
    id,
    // It has none: what happens, and to what.
    name:
      [[...types].filter(Boolean).join(', '), textsOf(serviceKeys).join(', ')]
        .filter(Boolean)
        .join(': ') || 'Incident',
    status: over ? 'resolved' : 'unknown',
    created_at: createdAt,
    started_at: earliest(impacts),
    updated_at: updatedAt,
    components: textsOf(instanceKeys).map((key) => ({id: key, name: key})),
    incident_updates: toObjects(item['IncidentEvents']).map((event) => ({
      id: event['id'],
      status: phaseOf(event['type'], EVENT_PHASES),
      body: event['message'] || wordsOf(event['type'], labels),
      display_at: event['createdAt'],
    })),
    ext: {level: levelOfImpacts(over ? impacts : open)},
  };
}

function toMaintenance(item: Json): TranslatedMaintenance {
  const {id, name, instanceKeys, plannedStartTime, plannedEndTime, message} = item;
  return {
    id,
    name,
    // An unknown word leaves it to the planned times.
    status: phaseOf(toObject(message)['eventStatus'], WORK_PHASES),
    scheduled_for: plannedStartTime,
    scheduled_until: plannedEndTime,
    components: textsOf(instanceKeys).map((key) => ({id: key, name: key})),
    incident_updates: toObjects(item['MaintenanceEvents']).map((event) => ({
      id: event['id'],
      status: 'unknown',
      body: event['message'],
      display_at: event['createdAt'],
    })),
  };
}

function earliest(impacts: readonly Json[]): unknown {
  return impacts
    .map(({startTime}) => startTime)
    .filter((time) => typeof time === 'string')
    .sort()[0];
}

/** What a type is called, or its key in words: `featurePerfDegradation`. */
function wordsOf(type: unknown, labels: ReadonlyMap<unknown, string>): string {
  const words = parseTitle(type).replace(/([a-z])(?=[A-Z])/g, '$1 ');
  return labels.get(type) || words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(parseTitle).filter(Boolean) : [];
}
