import type {FeedError} from '../model/errors.js';
import {
  MAX_COMPONENTS,
  MAX_FUTURE,
  MAX_INCIDENTS,
  MAX_MAINTENANCES,
  MAX_WITHDRAWN,
} from '../parsing/limits.js';
import type {Message, Problem, Snapshot} from '../model/types.js';
import {tellApart} from '../model/tell-apart.js';
import {trackEnded} from './ended.js';
import type {Ended} from './ended.js';
import {compare, revisionOf} from './merge-outcome.js';
import type {HistoryMessage, MergeOutcome} from './merge-outcome.js';

export {isTaken, revisionOf} from './merge-outcome.js';
export type {MergeOutcome} from './merge-outcome.js';

/** The phases of a connection. */
export const CONNECTION_PHASES = ['idle', 'connecting', 'live', 'polling', 'waiting'] as const;
export type ConnectionPhase = (typeof CONNECTION_PHASES)[number];

/**
 * Two separate facts, never mixed: what was last said (`snapshot`), and how well we know it (the
 * rest). The selectors of `store/select.ts` take the present moment as an argument.
 */
export interface FeedState {
  readonly snapshot?: Snapshot | undefined;
  /** Seen open and now over, newest first. Whoever shows them decides for how long. */
  readonly ended: readonly Ended[];
  readonly connection: ConnectionPhase;
  /** Why the last attempt failed; undefined once the next one brings something. */
  readonly error?: FeedError | undefined;
  /** The flaws of parts of the last document. */
  readonly problems: readonly Problem[];
  /** When the publisher last proved to live, epoch ms by its clock. */
  readonly asOf?: number | undefined;
  /** The same moment by our clock: what green expires by. */
  readonly provenAt?: number | undefined;
  /** When we last heard anything of the feed, epoch ms by our clock. */
  readonly checkedAt?: number | undefined;
  /** From an earlier page, and not confirmed since: not good enough for good news. */
  readonly cached: boolean;
}

export const initialState: FeedState = {
  ended: [],
  connection: 'idle',
  problems: [],
  cached: false,
};

/** A message as it reaches the state. */
export interface ReceivedMessage {
  readonly message: Message;
  readonly problems: readonly Problem[];
  /** When it came, epoch ms by our clock. */
  readonly at: number;
  /** The server's clock minus ours, ms. */
  readonly clockOffset: number;
  /**
   * When we learned of it, epoch ms by our clock: later than `at` if another tab or an earlier page
   * heard it. Default `at`.
   */
  readonly seenAt?: number;
  /** An earlier page kept it. Default false. */
  readonly cached?: boolean;
}

/** The state after a message, and how the message fitted. */
export interface Merge {
  readonly state: FeedState;
  readonly outcome: MergeOutcome;
  /** The message proves that the publisher lives. */
  readonly proved: boolean;
}

/** The state after the connection reports its phase. */
export function reduceConnection(
  state: FeedState,
  phase: ConnectionPhase,
  reported: FeedError | undefined,
): FeedState {
  const error = reported ?? (phase === 'live' ? undefined : state.error);
  // One more poll is no interruption, nor is a stream that is renewed.
  const flows = state.connection === 'live' || state.connection === 'polling';
  const connection = phase === 'connecting' && flows ? state.connection : phase;
  // Reports are repeated, and most of them change nothing.
  if (connection === state.connection && error === state.error) return state;
  return {...state, connection, error};
}

/**
 * The state after a message. Pure, idempotent, and safe against repeated, late and missing messages
 * (PROTOCOL.md, section 3).
 */
export function reduceMessage(state: FeedState, received: ReceivedMessage): Merge {
  const {message, at, clockOffset, cached = false} = received;
  if (message.type === 'bye') return {state, outcome: 'stale', proved: false};
  // A later time is a typing error, which must not make all that follows old. It is later by the
  // server's clock and by ours: one wrong clock alone calls no good time an error.
  const limit = Math.max(at, at + clockOffset) + MAX_FUTURE;
  const outcome = compare(state.snapshot, message, limit);
  const heard = {...state, checkedAt: at};
  // A gap is all that is understood of its message: trouble stays as it was.
  if (outcome === 'gap') return {state: heard, outcome, proved: false};
  if (outcome === 'stale') return {state: {...heard, error: undefined}, outcome, proved: false};
  const taken = {...heard, error: undefined, cached};
  const next = outcome === 'applied' ? apply(taken, message, received) : taken;
  const {generatedAt} = revisionOf(message);
  // A new `rev` is a proof even if the publisher's clock was set back since.
  const revised = outcome === 'applied' && next.snapshot?.revision.rev !== undefined;
  if (!revised && isRepeated(state, generatedAt, limit)) {
    return {state: next, outcome, proved: false};
  }
  const asOf = generatedAt ?? at + clockOffset;
  const provenAt = Math.min(at, asOf - clockOffset);
  return {state: {...next, asOf, provenAt}, outcome, proved: true};
}

/**
 * A `generated_at` proves life as of then, but only once: caches repeat it. A message without one
 * proves life as of now.
 */
function isRepeated(
  {asOf, snapshot}: FeedState,
  generatedAt: number | undefined,
  limit: number,
): boolean {
  if (generatedAt === undefined || asOf === undefined) return false;
  if (generatedAt === asOf) return true;
  // Where revisions order the documents, an earlier time of the same revision is never a proof
  // (PROTOCOL.md, section 3): both clocks may be wrong by a day, and the copy a cache's.
  const mistaken = snapshot?.revision.rev === undefined && asOf > limit;
  return generatedAt < asOf && !mistaken;
}

/** The state after a message that is next in order. */
function apply(state: FeedState, message: HistoryMessage, received: ReceivedMessage): FeedState {
  const {snapshot: held} = state;
  const {at, seenAt = at, problems} = received;
  const snapshot = message.type === 'snapshot' ? message.snapshot : held && change(held, message);
  // Without a document every change is a gap.
  if (!snapshot) return state;
  const ended = trackEnded(state.ended, held, snapshot, seenAt);
  return {...state, snapshot, ended, ...(message.type === 'snapshot' && {problems})};
}

const LIMITS = {
  components: MAX_COMPONENTS,
  incidents: MAX_INCIDENTS,
  maintenances: MAX_MAINTENANCES,
};

/** The items of the lists, as the keys of reports name them. */
const KINDS = {components: 'component', incidents: 'incident', maintenances: 'maintenance'};

/** The document after one change. */
function change(held: Snapshot, message: Exclude<HistoryMessage, {type: 'snapshot'}>): Snapshot {
  const {page, revision} = held;
  const {rev = revision.rev, generatedAt = revision.generatedAt} = message.revision;
  const next = {
    ...held,
    page: {...page, ...message.summary},
    revision: {...revision, rev, generatedAt},
  };
  if (message.type !== 'upsert' && message.type !== 'remove') return next;
  const {list} = message;
  const items: readonly {readonly id: string}[] = held[list];
  if (message.type === 'remove') {
    const {id: removed} = message;
    const withdrawn = [...held.withdrawn, `${KINDS[list]} ${removed}`].slice(-MAX_WITHDRAWN);
    return {...next, withdrawn, [list]: items.filter(({id}) => id !== removed)};
  }
  const {item} = message;
  const known = items.some(({id}) => id === item.id);
  const all = known
    ? items.map((other) => (other.id === item.id ? item : other))
    : [...items, item];
  // Past the limit the last ones go, as in a document too long.
  const kept = {...next, [list]: all.slice(0, LIMITS[list])};
  return list === 'components' ? {...kept, components: tellApart(kept.components)} : kept;
}
