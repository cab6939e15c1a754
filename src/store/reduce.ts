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
  const {snapshot: held} = state;
  const edition = message.type === 'snapshot' ? message.snapshot.edition : message.edition;
  const sameEpoch = edition.epoch === held?.edition.epoch;
  const heard: FeedState = {...state, error: undefined, checkedAt: at};
  switch (order(held, message, edition, sameEpoch)) {
    case 'old':
      return heard;
    case 'same':
      return prove(heard, edition, happening);
    case 'gap':
      return {
        ...heard,
        // A `rev` of another epoch says nothing about this one.
        newestRev: Math.max(
          (sameEpoch && edition.rev) || 0,
          state.newestRev ?? 0,
          (held?.edition.rev ?? 0) + 1,
        ),
      };
    case 'next': {
      const snapshot = apply(held, message, edition);
      const next: FeedState = {
        ...heard,
        snapshot,
        ended: trackEnded(state, snapshot, message, at),
        problems: message.type === 'snapshot' ? problems : state.problems,
        newestRev: sameEpoch ? state.newestRev : undefined,
        // A new `rev` is a proof even if the publisher's clock was set back since.
        asOf: edition.rev === undefined ? state.asOf : undefined,
      };
      return prove(next, edition, happening);
    }
  }
}

/** True if something was missed: the whole document is needed. */
export function isBehind({snapshot, newestRev}: FeedState): boolean {
  return newestRev !== undefined && newestRev > (snapshot?.edition.rev ?? -1);
}

/** Where a message stands in the publisher's history, relative to what is held. */
function order(
  held: Snapshot | undefined,
  message: Message,
  edition: Edition,
  sameEpoch: boolean,
): 'old' | 'same' | 'next' | 'gap' {
  const whole = message.type === 'snapshot';
  if (!held) return whole ? 'next' : 'gap';
  const {rev} = edition;
  const heldRev = held.edition.rev;
  if (sameEpoch && rev !== undefined && heldRev !== undefined) {
    if (rev === heldRev) return whole || message.type === 'beat' ? 'same' : 'old';
    if (rev < heldRev) return 'old';
    return whole || (rev === heldRev + 1 && message.type !== 'beat') ? 'next' : 'gap';
  }
  if (whole) {
    // Another epoch, or no `rev` at all: time decides, and without times the newcomer does.
    const before = held.edition.generatedAt ?? held.page.updatedAt ?? -Infinity;
    return (edition.generatedAt ?? message.snapshot.page.updatedAt ?? Infinity) >= before
      ? 'next'
      : 'old';
  }
  if (!sameEpoch) return 'gap';
  if (message.type === 'beat') return rev === undefined ? 'same' : 'gap';
  // Without its place in the order nobody knows whether it is a replay.
  return heldRev === undefined ? 'next' : 'gap';
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
  {snapshot, ended}: FeedState,
  next: Snapshot,
  message: Message,
  at: number,
): readonly Ended[] {
  const after = new Map(reportsOf(next).map((report) => [keyOf(report), report]));
  const news = reportsOf(snapshot).flatMap((before): Ended[] => {
    const report = after.get(keyOf(before));
    if (!isOpen(before) || (report && isOpen(report))) return [];
    if (report) return [{report, how: 'resolved', at}];
    // A removal says nothing about the trouble, and an announced window that vanishes was called off.
    return message.type === 'remove' || before.phase === 'scheduled'
      ? []
      : [{report: before, how: 'gone', at}];
  });
  const kept = ended.filter(({report}) => {
    const now = after.get(keyOf(report));
    return !now || !isOpen(now);
  });
  return [...news, ...kept].slice(0, MAX_ENDED);
}

function reportsOf(snapshot: Snapshot | undefined): readonly (Incident | Maintenance)[] {
  return snapshot ? [...snapshot.incidents, ...snapshot.maintenances] : [];
}

/** Incidents and maintenances may use the same ids. */
export function keyOf({kind, id}: Incident | Maintenance): string {
  return `${kind} ${id}`;
}

/** Not over yet, as far as its publisher says. */
export function isOpen({phase}: {readonly phase: Incident['phase']}): boolean {
  return phase !== 'resolved' && phase !== 'completed';
}

/** Open, and to be shown: a publisher may let news expire without ending it. */
export function isCurrent(report: Incident | Maintenance, now: number): boolean {
  return isOpen(report) && (report.expiresAt === undefined || report.expiresAt > now);
}
