import {isOver, isRunning} from '../document.js';
import type {ComponentClaim, ComponentStatus, FeedDocument, Maintenance} from '../document.js';
import {OutageFeedError} from '../errors.js';
import type {Problem} from '../errors.js';
import {mergeClaims, releaseComponents, setComponents} from './affected-components.js';
import {checkRequest, requireOwn} from './change.js';
import type {Change} from './change.js';
import {mergeExt, settlePromise} from './ext.js';
import type {ExtInput} from './ext.js';

interface MaintenanceFields {
  readonly name?: string;
  readonly scheduled_for?: string;
  readonly scheduled_until?: string | null;
  /** Plain text unless `ext.body_format` says otherwise. Default: empty. */
  readonly body?: string;
  /** What it takes down; `status` is `under_maintenance` unless given. */
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

/** Announces a maintenance. Its components change only when it starts. */
export function scheduleMaintenance(input: MaintenanceInput): Change<Maintenance> {
  return (document, {now, createId}) => {
    checkRequest('maintenance', input, document, timeProblems(input));
    const id = createId('mnt');
    const blank: Maintenance = {
      id,
      name: input.name,
      status: 'scheduled',
      impact: 'maintenance',
      created_at: now,
      scheduled_for: input.scheduled_for,
      incident_updates: [],
    };
    const withBlank = {
      ...document,
      scheduled_maintenances: [...document.scheduled_maintenances, blank],
    };
    return {
      document: applyUpdate(withBlank, blank, input, mergeExt({}, input.ext), now, createId('upd')),
      select: selectMaintenance(id),
    };
  };
}

/**
 * Adds an update. Starting gives the components the status the maintenance claims; completing gives
 * them back as the end of an incident does.
 */
export function updateMaintenance(id: string, input: MaintenanceUpdateInput): Change<Maintenance> {
  return (document, {now, createId}) => {
    const maintenance = findMaintenance(document, id);
    requireOwn(maintenance);
    const ext = mergeExt(maintenance.ext, input?.ext);
    const request = input?.ext === undefined ? input : {...input, ext};
    checkRequest('maintenanceUpdate', request, document, timeProblems({...maintenance, ...input}));
    return {
      document: applyUpdate(document, maintenance, input, ext, now, createId('upd')),
      select: selectMaintenance(id),
    };
  };
}

/** Takes a maintenance out, as if it had never been; its components are given back. */
export function removeMaintenance(id: string): Change<void> {
  return (document) => {
    const maintenance = findMaintenance(document, id);
    requireOwn(maintenance);
    const rest = {
      ...document,
      scheduled_maintenances: document.scheduled_maintenances.filter(
        (other) => other !== maintenance,
      ),
    };
    const claimed = isRunning(maintenance) ? (maintenance.ext?.components ?? []) : [];
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
  maintenance: Maintenance,
  input: MaintenanceUpdateInput,
  ext: ExtInput,
  now: string,
  updateId: string,
): FeedDocument {
  const status = input.status ?? maintenance.status;
  const asked = input.components?.map(withDefaultStatus) ?? [];
  const claims = mergeClaims(maintenance.ext?.components, asked);
  const next: Maintenance = {
    ...maintenance,
    name: input.name ?? maintenance.name,
    status,
    updated_at: now,
    scheduled_for: input.scheduled_for ?? maintenance.scheduled_for,
    incident_updates: [
      {
        id: updateId,
        status,
        body: input.body ?? '',
        display_at: now,
        ...(input.update_ext && {ext: input.update_ext}),
      },
      ...maintenance.incident_updates,
    ],
    ...(input.scheduled_until !== undefined && {scheduled_until: input.scheduled_until}),
    ...(input.shortlink !== undefined && {shortlink: input.shortlink}),
  };
  const over = isOver(next);
  const ended: Maintenance = {
    ...next,
    resolved_at: over ? (maintenance.resolved_at ?? now) : null,
    ext: settlePromise(
      {
        ...ext,
        revision: maintenance.ext?.revision ?? 0,
        ...(claims.length > 0 && {components: claims}),
      },
      over,
      now,
    ),
  };
  const changed = {
    ...document,
    scheduled_maintenances: document.scheduled_maintenances.map((other) =>
      other === maintenance ? ended : other,
    ),
  };
  const turned = isRunning(ended) !== isRunning(maintenance);
  const settled = turned
    ? releaseComponents(
        changed,
        claims.map((claim) => claim.id),
      )
    : changed;
  return isRunning(ended) || over ? setComponents(settled, asked) : settled;
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

function findMaintenance(document: FeedDocument, id: string): Maintenance {
  const maintenance = document.scheduled_maintenances.find((candidate) => candidate.id === id);
  if (maintenance !== undefined) return maintenance;
  throw new OutageFeedError(
    'not-found',
    `There is no maintenance ${id}. It may have been removed.`,
  );
}

function selectMaintenance(id: string): (published: FeedDocument) => Maintenance {
  return (published) => findMaintenance(published, id);
}
