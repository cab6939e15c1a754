import {isOver} from '../../model/is-over.js';
import {isObject, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {Adapter, TranslatedMaintenance, TranslatedReport} from '../adapter.js';
import {openFirst} from '../open-first.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';
import {worstOfEach} from '../worst-of-each.js';

const LEVELS = table<Level>({
  operational: 'operational',
  'partially-degraded': 'degraded',
  partially_degraded: 'degraded',
  degraded: 'degraded',
});

/** Phases by the place of a notice in time, for notices whose own word is unknown. */
const TIMES = table<Phase>({past: 'resolved', present: 'unknown', future: 'scheduled'});

/**
 * Sorry, `/api/notices`, with `/api/components` where it can be had. Without that only the
 * components that a notice names are known, and nothing says that all is well. A notice has no
 * impact.
 */
export const sorry: Adapter = {
  name: 'sorry',
  matches: (root) =>
    isObject(root) && (Array.isArray(root['notices']) || 'timeline_state' in toNotice(root)),
  companions: () => ({components: 'components'}),
  translate(value, companions) {
    const root = toObject(value);
    const listed = toObject(companions['components'])['components'];
    const notices = Array.isArray(root['notices']) ? root['notices'] : [root['notice']];
    const items = toObjects(notices);
    const rows = Array.isArray(listed)
      ? toObjects(listed)
      : items
          .filter((item) => !isOver(toReport(item).status))
          .flatMap((item) => toObjects(item['components']));
    const components = rows.map(({id, name, state, parent_id: parent}) => ({
      id,
      name,
      group_id: parent,
      ext: {level: levelOf(state, LEVELS)},
    }));
    const translation = {
      components: Array.isArray(listed) ? components : worstOfEach(components),
      incidents: openFirst(items.filter((item) => !isPlanned(item)).map(toReport)),
      scheduled_maintenances: openFirst(items.filter(isPlanned).map(toMaintenance)),
    };
    // The components that one notice names are not the whole page.
    const level = rollUp(Array.isArray(listed) ? translation : {...translation, components: []});
    return {page: {}, status: {ext: {level}}, ...translation};
  },
};

function toNotice(root: Json): Json {
  return toObject(root['notice']);
}

function isPlanned({type}: Json): boolean {
  return type === 'planned';
}

function phaseOfNotice({state, timeline_state: time}: Json): Phase {
  const where = phaseOf(time, TIMES);
  const phase = phaseOf(state);
  return phase === 'unknown' || (where === 'resolved' && !isOver(phase)) ? where : phase;
}

function toReport(item: Json): TranslatedReport {
  const {id, type, subject: name, url, link, updated_at, created_at, began_at, ended_at} = item;
  return {
    id,
    name,
    status: phaseOfNotice(item),
    created_at,
    updated_at,
    started_at: began_at,
    resolved_at: ended_at,
    shortlink: url ?? link,
    components: toObjects(item['components']),
    incident_updates: toObjects(item['updates']).map((update) => ({
      id: update['id'],
      status: phaseOf(update['state']),
      body: update['content'],
      display_at: update['created_at'],
    })),
    ext: {level: type === 'general' ? 'notice' : 'unknown', body_format: 'markdown'},
  };
}

function toMaintenance(item: Json): TranslatedMaintenance {
  return {
    ...toReport(item),
    scheduled_for: item['begins_at'] ?? item['began_at'],
    scheduled_until: item['ends_at'] ?? item['ended_at'],
    // Planned work needs no level of its own.
    ext: {body_format: 'markdown'},
  };
}
