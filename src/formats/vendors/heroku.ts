import {isOver} from '../../model/is-over.js';
import {toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedReport, TranslatedUpdate} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

const COLOURS = table<Level>({
  green: 'operational',
  blue: 'maintenance',
  yellow: 'degraded',
  red: 'major',
});

/**
 * Heroku, `/api/v4/current-status`: three systems and the open incidents. It says neither how bad
 * an incident is nor for when work is planned.
 */
export const heroku: Adapter = {
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
      scheduled_maintenances: toObjects(scheduled)
        .map(toReport)
        .map((report) => ({
          ...report,
          status: isOver(report.status) ? report.status : ('scheduled' as const),
        })),
    };
    return {status: {ext: {level: rollUp(lists)}}, ...lists};
  },
};

function toReport(item: Json): TranslatedReport {
  const {id, title, full_url: url, created_at: createdAt, updated_at: updatedAt} = item;
  const updates = toObjects(item['updates']).map((update) => ({
    id: update['id'],
    status: phaseOf(update['update_type']),
    body: update['contents'],
    display_at: update['created_at'] ?? update['updated_at'],
  }));
  return {
    id: id ?? url,
    name: title,
    status: isResolved(item['resolved'], updates) ? 'resolved' : 'unknown',
    created_at: createdAt,
    updated_at: updatedAt,
    shortlink: url,
    incident_updates: updates,
  };
}

/**
 * True if the incident says so itself, or else its newest update: one that came after the end
 * opened it again.
 */
function isResolved(stated: unknown, updates: readonly TranslatedUpdate[]): boolean {
  if (typeof stated === 'boolean') return stated;
  const at = ({display_at}: TranslatedUpdate): string => isoTime(display_at) ?? '';
  const last = updates.map(at).sort().at(-1);
  const newest = updates.filter((update) => at(update) === last);
  return newest.length > 0 && newest.every(({status}) => isOver(status));
}
