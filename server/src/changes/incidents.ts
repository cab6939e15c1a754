import {isOver} from 'outage-widgets/protocol.js';
import type {ComponentClaim, Impact, Incident, IncidentStatus} from '../document.js';
import {givenFields} from '../given-fields.js';
import {checkRequest} from './change.js';
import type {Change} from './change.js';
import {mergeExt} from './ext.js';
import type {ExtInput} from './ext.js';
import {applyUpdate, recallEvent, removeEvent, selectEvent} from './update-event.js';
import type {EventList, EventUpdate} from './update-event.js';

export interface IncidentUpdateInput {
  readonly name?: string;
  readonly status?: IncidentStatus;
  readonly impact?: Impact;
  /** Plain text unless `ext.body_format` says otherwise. Default: empty. */
  readonly body?: string;
  /** Sets the status of these components too, on the incident and on the page. */
  readonly components?: readonly ComponentClaim[];
  readonly shortlink?: string | null;
  readonly ext?: ExtInput;
  /** `ext` of this update: `body_format`, `i18n`. */
  readonly update_ext?: Readonly<Record<string, unknown>>;
}

/** `status` is `investigating` and `impact` is `minor` unless given. */
export interface IncidentInput extends IncidentUpdateInput {
  readonly name: string;
}

export const incidents: EventList<Incident> = {
  noun: 'incident',
  of: (document) => document.incidents,
  ofHistory: (history) => history.incidents,
  withEvents: (document, events) => ({...document, incidents: events}),
  holdsComponents: (incident) => !isOver(incident.status),
};

/** Opens an incident and gives its components the status it names. */
export function createIncident(input: IncidentInput): Change<Incident> {
  return (held, context) => {
    checkRequest('incident', input, held);
    const event: Incident = {
      id: context.createId('inc'),
      name: input.name,
      status: 'investigating',
      impact: 'minor',
      created_at: context.now,
      incident_updates: [],
    };
    const document = incidents.withEvents(held, [event, ...held.incidents]);
    const update = toUpdate(input, mergeExt(event, {ext: input.ext}));
    return {
      document: applyUpdate({list: incidents, document, event}, update, context),
      select: selectEvent(incidents, event.id),
    };
  };
}

/**
 * Adds an update. Resolving an incident releases its components: they become `operational`, or what
 * another open incident or running maintenance still claims, or what the request says.
 *
 * An incident that is over takes updates for as long as the history keeps it.
 */
export function updateIncident(id: string, input: IncidentUpdateInput): Change<Incident> {
  return (document, context) => {
    const target = recallEvent(incidents, id, document, context);
    const ext = mergeExt(target.event, input ?? {});
    const request = input?.ext === undefined ? input : {...input, ext};
    checkRequest('incidentUpdate', request, document);
    return {
      document: applyUpdate(target, toUpdate(input, ext), context),
      select: selectEvent(incidents, id),
    };
  };
}

/** Takes an incident out, as if it had never been. Its components are released. */
export function removeIncident(id: string): Change<void> {
  return removeEvent(incidents, id);
}

function toUpdate(input: IncidentUpdateInput, ext: ExtInput): EventUpdate<Incident> {
  const {name, status, impact, shortlink, body, components = [], update_ext: updateExt} = input;
  const fields = givenFields<Partial<Incident>>({name, status, impact, shortlink});
  return {fields, body, updateExt, claims: components, ext};
}
