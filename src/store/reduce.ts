import type {FeedError} from '../model/errors.js';
import {MAX_COMPONENTS, MAX_FUTURE, MAX_INCIDENTS, MAX_MAINTENANCES} from '../parsing/limits.js';
import type {Revision, Message, Problem, Snapshot} from '../model/types.js';
import {trackEnded} from './ended.js';
import type {Ended} from './ended.js';

/** What the connection does right now. */
export const CONNECTION_PHASES = ['idle', 'connecting', 'live', 'polling', 'waiting'] as const;
export type ConnectionPhase = (typeof CONNECTION_PHASES)[number];

/** Where a message stands in the publisher's history, relative to what is held; after a `gap` something was missed. */
export type Place = 'old' | 'same' | 'next' | 'gap';

/**
 * Two separate facts, never mixed: what was last said (`snapshot`), and how well we know it (the rest).
 * Select with `store/select.ts`, which takes the present moment as an argument.
 */
export interface FeedState {
  readonly snapshot?: Snapshot | undefined;
  /** Seen open and now over, newest first; who shows them decides for how long. */
  readonly ended: readonly Ended[];
  readonly connection: ConnectionPhase;
  /** Why the last visit failed; undefined once the next one brings something. */
  readonly error?: FeedError | undefined;
  /** What was wrong with parts of the last document. */
  readonly problems: readonly Problem[];
  /** When the publisher last proved to live, its clock. */
  readonly asOf?: number | undefined;
  /** The same moment by our clock: what green expires by. */
  readonly provenAt?: number | undefined;
  /** When we last heard anything of the feed, our clock. */
  readonly checkedAt?: number | undefined;
  /** From an earlier page, and not confirmed since: not good enough for good news. */
  readonly cached: boolean;
  /** Of the last message. */
  readonly place?: Place | undefined;
}

export const initialState: FeedState = {
  ended: [],
  connection: 'idle',
  problems: [],
  cached: false,
};

/** What happens to a feed. */
export type FeedAction =
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
      /** When we learned of it, our clock; later than `at` if another tab or page heard it. Default `at`. */
      readonly seenAt?: number;
      /** It was kept by an earlier page. Default false. */
      readonly cached?: boolean;
    };

/** The next state. Pure, idempotent, safe against repeated, late and missing messages (PROTOCOL.md, section 3). */
export function reduce(state: FeedState, happening: FeedAction): FeedState {
  if (happening.type === 'connection') {
    const {error = happening.phase === 'live' ? undefined : state.error} = happening;
    // One more poll is no interruption, nor is a stream that is renewed.
    const phase =
      happening.phase === 'connecting' && /live|polling/.test(state.connection)
        ? state.connection
        : happening.phase;
    // It is said again and again, and changes nothing.
    if (phase === state.connection && error === state.error) return state;
    return {...state, connection: phase, error};
  }
  const {message, problems, at, clockOffset, seenAt = at, cached = false} = happening;
  if (message.type === 'bye') return state;
  const {snapshot: held} = state;
  const {generatedAt} = revisionOf(message);
  // A later time is a typing error, which must not make all that follows old. It is later by both
  // clocks, the server's and ours: one wrong clock alone calls no good time an error.
  const limit = Math.max(at, at + clockOffset) + MAX_FUTURE;
  const place = order(held, message, limit);
  const counts = isTaken(place);
  let next: FeedState = {
    ...state,
    error: undefined,
    checkedAt: at,
    place,
    cached: counts ? cached : state.cached,
  };
  if (place === 'next') {
    const snapshot = apply(held, message);
    next = {...next, snapshot, ended: trackEnded(state.ended, held, snapshot, message, seenAt)};
    if (message.type === 'snapshot') next = {...next, problems};
  }
  // A `generated_at` proves life as of then, but only once: caches repeat it. A message without one proves it as of now.
  // A new `rev` is a proof even if the publisher's clock was set back since.
  const asOf = generatedAt ?? at + clockOffset;
  // Where revisions order the documents, an earlier time of the same revision is never a proof
  // (PROTOCOL.md, section 3): both clocks may be wrong by a day, and the copy a cache's.
  const mistaken = held?.revision.rev === undefined && state.asOf! > limit;
  const repeated =
    generatedAt !== undefined &&
    (generatedAt === state.asOf || (generatedAt < state.asOf! && !mistaken));
  const revised = place === 'next' && next.snapshot?.revision.rev !== undefined;
  if (!counts || (repeated && !revised)) return next;
  return {...next, asOf, provenAt: Math.min(at, asOf - clockOffset)};
}

/** What a message says is held now; `same` says it again. */
export function isTaken(place: Place | undefined): boolean {
  return place === 'next' || place === 'same';
}

function revisionOf(message: Exclude<Message, {type: 'bye'}>): Revision {
  return message.type === 'snapshot' ? message.snapshot.revision : message.revision;
}

function order(
  held: Snapshot | undefined,
  message: Exclude<Message, {type: 'bye'}>,
  limit: number,
): Place {
  const beat = message.type === 'beat';
  const whole = message.type === 'snapshot' ? message.snapshot : undefined;
  if (!held) return whole ? 'next' : 'gap';
  const {epoch, rev} = revisionOf(message);
  const sameEpoch = epoch === held.revision.epoch;
  // Not a number if either has no `rev`, which makes all comparisons false.
  const step = sameEpoch ? rev! - held.revision.rev! : NaN;
  if (step < 0) return 'old';
  if (step === 0) return whole || beat ? 'same' : 'old';
  // Another epoch, or no `rev` at all: time decides, and without times the newcomer does.
  const heldAt = timeOf(held);
  const mistaken = held.revision.rev === undefined && heldAt > limit;
  if (whole) return step > 0 || mistaken || !(timeOf(whole) < heldAt) ? 'next' : 'old';
  if (beat) return sameEpoch && rev === undefined ? 'same' : 'gap';
  // Without its place in the order nobody knows whether it is a replay.
  return step === 1 || (sameEpoch && held.revision.rev === undefined) ? 'next' : 'gap';
}

function timeOf({revision, page}: Snapshot): number {
  return revision.generatedAt ?? page.updatedAt ?? NaN;
}

const LIMITS = {
  components: MAX_COMPONENTS,
  incidents: MAX_INCIDENTS,
  maintenances: MAX_MAINTENANCES,
};

/** What is held after a message that is next in order. */
function apply(held: Snapshot | undefined, message: Exclude<Message, {type: 'bye'}>): Snapshot {
  if (message.type === 'snapshot') return message.snapshot;
  const {page, revision} = held!;
  const {rev = revision.rev, generatedAt = revision.generatedAt} = message.revision;
  const next = {
    ...held!,
    page: {...page, ...message.summary},
    revision: {...revision, rev, generatedAt},
  };
  if (message.type !== 'upsert' && message.type !== 'remove') return next;
  const {list} = message;
  const items: readonly {readonly id: string}[] = held![list];
  if (message.type === 'remove')
    return {...next, [list]: items.filter(({id}) => id !== message.id)};
  const {item} = message;
  const known = items.some(({id}) => id === item.id);
  // Past the limit the last ones go, as in a document too long.
  const all = known
    ? items.map((other) => (other.id === item.id ? item : other))
    : [...items, item];
  return {...next, [list]: all.slice(0, LIMITS[list])};
}
