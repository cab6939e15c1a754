import {isObject, parseId, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {
  Adapter,
  TranslatedComponent,
  TranslatedMaintenance,
  TranslatedReport,
} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {withGroupRows} from '../group-rows.js';
import {monitorsLevel} from '../monitors.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

/** Levels of heartbeats; 2 is pending: a failure that is still being tried again. */
const BEATS = table<Level>({0: 'major', 1: 'operational', 3: 'maintenance'});

/** Levels of incidents. Their style is the only severity they have. */
const STYLES = table<Level>({
  info: 'notice',
  primary: 'notice',
  light: 'notice',
  dark: 'notice',
  warning: 'degraded',
  danger: 'major',
});

/** A time without a zone. */
const LOCAL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/**
 * Uptime Kuma, `/api/status-page/<slug>`. It names the monitors. Their states are in a second
 * document, which only a relay reads; without it they are unknown.
 */
export const uptimeKuma: Adapter = {
  name: 'uptime-kuma',
  matches(root) {
    const {config, publicGroupList} = toObject(root);
    return isObject(config) && Array.isArray(publicGroupList);
  },
  companions(url) {
    const slug = url.pathname.split('/').filter(Boolean).at(-1);
    return slug ? {heartbeat: `heartbeat/${slug}`} : {};
  },
  translate(value, companions) {
    const root = toObject(value);
    const beats = toObject(toObject(companions['heartbeat'])['heartbeatList']);
    const groups = toObjects(root['publicGroupList']);
    const components = groups.flatMap((group) =>
      toObjects(group['monitorList']).map(({id, name}): TranslatedComponent => ({
        id,
        name,
        group_id: group['id'],
        ext: {level: levelOfLast(beats[parseId(id) ?? ''])},
      })),
    );
    // The oldest version has one incident, the others several.
    const incidents = toObjects(root['incidents'] ?? [root['incident']]).map(toIncident);
    const maintenances = toObjects(root['maintenanceList']).flatMap(toMaintenances);
    const names = new Map(groups.map(({id, name}) => [parseId(id), name]));
    return {
      page: {name: toObject(root['config'])['title']},
      status: {
        ext: {
          level: monitorsLevel({components, incidents, scheduled_maintenances: maintenances}),
        },
      },
      components: withGroupRows(components, names),
      incidents,
      scheduled_maintenances: maintenances,
    };
  },
};

/** Heartbeats come oldest first. */
function levelOfLast(beats: unknown): Level {
  return levelOf(toObject(Array.isArray(beats) ? beats.at(-1) : undefined)['status'], BEATS);
}

/** Times are UTC. A later edit replaces the text. */
function toIncident(item: Json): TranslatedReport {
  const {id, title, style, content, active, createdDate, lastUpdatedDate} = item;
  const status = active === false || active === 0 ? 'resolved' : 'unknown';
  const created = isoTime(createdDate);
  return {
    id,
    name: title,
    status,
    created_at: created,
    incident_updates: [{status, body: content, display_at: isoTime(lastUpdatedDate) ?? created}],
    ext: {level: levelOf(style, STYLES), body_format: 'markdown'},
  };
}

/**
 * Recurring work has several windows. Its status is about the first; the others are still to come.
 */
function toMaintenances(item: Json): readonly TranslatedMaintenance[] {
  const {id, title, description: body, status, timezoneOffset: offset} = item;
  // An operator switched it off.
  if (status === 'inactive') return [];
  const windows = toObjects(item['timeslotList'])
    .map(({startDate, endDate}) => [zoned(startDate, offset), zoned(endDate, offset)] as const)
    .sort(([a = ''], [b = '']) => (a < b ? -1 : Number(a > b)));
  const all = windows.length > 0 ? windows : [[undefined, undefined] as const];
  return all.map(([from, until], index) => ({
    id: index === 0 ? id : `${parseId(id)} ${from}`,
    name: title,
    status: index === 0 ? phaseOf(status) : 'scheduled',
    scheduled_for: from,
    scheduled_until: until,
    incident_updates: body ? [{status: 'unknown', body}] : [],
    ext: {body_format: 'markdown'},
  }));
}

/** A time without a zone is in the zone of the maintenance. */
function zoned(value: unknown, offset: unknown): string | undefined {
  return typeof value === 'string' && typeof offset === 'string' && LOCAL.test(value)
    ? isoTime(value + offset)
    : isoTime(value);
}
