import type {Change} from './changes/change.js';
import {putComponent, removeComponent} from './changes/components.js';
import {correctIncident, correctMaintenance} from './changes/correct-update.js';
import {createIncident, removeIncident, updateIncident} from './changes/incidents.js';
import {removeMaintenance, scheduleMaintenance, updateMaintenance} from './changes/maintenances.js';

/** A request to publish, as plain data: it can be kept in a file and carried out later. */
export interface Publication {
  readonly action: Action;
  /** The object that it changes; absent where it makes a new one. */
  readonly id?: string;
  /** The update that it corrects. */
  readonly updateId?: string;
  /** The JSON of the request. The change checks every field of it. */
  readonly body?: unknown;
}

type MakeChange = (id: string, body: never, updateId: string) => Change<unknown>;

const actions = {
  'create-incident': (_id, body) => createIncident(body),
  'update-incident': (id, body) => updateIncident(id, body),
  'correct-incident': (id, body, updateId) => correctIncident(id, updateId, body),
  'remove-incident': (id) => removeIncident(id),
  'schedule-maintenance': (_id, body) => scheduleMaintenance(body),
  'update-maintenance': (id, body) => updateMaintenance(id, body),
  'correct-maintenance': (id, body, updateId) => correctMaintenance(id, updateId, body),
  'remove-maintenance': (id) => removeMaintenance(id),
  'put-component': (id, body) => putComponent(id, body),
  'remove-component': (id) => removeComponent(id),
} as const satisfies Readonly<Record<string, MakeChange>>;

/** One way to publish. */
export type Action = keyof typeof actions;

/** The change that a publication asks for. */
export function changeOf({action, id = '', updateId = '', body}: Publication): Change<unknown> {
  const make: MakeChange = actions[action];
  return make(id, body as never, updateId);
}

/** Whether a value of a file is the name of an action. */
export function isAction(value: unknown): value is Action {
  return typeof value === 'string' && Object.hasOwn(actions, value);
}
