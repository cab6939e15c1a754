import {isOver} from 'outage-widgets/protocol.js';
import type {Incident, IncidentExt, Maintenance} from '../document.js';

/** Fields to set; `null` removes one. The server sets `components` and `revision` itself. */
export type ExtInput = Readonly<Record<string, unknown>>;

/** A request that updates an event. */
interface Request {
  readonly status?: string;
  readonly ext?: ExtInput | undefined;
}

const setByServer = ['revision', 'components'];

/**
 * Merges the `ext` of a request into that of the event. When the estimate moves, `eta.previous_at`
 * keeps the one before and `eta.first_at` the very first (PROTOCOL.md, section 1.2).
 *
 * @returns the input itself if it is not an object, so that validation refuses it.
 */
export function mergeExt(event: Incident | Maintenance, {status, ext: input}: Request): ExtInput {
  if (input !== undefined && !isRecord(input)) return input;
  const {ext: held = {}} = event;
  const dropped = isRestated(event, status) ? [...setByServer, 'phase'] : setByServer;
  const kept = Object.entries(held).filter(([field]) => !dropped.includes(field));
  const merged = {...Object.fromEntries(kept), ...input};
  const present = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  return withPreviousEta(held, present);
}

/** Brings `ext` in line with an update that is published now. */
export function settleExt(ext: IncidentExt, over: boolean, now: string): IncidentExt {
  return settleOrigin(settlePostmortem(settlePromise(ext, over, now), now));
}

/**
 * Removes `next_update_at`, the promise of more news, once it is kept: this update comes after the
 * promised time, or the event is over.
 */
function settlePromise(ext: IncidentExt, over: boolean, now: string): IncidentExt {
  const {next_update_at: promised, ...rest} = ext;
  if (promised === undefined) return ext;
  return over || Date.parse(promised) <= Date.parse(now) ? rest : ext;
}

/**
 * Says whether the status of a request makes `ext.phase` untrue. That word is finer than the status
 * before: it says how an event ended, or which phase its origin gave it. Only an event that is over
 * and stays so keeps its word.
 */
function isRestated(event: Incident | Maintenance, status: string | undefined): boolean {
  return status !== undefined && !(status === event.status && isOver(status));
}

/** Dates a postmortem: for some days readers who saw the incident are told of it. */
function settlePostmortem(ext: IncidentExt, now: string): IncidentExt {
  const {postmortem} = ext;
  if (postmortem === undefined || postmortem.published_at !== undefined) return ext;
  return {...ext, postmortem: {...postmortem, published_at: now}};
}

/**
 * Marks an incident as our own although it names a provider. Without the mark only the provider
 * could change it. The id at the provider is not known.
 */
function settleOrigin(ext: IncidentExt): IncidentExt {
  const {origin} = ext;
  if (origin === undefined || origin.adopted !== undefined) return ext;
  return {...ext, origin: {...origin, adopted: ''}};
}

function withPreviousEta(held: IncidentExt, merged: ExtInput): ExtInput {
  const eta = merged['eta'];
  if (held.eta === undefined || !isRecord(eta) || eta['at'] === held.eta.at) return merged;
  const first = held.eta.first_at ?? held.eta.previous_at ?? held.eta.at;
  return {...merged, eta: {previous_at: held.eta.at, first_at: first, ...eta}};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
