import {isOver} from '../document.js';
import type {ComponentClaim, FeedDocument, Impact, Incident, IncidentStatus} from '../document.js';
import {OutageFeedError} from '../errors.js';
import {mergeClaims, releaseComponents, setComponents} from './affected-components.js';
import {checkRequest, requireOwn} from './change.js';
import type {Change} from './change.js';
import {mergeExt, settlePromise} from './ext.js';
import type {ExtInput} from './ext.js';

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

/** Opens an incident and gives its components the status it names. */
export function createIncident(input: IncidentInput): Change<Incident> {
  return (document, {now, createId}) => {
    checkRequest('incident', input, document);
    const id = createId('inc');
    const blank: Incident = {
      id,
      name: input.name,
      status: 'investigating',
      impact: 'minor',
      created_at: now,
      incident_updates: [],
    };
    const withBlank = {...document, incidents: [blank, ...document.incidents]};
    return {
      document: applyUpdate(withBlank, blank, input, mergeExt({}, input.ext), now, createId('upd')),
      select: selectIncident(id),
    };
  };
}

/**
 * Adds an update. Resolving gives the incident's components back: `operational`, or what another
 * open incident or running maintenance still claims, or what the request says.
 */
export function updateIncident(id: string, input: IncidentUpdateInput): Change<Incident> {
  return (document, {now, createId}) => {
    const incident = findIncident(document, id);
    requireOwn(incident);
    const ext = mergeExt(incident.ext, input?.ext);
    const request = input?.ext === undefined ? input : {...input, ext};
    checkRequest('incidentUpdate', request, document);
    return {
      document: applyUpdate(document, incident, input, ext, now, createId('upd')),
      select: selectIncident(id),
    };
  };
}

/** Takes an incident out, as if it had never been; its components are given back. */
export function removeIncident(id: string): Change<void> {
  return (document) => {
    const incident = findIncident(document, id);
    requireOwn(incident);
    const rest = {...document, incidents: document.incidents.filter((other) => other !== incident)};
    const claimed = isOver(incident) ? [] : (incident.ext?.components ?? []);
    return {
      document: releaseComponents(
        rest,
        claimed.map((claim) => claim.id),
      ),
      select: () => undefined,
    };
  };
}

function applyUpdate(
  document: FeedDocument,
  incident: Incident,
  input: IncidentUpdateInput,
  ext: ExtInput,
  now: string,
  updateId: string,
): FeedDocument {
  const status = input.status ?? incident.status;
  const claims = mergeClaims(incident.ext?.components, input.components);
  const next: Incident = {
    ...incident,
    name: input.name ?? incident.name,
    status,
    impact: input.impact ?? incident.impact,
    updated_at: now,
    incident_updates: [
      {
        id: updateId,
        status,
        body: input.body ?? '',
        display_at: now,
        ...(input.update_ext && {ext: input.update_ext}),
      },
      ...incident.incident_updates,
    ],
    ...(input.shortlink !== undefined && {shortlink: input.shortlink}),
  };
  const over = isOver(next);
  const ended: Incident = {
    ...next,
    resolved_at: over ? (incident.resolved_at ?? now) : null,
    ext: settlePromise(
      {
        ...ext,
        revision: incident.ext?.revision ?? 0,
        ...(claims.length > 0 && {components: claims}),
      },
      over,
      now,
    ),
  };
  const changed = {
    ...document,
    incidents: document.incidents.map((other) => (other === incident ? ended : other)),
  };
  const turned = over !== isOver(incident);
  const settled = turned
    ? releaseComponents(
        changed,
        claims.map((claim) => claim.id),
      )
    : changed;
  return setComponents(settled, input.components ?? []);
}

function findIncident(document: FeedDocument, id: string): Incident {
  const incident = document.incidents.find((candidate) => candidate.id === id);
  if (incident !== undefined) return incident;
  throw new OutageFeedError('not-found', `There is no incident ${id}. It may have been removed.`);
}

function selectIncident(id: string): (published: FeedDocument) => Incident {
  return (published) => findIncident(published, id);
}
