import type {ConnectionPhase} from './phase.js';
import type {FeedError} from '../wire/errors.js';
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
          edition.rev ?? 0,
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
  state: FeedState,
  message: Message,
  edition: Edition,
): 'old' | 'same' | 'next' | 'gap' {
  const held = state.snapshot?.edition;
  if (message.type === 'snapshot') return held ? orderSnapshots(state, message.snapshot) : 'next';
  if (!held || edition.epoch !== held.epoch) return 'gap';
  if (edition.rev === undefined || held.rev === undefined)
    return message.type === 'beat' ? 'same' : 'next';
  if (message.type === 'beat')
    return edition.rev > held.rev ? 'gap' : edition.rev === held.rev ? 'same' : 'old';
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
  const page =
    'summary' in message && message.summary ? {...base.page, ...message.summary} : base.page;
  const next: Snapshot = {...base, page, edition: {...base.edition, ...edition}};
  switch (message.type) {
    case 'incident':
      return {...next, incidents: upsert(base.incidents, message.incident)};
    case 'maintenance':
      return {...next, maintenances: upsert(base.maintenances, message.maintenance)};
    case 'component':
      return {...next, components: upsert(base.components, message.component)};
    case 'remove': {
      const list = LISTS[message.target];
      return {...next, [list]: base[list].filter(({id}) => id !== message.id)};
    }
    default:
      return next;
  }
}

const LISTS = {
  incident: 'incidents',
  maintenance: 'maintenances',
  component: 'components',
} as const;

function upsert<T extends {readonly id: string; readonly revision?: number}>(
  list: readonly T[],
  item: T,
): readonly T[] {
  const index = list.findIndex(({id}) => id === item.id);
  if (index < 0) return [...list, item];
  return (item.revision ?? 0) < (list[index]!.revision ?? 0)
    ? list
    : list.map((held, place) => (place === index ? item : held));
}

/** A message's `generated_at` proves life as of then; one without proves it as of now. */
function prove(
  state: FeedState,
  edition: Edition,
  {at, clockOffset}: {at: number; clockOffset: number},
): FeedState {
  const asOf = Math.max(edition.generatedAt ?? at + clockOffset, state.asOf ?? -Infinity);
  return {...state, asOf, provenAt: Math.min(at, asOf - clockOffset)};
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
