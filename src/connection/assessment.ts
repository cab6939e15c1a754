import * as timing from '../clock/timing.js';
import type {FeedError} from '../model/errors.js';
import type {Accept} from '../transport/request.js';
import type {AttemptResult} from './attempt.js';
import {around, isRefusal, retryDelay} from './backoff.js';

/** A connection remembers this from one attempt to the next. */
export interface History {
  /** Attempts at the present address since the connection was last healthy there. */
  readonly attempts: number;
  /** The same for the feed's other addresses, by URL: a mirror pays for no dead node. */
  readonly attemptsElsewhere: Readonly<Record<string, number>>;
  /** Streams in a row that brought headers and then nothing. */
  readonly stalls: number;
  /** No stream is tried before, epoch ms. */
  readonly streamBlockedUntil: number;
  /** The kind of the last good answer. An address that streamed once may stream again. */
  readonly endpoint: 'stream' | 'document' | undefined;
  /** The feed was refused when whatever it gives was asked for. */
  readonly refused: boolean;
  /** Addresses that had no document when one was asked for alone, and gave nothing since. */
  readonly withoutDocument: readonly string[];
  /** Width of the first retry's spread, as a stream named it, ms. */
  readonly spreadMs: number | undefined;
}

export const newHistory: History = {
  attempts: 0,
  attemptsElsewhere: {},
  stalls: 0,
  streamBlockedUntil: 0,
  endpoint: undefined,
  refused: false,
  withoutDocument: [],
  spreadMs: undefined,
};

/** The question of an attempt. */
export interface Target {
  readonly accept: Accept;
  /** The stream that a document named: read instead of the feed's own URL until it fails. */
  readonly stream: string | undefined;
  /** To resume a stream from; empty to begin with a whole document, which closes every gap. */
  readonly lastEventId: string;
}

/** The present moment and chance, which tests choose. */
export interface Chance {
  /** Epoch ms. */
  readonly now: number;
  /** Gives U(0,1). */
  readonly random: () => number;
}

/** How an attempt is judged. */
export interface Assessment {
  readonly history: History;
  readonly error: FeedError | undefined;
  /** For how long the server sent us away, ms; 0 if it did not. */
  readonly closedMs: number;
  /** Streams do not get through for now: documents are polled. */
  readonly buffered: boolean;
  /** The server refused a question that we had narrowed. */
  readonly misasked: boolean;
}

/** Judges an attempt: what it tells of the address, and what the connection remembers of it. */
export function assess(
  before: History,
  target: Target,
  result: AttemptResult,
  {now, random}: Chance,
): Assessment {
  const error = result.kind === 'failed' ? result.error : undefined;
  const history = countHealth(before, target, result);
  const {attempts: attempt, spreadMs} = history;
  const refusal = isRefusal(error, attempt);
  const misasked = refusal && isNarrowed(before, target);
  const refused = target.accept === 'any' ? refusal : before.refused;
  const askedMs = result.kind === 'bye' ? result.retryAfterMs : error?.retryAfterMs;
  const isClosed = Boolean(askedMs) || (refusal && !misasked);
  const closedMs = isClosed ? retryDelay({attempt, spreadMs, error, askedMs}, random) : 0;
  const streamBlockedUntil = blockStream(history, target, result, {now, random, closedMs});
  // A clock that was set back makes no stream wait for longer than a server may ask.
  const leftMs = streamBlockedUntil - now;
  const buffered = !misasked && leftMs > 0 && leftMs < timing.MAX_SERVER_WAIT;
  return {history: {...history, refused, streamBlockedUntil}, error, closedMs, buffered, misasked};
}

/**
 * Only we chose to ask for a document alone. A feed that is nothing but a stream may refuse that in
 * any way; it refuses the question, not us.
 */
function isNarrowed({endpoint, refused}: History, {accept}: Target): boolean {
  return accept === 'document' && endpoint !== 'document' && !refused;
}

/**
 * True if the address that was asked is worth no second look. A stream that lived and is cut for
 * the first time is tried once more where it was. A stream's host does not speak for that of its
 * document.
 */
export function hasFailed(
  {error, history}: Assessment,
  {stream}: Target,
  {healthyMs}: AttemptResult,
): boolean {
  const lived = healthyMs !== undefined && history.attempts === 0;
  return error !== undefined && stream === undefined && !lived;
}

function countHealth(before: History, target: Target, result: AttemptResult): History {
  const {via, healthyMs = 0, spreadMs = before.spreadMs} = result;
  const attempts = healthyMs >= timing.HEALTHY_AFTER ? 0 : before.attempts;
  const open = !target.stream && (target.accept === 'any' || via === 'stream');
  const endpoint = open && via && before.endpoint !== 'stream' ? via : before.endpoint;
  return {...before, attempts, stalls: countStalls(before.stalls, result), endpoint, spreadMs};
}

function countStalls(before: number, result: AttemptResult): number {
  if (result.kind === 'failed' && result.stalled) return before + 1;
  return result.via === 'stream' ? 0 : before;
}

/** The moment until which no stream is tried, epoch ms. */
function blockStream(
  {stalls, streamBlockedUntil}: History,
  {stream}: Target,
  result: AttemptResult,
  {now, random, closedMs}: Chance & {readonly closedMs: number},
): number {
  const stalled = result.kind === 'failed' && result.stalled;
  if (stalled && stalls >= timing.STALLS_BEFORE_POLLING) {
    return now + around(timing.STREAM_PROBE, random);
  }
  if (stream && closedMs > 0) return now + closedMs;
  const flows = result.via === 'stream' && result.healthyMs !== undefined;
  return flows ? 0 : streamBlockedUntil;
}
