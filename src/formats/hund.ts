import {worst} from '../wire/levels.js';
import {isObject, toObject, toObjects} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import type {Level, Phase} from '../wire/types.js';
import type {Dialect, TranslatedComponent, TranslatedReport} from './dialect.js';
import {levelOf, phaseOf, table} from './words.js';

const STATES = table<Level>({
  operational: 'operational',
  maintenance: 'maintenance',
  degraded: 'degraded',
  outage: 'major',
});
/** Labels are free text. What is resolved does not stand, whatever its label. */
const PHASES = table<Phase>({
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
});
const LEVELS = table<Level>({information: 'notice'});
const EVENTS = /_event$|^(issue|status)_|^(degraded|restored)$/;

/** Hund's stream, `/live/v2/status_page`, and the data of its first event as a document. */
export const hund: Dialect = {
  name: 'hund',
  matches: (root) =>
    isObject(root) && typeof root['state'] === 'string' && Array.isArray(root['issues']),
  translate(value) {
    if (!hund.matches(value)) return {};
    const {state, groups, issues} = toObject(value);
    const [incidents, work] = [false, true].map((planned) =>
      toObjects(issues).filter(({scheduled}) => (scheduled === true) === planned),
    );
    return {
      status: {ext: {level: levelOf(state, STATES)}},
      components: toObjects(groups).flatMap(toGroup),
      incidents: incidents!.map(toReport),
      scheduled_maintenances: work!.map((issue) => ({
        ...toReport(issue),
        // Until it begins it does not stand.
        status: issue['standing'] === true ? 'in_progress' : 'scheduled',
        scheduled_for: toTime(issue['starts_at']),
        scheduled_until: toTime(issue['ends_at']),
      })),
    };
  },
  events: {has: (name) => EVENTS.test(name)},
  // Later events tell of a part: after them the next visit begins with the whole again.
  translateEvent: (name, value) =>
    name === 'init_event' || Array.isArray(toObject(value)['groups'])
      ? ['snapshot', hund.translate(value, {})]
      : ['bye', {retry_after_ms: 0}],
};

function toGroup(group: Json): TranslatedComponent[] {
  const {id, name} = group;
  const members = toObjects(group['components']).map((item) => ({
    id: item['id'],
    name: item['name'],
    group_id: id,
    ext: {level: levelOf(item['state'], STATES)},
  }));
  const level = worst(members.map(({ext}) => ext.level)) ?? 'unknown';
  return [{id, name, group: true, ext: {level}}, ...members];
}

/** The first label and body stand on the issue itself, later ones on its updates, newest first. */
function toReport(issue: Json): TranslatedReport {
  const updates = [...toObjects(issue['updates']), issue];
  return {
    id: issue['id'],
    name: issue['title'],
    status: issue['standing'] === false ? 'resolved' : phaseOf(updates[0]!['label'], PHASES),
    created_at: toTime(issue['created_at']),
    components: toObjects(issue['components']),
    incident_updates: updates.map(({id, label, body, created_at: at}) => ({
      id,
      status: phaseOf(label, PHASES),
      body,
      display_at: toTime(at),
    })),
    ext: {level: levelOf(issue['label'], LEVELS), body_format: 'html'},
  };
}

/** Epoch seconds as ISO 8601; null for what is no time. */
function toTime(seconds: unknown): unknown {
  return Number.isFinite(seconds) ? new Date((seconds as number) * 1000).toJSON() : null;
}
