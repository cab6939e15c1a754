import {worst} from '../../model/levels.js';
import {isObject, parseTitle, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedComponent} from '../adapter.js';
import {openFirst} from '../open-first.js';
import {rollUp} from '../roll-up.js';
import {
  levelOfImpacts,
  openImpacts,
  textsOf,
  toIncident,
  toMaintenance,
} from './salesforce-trust-reports.js';
import {levelOf, table} from '../vocabulary.js';

/**
 * Levels of an instance. Trouble outside the core keeps its weight: its users have nothing else.
 */
const STATES = table<Level>({
  ok: 'operational',
  informational: 'notice',
  maintenance: 'maintenance',
  minor_incident: 'degraded',
  major_incident: 'major',
});
const SCOPE = /_(?:NON)?CORE$/i;

/**
 * Salesforce Trust, `/v1/incidents/active`. Its components are the instances on which customers
 * live. With the list of instances, `/v1/instances`, all of them are known; otherwise only those
 * that an open incident names.
 */
export const salesforceTrust: Adapter = {
  name: 'salesforce-trust',
  matches: (root) => Array.isArray(root) && (root.some(isIncident) || root.some(isInstance)),
  isAt: ({hostname, pathname}) =>
    hostname === 'api.status.salesforce.com' && /\/incidents\b/.test(pathname),
  companions({pathname}) {
    const base = pathname.replace(/\/(?:incidents|instances).*/, '');
    return {
      ...(/\/instances\b/.test(pathname)
        ? {incidents: `${base}/incidents/active`}
        : {instances: `${base}/instances`}),
      maintenances: `${base}/maintenances`,
      localizations: `${base}/localizations?locale=en`,
    };
  },
  translate(root, {incidents, maintenances, instances, localizations}) {
    if (!Array.isArray(root) || (root.length > 0 && !salesforceTrust.matches(root))) return {};
    const isInstances = root.some(isInstance);
    const labels = new Map(
      toObjects(localizations).map(({modelKey, text}) => [modelKey, parseTitle(text)]),
    );
    const items = toObjects(isInstances ? incidents : root);
    const listed = toObjects(isInstances ? root : instances)
      .filter(({isActive}) => isActive !== false)
      .map(({key, status}) => ({
        id: key,
        name: key,
        ext: {level: levelOf(parseTitle(status).replace(SCOPE, ''), STATES)},
      }));
    const lists = {
      components: listed.length > 0 ? listed : affected(items),
      incidents: openFirst(items.map((item) => toIncident(item, labels))),
      scheduled_maintenances: openFirst(
        toObjects(maintenances).map((item) => toMaintenance(item, labels)),
      ),
    };
    return {status: {ext: {level: rollUp(lists)}}, ...lists};
  },
};

function isInstance(item: unknown): boolean {
  return isObject(item) && typeof item['status'] === 'string' && Array.isArray(item['Incidents']);
}

function isIncident(item: unknown): boolean {
  return isObject(item) && Array.isArray(item['IncidentImpacts']);
}

/** The instances that open incidents name, each with the worst level that is said of it. */
function affected(items: readonly Json[]): readonly TranslatedComponent[] {
  const levels = new Map<string, Level>();
  for (const item of items) {
    const open = openImpacts(item);
    if (open.length === 0) continue;
    for (const key of textsOf(item['instanceKeys']))
      levels.set(key, worst([levelOfImpacts(open), levels.get(key) ?? 'operational'])!);
  }
  return Array.from(levels, ([id, level]) => ({id, name: id, ext: {level}}));
}
