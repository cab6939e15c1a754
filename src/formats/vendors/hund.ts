import {isObject, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Adapter} from '../adapter.js';

/**
 * Hund's stream, `/live/v2/status_page`, and the data of its first event as a document. Its issues are Statuspage's incidents
 * under other names. Groups are left out: a row without a state of its own would be unknown. Kept short, because the script
 * tag's file carries it.
 */
export const hund: Adapter = {
  name: 'hund',
  matches: (root) =>
    isObject(root) && typeof root['state'] === 'string' && Array.isArray(root['issues']),
  translate(value) {
    const root = toObject(value);
    return {
      status: {indicator: root['state']},
      components: toObjects(root['groups']).flatMap((group) => toObjects(group['components'])),
      incidents: reports(root, false),
      scheduled_maintenances: reports(root, true),
    };
  },
  events: {has: (name) => /^(init|issue|status)_|^(degraded|restored)$/.test(name)},
  // Events but the first tell of one change: the next visit begins with the whole again.
  translateEvent: (name, value) =>
    name === 'init_event'
      ? ['snapshot', hund.matches(value) && hund.translate(value, {})]
      : ['bye', {}],
};

function reports(root: Json, planned: boolean): Json[] {
  return toObjects(root['issues'])
    .filter(({scheduled}) => planned === Boolean(scheduled))
    .map((issue) => {
      const {id, title, components, standing, created_at, starts_at, ends_at} = issue;
      // The first label and body stand on the issue itself.
      const updates = [...toObjects(issue['updates']), issue];
      const {label} = updates[0]!;
      // Work that is still to come does not stand, and only what is no work can be over.
      const idle = planned ? 'scheduled' : 'resolved';
      return {
        id,
        name: title,
        // What stands is not over, whatever its label.
        status: standing === false ? idle : planned ? 'in_progress' : label !== 'Resolved' && label,
        created_at,
        components,
        scheduled_for: starts_at,
        scheduled_until: ends_at,
        incident_updates: updates,
      };
    });
}
