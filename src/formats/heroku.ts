import {toObject, toObjects} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import type {Level, Phase} from '../wire/types.js';
import type {Dialect, TranslatedReport} from './dialect.js';
import {rollUp} from './roll-up.js';
import {levelOf, phaseOf, table} from './words.js';

const COLOURS = table<Level>({
  green: 'operational',
  blue: 'maintenance',
  yellow: 'degraded',
  red: 'major',
});

const PHASES = table<Phase>({
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
});

/**
 * Heroku, `/api/v4/current-status`: three systems and what is open. It says neither how bad an incident is nor when work
 * is planned.
 */
export const heroku: Dialect = {
  name: 'heroku',
  matches(root) {
    const {status, incidents} = toObject(root);
    return Array.isArray(incidents) && toObjects(status).some(({system}) => system !== undefined);
  },
  translate(root) {
    if (!heroku.matches(root)) return {};
    const {status, incidents, scheduled} = toObject(root);
    const lists = {
      components: toObjects(status).map(({system, status: colour}) => ({
        id: system,
        name: system,
        ext: {level: levelOf(colour, COLOURS)},
      })),
      incidents: toObjects(incidents).map(toReport),
      scheduled_maintenances: toObjects(scheduled).map((item) => ({
        ...toReport(item),
        status: 'scheduled' as const,
      })),
    };
    return {status: {ext: {level: rollUp(lists)}}, ...lists};
  },
};

function toReport(item: Json): TranslatedReport {
  const {id, title, full_url: url, created_at: createdAt, updated_at: updatedAt} = item;
  const updates = toObjects(item['updates']).map((update) => ({
    id: update['id'],
    status: phaseOf(update['update_type'], PHASES),
    body: update['contents'],
    display_at: update['created_at'] ?? update['updated_at'],
  }));
  const over = updates.some(({status}) => status === 'resolved') || item['resolved'] === true;
  return {
    id: id ?? url,
    name: title,
    status: over ? 'resolved' : 'unknown',
    created_at: createdAt,
    updated_at: updatedAt,
    shortlink: url,
    incident_updates: updates,
  };
}
