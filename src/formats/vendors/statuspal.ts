import {toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {
  Adapter,
  TranslatedComponent,
  TranslatedMaintenance,
  TranslatedReport,
} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {table} from '../vocabulary.js';

/** Types of incidents; a page may add its own. */
const TYPES = table<Level>({scheduled: 'maintenance', minor: 'degraded', major: 'major'});

/** A tree that is deeper than this is no list of services. */
const MAX_DEPTH = 8;

const TYPE = 'current_incident_type';

/** StatusPal, `/api/v2/status_pages/{subdomain}/summary`. Times have no zone: they are UTC. */
export const statuspal: Adapter = {
  name: 'statuspal',
  matches(value) {
    const {status_page: page, services} = toObject(value);
    return [toObject(page), ...toObjects(services)].some((item) => item[TYPE] !== undefined);
  },
  translate(value) {
    if (!statuspal.matches(value)) return {};
    const {status_page, services, incidents, maintenances} = toObject(value);
    const page = toObject(status_page);
    const lists = {
      components: toComponents(services),
      incidents: toObjects(incidents).map(toReport),
      scheduled_maintenances: toObjects(maintenances).map(toMaintenance),
    };
    const level = page[TYPE] === undefined ? rollUp(lists) : levelOfType(page[TYPE]);
    return {page: {name: page['name']}, status: {ext: {level}}, ...lists};
  },
};

/** Null means that all is well. A type that a page invented is news of unknown weight. */
function levelOfType(type: unknown): Level {
  if (type === null) return 'operational';
  if (typeof type !== 'string') return 'unknown';
  return TYPES.get(type) ?? 'notice';
}

function toComponents(
  list: unknown,
  parent?: unknown,
  depth = MAX_DEPTH,
): readonly TranslatedComponent[] {
  return toObjects(list).flatMap(({id, name, children, [TYPE]: type}) => {
    const below = depth ? toComponents(children, id, depth - 1) : [];
    const group = below.length > 0;
    return [{id, name, group, group_id: parent, ext: {level: levelOfType(type)}}, ...below];
  });
}

function toReport(item: Json): TranslatedReport {
  const {id, title, type, starts_at: start, ends_at: end, service_ids: services, url} = item;
  return {
    id,
    name: title,
    status: end ? 'resolved' : 'unknown',
    created_at: isoTime(start),
    updated_at: isoTime(item['updated_at']),
    resolved_at: isoTime(end),
    shortlink: url,
    components: (Array.isArray(services) ? services : []).map((service: unknown) => ({
      id: service,
    })),
    incident_updates: toObjects(item['updates']).map((update) => ({
      id: update['id'],
      status: phaseOf(update['type']),
      body: update['description'],
      display_at: isoTime(update['posted_at'] ?? update['inserted_at']),
    })),
    // For an incident a missing type is no good news.
    ext: {level: levelOfType(type ?? undefined)},
  };
}

/** No word tells whether work began. Its times do. */
function toMaintenance(item: Json): TranslatedMaintenance {
  return {
    ...toReport(item),
    status: 'unknown',
    resolved_at: undefined,
    scheduled_for: isoTime(item['starts_at']),
    scheduled_until: isoTime(item['ends_at']),
  };
}
