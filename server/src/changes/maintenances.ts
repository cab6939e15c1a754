import {isRunning} from '../document.js';
import type {ComponentClaim, ComponentStatus, Maintenance} from '../document.js';
import type {Problem} from '../errors.js';
import {givenFields} from '../given-fields.js';
import {checkRequest} from './change.js';
import type {Change} from './change.js';
import {mergeExt} from './ext.js';
import type {ExtInput} from './ext.js';
import {applyUpdate, recallEvent, removeEvent, selectEvent} from './update-event.js';
import type {EventList, EventUpdate} from './update-event.js';

interface MaintenanceFields {
  readonly name?: string;
  readonly scheduled_for?: string;
  readonly scheduled_until?: string | null;
  /** Plain text unless `ext.body_format` says otherwise. Default: empty. */
  readonly body?: string;
  /** The components it takes down. Default `status`: `under_maintenance`. */
  readonly components?: readonly {readonly id: string; readonly status?: ComponentStatus}[];
  readonly shortlink?: string | null;
  readonly ext?: ExtInput;
  /** `ext` of this update: `body_format`, `i18n`. */
  readonly update_ext?: Readonly<Record<string, unknown>>;
}

export interface MaintenanceInput extends MaintenanceFields {
  readonly name: string;
  readonly scheduled_for: string;
}

export interface MaintenanceUpdateInput extends MaintenanceFields {
  readonly status?: 'in_progress' | 'verifying' | 'completed';
}

export const maintenances: EventList<Maintenance> = {
  noun: 'maintenance',
  of: (document) => document.scheduled_maintenances,
  ofHistory: (history) => history.maintenances,
  withEvents: (document, events) => ({...document, scheduled_maintenances: events}),
  holdsComponents: isRunning,
};

/** Announces a maintenance. Its components change only when it starts. */
export function scheduleMaintenance(input: MaintenanceInput): Change<Maintenance> {
  return (held, context) => {
    checkRequest('maintenance', input, held, timeProblems(input));
    const event: Maintenance = {
      id: context.createId('mnt'),
      name: input.name,
      status: 'scheduled',
      impact: 'maintenance',
      created_at: context.now,
      scheduled_for: input.scheduled_for,
      incident_updates: [],
    };
    const document = maintenances.withEvents(held, [...held.scheduled_maintenances, event]);
    const update = toUpdate(input, mergeExt(event, {ext: input.ext}));
    return {
      document: applyUpdate({list: maintenances, document, event}, update, context),
      select: selectEvent(maintenances, event.id),
    };
  };
}

/**
 * Adds an update. Starting a maintenance gives the components the status it claims for them.
 * Completing it releases them, as the end of an incident does.
 */
export function updateMaintenance(id: string, input: MaintenanceUpdateInput): Change<Maintenance> {
  return (document, context) => {
    const target = recallEvent(maintenances, id, document, context);
    const ext = mergeExt(target.event, input ?? {});
    const request = input?.ext === undefined ? input : {...input, ext};
    checkRequest('maintenanceUpdate', request, document, timeProblems({...target.event, ...input}));
    return {
      document: applyUpdate(target, toUpdate(input, ext), context),
      select: selectEvent(maintenances, id),
    };
  };
}

/** Takes a maintenance out, as if it had never been. Its components are released. */
export function removeMaintenance(id: string): Change<void> {
  return removeEvent(maintenances, id);
}

function toUpdate(input: MaintenanceUpdateInput, ext: ExtInput): EventUpdate<Maintenance> {
  const {name, status, shortlink, body, components = [], update_ext: updateExt} = input;
  const {scheduled_for, scheduled_until} = input;
  const fields = givenFields<Partial<Maintenance>>({
    name,
    status,
    scheduled_for,
    scheduled_until,
    shortlink,
  });
  return {fields, body, updateExt, claims: components.map(withDefaultStatus), ext};
}

function withDefaultStatus(claim: {id: string; status?: ComponentStatus}): ComponentClaim {
  return {id: claim.id, status: claim.status ?? 'under_maintenance'};
}

function timeProblems(times: Partial<MaintenanceInput>): readonly Problem[] {
  const start = Date.parse(times.scheduled_for ?? '');
  const end = Date.parse(times.scheduled_until ?? '');
  return end <= start
    ? [{pointer: '/scheduled_until', message: 'must be after scheduled_for'}]
    : [];
}
