import {worst} from '../../model/levels.js';
import {parseId, parseTitle, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedComponent, TranslatedReport} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {withGroupRows} from '../group-rows.js';
import {rollUp} from '../roll-up.js';
import {table} from '../vocabulary.js';

/** The statuses that every installation begins with. */
const STATUSES = table<Level>({up: 'operational', warning: 'degraded', down: 'major'});

/** Later versions gave severity up and write `NORMAL` everywhere, so that word says nothing. */
const SEVERITIES = table<Level>({warning: 'degraded', error: 'partial', critical: 'major'});

const CURRENT = 'current-event';

/**
 * Stashboard, `/api/v1/services` or one of them, with its log of events if the relay could get it.
 * There are no incidents, only events: the current event tells the state of a service, and a
 * service without one is up.
 */
export const stashboard: Adapter = {
  name: 'stashboard',
  matches: (root) => servicesOf(root).some((service) => service[CURRENT] !== undefined),
  companions: ({pathname}) =>
    /\/services\/[^/]+\/?$/.test(pathname) ? {log: `${pathname.replace(/\/$/, '')}/events`} : {},
  translate(root, {log}) {
    if (!stashboard.matches(root)) return {};
    const services = servicesOf(root);
    const lists = {
      components: withGroupRows(services.map(toComponent)),
      incidents: services.flatMap((service) => toReports(service, log)),
    };
    return {status: {ext: {level: rollUp(lists)}}, ...lists};
  },
};

function servicesOf(root: unknown): readonly Json[] {
  const {services} = toObject(root);
  return Array.isArray(services) ? toObjects(services) : [toObject(root)];
}

function toComponent(service: Json): TranslatedComponent {
  const {id, name, list, [CURRENT]: event} = service;
  return {
    id,
    name,
    group_id: toObject(list)['name'] ?? list,
    ext: {level: event === null ? 'operational' : levelOfEvent(toObject(event))},
  };
}

function levelOfEvent({status, informational}: Json): Level {
  const {id, level, default: normal} = toObject(status);
  const stated =
    normal === true
      ? 'operational'
      : (parseWord(id, STATUSES) ?? parseWord(level, SEVERITIES) ?? 'unknown');
  return informational === true ? worst([stated, 'notice'])! : stated;
}

/** The trouble of a service. With its log, all events since it was last well are updates. */
function toReports(service: Json, log: unknown): readonly TranslatedReport[] {
  const event = toObject(service[CURRENT]);
  const level = levelOfEvent(event);
  if (!service[CURRENT] || level === 'operational') return [];
  const status = toObject(event['status']);
  const older = toObjects(toObject(log)['events'])
    .filter(({sid}) => sid !== event['sid'])
    .map((item) => ({item, at: isoTime(item['timestamp']) ?? ''}))
    .sort((a, b) => b.at.localeCompare(a.at));
  const well = older.findIndex(({item}) => levelOfEvent(item) === 'operational');
  const events = [event, ...older.slice(0, well < 0 ? undefined : well).map(({item}) => item)];
  const {id, name} = service;
  return [
    {
      id: parseId(events.at(-1)!['sid']),
      name: [name, status['name'] ?? status['id']].map(parseTitle).filter(Boolean).join(': '),
      status: 'unknown',
      created_at: isoTime(events.at(-1)!['timestamp']),
      components: [{id, name}],
      incident_updates: events.map(({sid, message, timestamp}) => ({
        id: sid,
        status: 'unknown',
        body: message,
        display_at: isoTime(timestamp),
      })),
      ext: {level, body_format: 'text'},
    },
  ];
}
