import {isOver} from '../../model/is-over.js';
import {worst} from '../../model/levels.js';
import {isObject, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {
  Adapter,
  TranslatedComponent,
  TranslatedMaintenance,
  TranslatedReport,
} from '../adapter.js';
import {STATE_LEVELS} from '../statuspage/words.js';
import {phaseOf} from '../phases.js';
import {levelOf} from '../vocabulary.js';

/** Events of one change each. The next connection begins with the whole document again. */
const CHANGES = /^(?:init|issue|status)_|^(?:degraded|restored)$/;

/**
 * Hund's stream, `/live/v2/status_page`, and the data of its first event as a document. Its groups
 * are left out: a row without a state of its own would be unknown. Labels are free text; those
 * that Hund suggests are Statuspage's words for phases.
 */
export const hund: Adapter = {
  name: 'hund',
  matches: (root) =>
    isObject(root) && typeof root['state'] === 'string' && Array.isArray(root['issues']),
  translate(value) {
    const root = toObject(value);
    const issues = toObjects(root['issues']);
    return {
      status: {ext: {level: levelOf(root['state'], STATE_LEVELS)}},
      components: toObjects(root['groups']).flatMap(toComponents),
      incidents: issues.filter((issue) => !isPlanned(issue)).map(toIncident),
      scheduled_maintenances: issues.filter(isPlanned).map(toMaintenance),
    };
  },
  events: {has: (name) => CHANGES.test(name)},
  translateEvent: (name, value) =>
    name === 'init_event'
      ? ['snapshot', hund.matches(value) ? hund.translate(value, {}) : undefined]
      : ['bye', {}],
};

function isPlanned({scheduled}: Json): boolean {
  return Boolean(scheduled);
}

function toComponents(group: Json): readonly TranslatedComponent[] {
  return toObjects(group['components']).map(({id, name, state}) => ({
    id,
    name,
    ext: {level: levelOf(state, STATE_LEVELS)},
  }));
}

function toIncident(issue: Json): TranslatedReport {
  const labelled = phaseOf(messagesOf(issue)[0]?.['label']);
  // An issue that stands has begun and is not over, whatever its label says.
  const open = isOver(labelled) || labelled === 'scheduled' ? 'unknown' : labelled;
  const levels = toObjects(issue['components']).map(({state}) => levelOf(state, STATE_LEVELS));
  const level = worst(levels) ?? 'unknown';
  return {
    ...toReport(issue),
    status: issue['standing'] === false ? 'resolved' : open,
    // An issue has no level of its own but the states that it gives to components.
    ext: {level: level === 'operational' ? 'notice' : level},
  };
}

/** Planned work stands neither before it begins nor after its end, and its label tells which. */
function toMaintenance(issue: Json): TranslatedMaintenance {
  const labelled = phaseOf(messagesOf(issue)[0]?.['label']);
  const waiting = isOver(labelled) ? labelled : 'scheduled';
  return {
    ...toReport(issue),
    status: issue['standing'] === false ? waiting : 'in_progress',
    scheduled_for: issue['starts_at'],
    scheduled_until: issue['ends_at'],
  };
}

function toReport(issue: Json): Omit<TranslatedReport, 'status'> {
  const {id, title: name, created_at, components} = issue;
  return {
    id,
    name,
    created_at,
    components: toObjects(components).map(({id: of, name: called, state}) => ({
      id: of,
      name: called,
      status: state,
    })),
    incident_updates: messagesOf(issue).map(({id: messageId, label, body, created_at: at}) => ({
      id: messageId,
      status: phaseOf(label),
      body,
      display_at: at,
    })),
  };
}

/** All messages, newest first. The issue itself carries the first label and body. */
function messagesOf(issue: Json): readonly Json[] {
  return [...toObjects(issue['updates']), issue];
}
