import type {ConnectionPhase} from './phase.js';
import type {FeedError} from '../wire/errors.js';
import {MAX_COMPONENTS, MAX_INCIDENTS, MAX_MAINTENANCES} from '../wire/limits.js';
import type {Edition, Incident, Maintenance, Message, Problem, Snapshot} from '../wire/types.js';

/** An incident or maintenance that was open while we watched, and is not any more. */
export interface Ended {
  readonly report: Incident | Maintenance;
  /** `resolved`: the publisher says so. `gone`: it is no longer listed, which proves nothing more. */
  readonly how: 'resolved' | 'gone';
  /** When we learned of it, our clock. */
  readonly at: number;
}

/**
 * Two separate facts, never mixed: what was last said (`snapshot`), and how well we know it (the rest).
 * Select with `store/select.ts`, which takes the present moment as an argument.
 */
export interface FeedState {
  readonly snapshot: Snapshot | undefined;
  /** Seen open and now over, newest first; who shows them decides for how long. */
  readonly ended: readonly Ended[];
  readonly connection: ConnectionPhase;
  /** Why the last visit failed; undefined from the next message on. */
  readonly error: FeedError | undefined;
  /** What was wrong with parts of the last document. */
  readonly problems: readonly Problem[];
  /** When the publisher last proved to live, its clock. */
  readonly asOf: number | undefined;
  /** The same moment by our clock: what green expires by. */
  readonly provenAt: number | undefined;
  /** When we last heard anything of the feed, our clock. */
  readonly checkedAt: number | undefined;
  /** The highest `rev` heard of; above the snapshot's, something was missed. */
  readonly newestRev: number | undefined;
}

export const initialState: FeedState = {
  snapshot: undefined,
  ended: [],
  connection: 'idle',
  error: undefined,
  problems: [],
  asOf: undefined,
  provenAt: undefined,
  checkedAt: undefined,
  newestRev: undefined,
};

/** What happens to a feed. */
export type Happening =
  | {
      readonly type: 'connection';
      readonly phase: ConnectionPhase;
      readonly error: FeedError | undefined;
    }
  | {
      readonly type: 'message';
      readonly message: Message;
      readonly problems: readonly Problem[];
      /** When it came, our clock. */
      readonly at: number;
      /** The server's clock minus ours, ms. */
      readonly clockOffset: number;
    };

/** How many ended incidents are remembered. */
const MAX_ENDED = 10;

/** The next state. Pure, idempotent, safe against repeated, late and missing messages (PROTOCOL.md, section 3). */
export function reduce(state: FeedState, happening: Happening): FeedState {
  if (happening.type === 'connection') {
    const {phase, error} = happening;
    return {
      ...state,
      connection: phase,
      error: error ?? (phase === 'live' ? undefined : state.error),
    };
  }
  const {message, problems, at} = happening;
  if (message.type === 'bye') return state;
  const edition = message.type === 'snapshot' ? message.snapshot.edition : message.edition;
  const heard: FeedState = {...state, error: undefined, checkedAt: at};
  switch (order(state, message, edition)) {
    case 'old':
      return heard;
    case 'same':
      return prove(heard, edition, happening);
    case 'gap':
      return {
        ...heard,
        newestRev: Math.max(
          // A `rev` of another epoch says nothing about this one.
          (edition.epoch === state.snapshot?.edition.epoch && edition.rev) || 0,
          state.newestRev ?? 0,
          (state.snapshot?.edition.rev ?? 0) + 1,
        ),
      };
    case 'next': {
      const snapshot = apply(state.snapshot, message, edition);
      const sameEpoch = edition.epoch === state.snapshot?.edition.epoch;
      const next: FeedState = {
        ...heard,
        snapshot,
        ended: trackEnded(state, snapshot, message, at),
        problems: message.type === 'snapshot' ? problems : state.problems,
        newestRev: sameEpoch ? state.newestRev : undefined,
      };
      // A new `rev` is a proof even if the publisher's clock was set back since.
      const asOf = edition.rev === undefined ? state.asOf : undefined;
      return prove({...next, asOf}, edition, happening);
    }
  }
}

/** True if something was missed: the whole document is needed. */
export function isBehind({snapshot, newestRev}: FeedState): boolean {
  return newestRev !== undefined && newestRev > (snapshot?.edition.rev ?? -1);
}

/** Where a message stands in the publisher's history, relative to what is held. */
function order(
  state: FeedState,
  message: Message,
  edition: Edition,
): 'old' | 'same' | 'next' | 'gap' {
  const held = state.snapshot?.edition;
  if (message.type === 'snapshot') return held ? orderSnapshots(state, message.snapshot) : 'next';
  if (!held || edition.epoch !== held.epoch) return 'gap';
  if (message.type === 'beat') {
    if (edition.rev === held.rev || edition.rev === undefined) return 'same';
    return held.rev !== undefined && edition.rev < held.rev ? 'old' : 'gap';
  }
  if (held.rev === undefined) return 'next';
  // Without its place in the order nobody knows whether it is a replay.
  if (edition.rev === undefined) return 'gap';
  if (edition.rev <= held.rev) return 'old';
  return edition.rev === held.rev + 1 ? 'next' : 'gap';
}

function orderSnapshots({snapshot}: FeedState, next: Snapshot): 'old' | 'same' | 'next' {
  const held = snapshot!.edition;
  const {edition} = next;
  if (edition.epoch === held.epoch && edition.rev !== undefined && held.rev !== undefined) {
    return edition.rev > held.rev ? 'next' : edition.rev === held.rev ? 'same' : 'old';
  }
  // Another epoch, or no `rev` at all: time decides, and without times the newcomer does.
  const before = held.generatedAt ?? snapshot!.page.updatedAt ?? -Infinity;
  return (edition.generatedAt ?? next.page.updatedAt ?? Infinity) >= before ? 'next' : 'old';
}

/** What is held after a message that is next in order. */
function apply(held: Snapshot | undefined, message: Message, edition: Edition): Snapshot {
  if (message.type === 'snapshot') return message.snapshot;
  const base = held!;
  const summary = 'summary' in message ? message.summary : undefined;
  const next = {...base, page: {...base.page, ...summary}, edition: merge(base.edition, edition)};
  if (message.type === 'remove') {
    return {...next, [message.list]: base[message.list].filter(({id}) => id !== message.id)};
  }
  if (message.type !== 'upsert') return next;
  const {list, item} = message;
  return {...next, [list]: upsert<{readonly id: string}>(base[list], item, LIMITS[list])};
}

/** What an edition does not say again still holds. */
function merge(held: Edition, next: Edition): Edition {
  const {epoch, rev, generatedAt} = next;
  return {...held, epoch, rev: rev ?? held.rev, generatedAt: generatedAt ?? held.generatedAt};
}

const LIMITS = {
  components: MAX_COMPONENTS,
  incidents: MAX_INCIDENTS,
  maintenances: MAX_MAINTENANCES,
};

/** The list with an item in its place, or at the end; past `max` the first ones go, as in a document too long. */
function upsert<T extends {readonly id: string}>(
  list: readonly T[],
  item: T,
  max: number,
): readonly T[] {
  return list.some(({id}) => id === item.id)
    ? list.map((held) => (held.id === item.id ? item : held))
    : [...list, item].slice(-max);
}

/**
 * A message's `generated_at` proves life as of then, but only once: caches repeat it. A message without one proves life
 * as of now.
 */
function prove(
  state: FeedState,
  {generatedAt}: Edition,
  {at, clockOffset}: {at: number; clockOffset: number},
): FeedState {
  if (generatedAt === undefined) return {...state, asOf: at + clockOffset, provenAt: at};
  if (state.asOf !== undefined && generatedAt <= state.asOf) return state;
  return {...state, asOf: generatedAt, provenAt: Math.min(at, generatedAt - clockOffset)};
}

/** Ends are noticed here, once, for everybody: open before, and now resolved or not listed any more. */
function trackEnded(
  state: FeedState,
  next: Snapshot,
  message: Message,
  at: number,
): readonly Ended[] {
  if (!state.snapshot) return state.ended;
  const after = new Map<string, Incident | Maintenance>();
  for (const report of [...next.incidents, ...next.maintenances])
    after.set(`${report.kind} ${report.id}`, report);
  const ended: Ended[] = [];
  for (const before of [...state.snapshot.incidents, ...state.snapshot.maintenances]) {
    if (!isOpen(before)) continue;
    const report = after.get(`${before.kind} ${before.id}`);
    if (report && !isOpen(report)) ended.push({report, how: 'resolved', at});
    // A removal says nothing about the trouble, and an announced window that vanishes was called off.
    else if (!report && message.type !== 'remove' && before.phase !== 'scheduled')
      ended.push({report: before, how: 'gone', at});
  }
  const reopened = ({report}: Ended): boolean => {
    const now = after.get(`${report.kind} ${report.id}`);
    return now !== undefined && isOpen(now);
  };
  const kept = state.ended.filter((entry) => !reopened(entry));
  return ended.length === 0 && kept.length === state.ended.length
    ? state.ended
    : [...ended, ...kept].slice(0, MAX_ENDED);
}

/** Not over yet, as far as its publisher says. */
export function isOpen({phase}: {readonly phase: Incident['phase']}): boolean {
  return phase !== 'resolved' && phase !== 'completed';
}

/** Open, and to be shown: a publisher may let news expire without ending it. */
export function isCurrent(report: Incident | Maintenance, now: number): boolean {
  return isOpen(report) && (report.expiresAt === undefined || report.expiresAt > now);
}
