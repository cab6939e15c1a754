import {isOver} from 'outage-widgets/protocol.js';
import type {IncidentExt} from '../document.js';

/** Fields to set; `null` removes one. The server sets `components` and `revision` itself. */
export type ExtInput = Readonly<Record<string, unknown>>;

const setByServer = ['revision', 'components'];

/**
 * Merges the `ext` of a request into that of the event. When the estimate moves, `eta.previous_at`
 * keeps the earlier one (PROTOCOL.md, section 1.2).
 *
 * @returns the input itself if it is not an object, so that validation refuses it.
 */
export function mergeExt(held: IncidentExt = {}, input?: ExtInput): ExtInput {
  if (input !== undefined && !isRecord(input)) return input;
  const kept = Object.entries(held).filter(([field]) => !setByServer.includes(field));
  const merged = {...Object.fromEntries(kept), ...input};
  const present = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  return withPreviousEta(held, present);
}

/**
 * Removes `next_update_at`, the promise of more news, once it is kept: this update comes after the
 * promised time, or the event is over.
 */
export function settlePromise(ext: IncidentExt, over: boolean, now: string): IncidentExt {
  const {next_update_at: promised, ...rest} = ext;
  if (promised === undefined) return ext;
  return over || Date.parse(promised) <= Date.parse(now) ? rest : ext;
}

/** Removes the word for how an event ended, `phase`, once it is open again. */
export function settleEnd(ext: IncidentExt, over: boolean): IncidentExt {
  const {phase, ...rest} = ext;
  return !over && isOver(phase) ? rest : ext;
}

function withPreviousEta(held: IncidentExt, merged: ExtInput): ExtInput {
  const eta = merged['eta'];
  if (held.eta === undefined || !isRecord(eta) || eta['at'] === held.eta.at) return merged;
  return {...merged, eta: {previous_at: held.eta.at, ...eta}};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
