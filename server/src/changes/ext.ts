import type {IncidentExt} from '../document.js';

/** Fields to set; `null` removes one. `components` and `revision` are not given here. */
export type ExtInput = Readonly<Record<string, unknown>>;

const setByServer = ['revision', 'components'];

/**
 * Lays the fields of a request over those held. A moved estimate keeps what was estimated before in
 * `eta.previous_at` (PROTOCOL.md, section 1.2).
 *
 * @returns the input itself if it is no object, for validation to refuse.
 */
export function mergeExt(held: IncidentExt = {}, input?: ExtInput): ExtInput {
  if (input !== undefined && !isRecord(input)) return input;
  const kept = Object.entries(held).filter(([field]) => !setByServer.includes(field));
  const merged = {...Object.fromEntries(kept), ...input};
  const present = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  return withPreviousEta(held, present);
}

/** A promise of more news ends with the event, and when its time has come and news is there. */
export function settlePromise(ext: IncidentExt, over: boolean, now: string): IncidentExt {
  const {next_update_at: promised, ...rest} = ext;
  if (promised === undefined) return ext;
  return over || Date.parse(promised) <= Date.parse(now) ? rest : ext;
}

function withPreviousEta(held: IncidentExt, merged: ExtInput): ExtInput {
  const eta = merged['eta'];
  if (held.eta === undefined || !isRecord(eta) || eta['at'] === held.eta.at) return merged;
  return {...merged, eta: {previous_at: held.eta.at, ...eta}};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
