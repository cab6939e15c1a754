import * as timing from '../clock/timing.js';
import type {FeedError} from '../model/errors.js';
import type {Revision} from '../model/types.js';
import type {ConnectionPhase} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import type {AttemptResult} from './attempt.js';
import {around, isRefusal, isTransient, retryDelay} from './backoff.js';
import {streamUrl} from './stream-url.js';

/**
 * Decides what a connection does after an attempt: pure functions of what it remembers, how the
 * attempt ended, and the world around it. `assess` judges the attempt, the mirrors choose an
 * address by that judgement, and `planNext` plans the next attempt there.
 */

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

/** The next attempt, and what to report until then. */
export interface Plan {
  readonly target: Target;
  readonly delayMs: number;
  /** For how long the server wants no attempt at all, ms. */
  readonly closedMs: number;
  readonly phase: ConnectionPhase;
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
  readonly awayMs: number;
  /** Streams do not get through for now: documents are polled. */
  readonly buffered: boolean;
  /** The server refused a question that we had narrowed. */
  readonly misasked: boolean;
}

/** Counts the connection's health, and detects a network that buffers streams. */
export function assess(
  before: History,
  target: Target,
  result: AttemptResult,
  {now, random}: Chance,
): Assessment {
  const error = result.kind === 'failed' ? result.error : undefined;
  const history = countHealth(before, target, result);
  const askedMs = result.kind === 'bye' ? result.retryAfterMs : error?.retryAfterMs;
  const attempt = history.attempts;
  const misasked = isMisasked(before, target, error);
  const refusal = !misasked && isRefusal(error, attempt);
  const refused = target.accept === 'any' ? refusal : before.refused;
  const sentAway = Boolean(askedMs) || refusal;
  const {spreadMs} = history;
  const awayMs = sentAway ? retryDelay({attempt, spreadMs, error, askedMs}, random) : 0;
  const streamBlockedUntil = blockStream(history, target, result, {now, random, awayMs});
  // A clock that was set back makes no stream wait for longer than a server may ask.
  const leftMs = streamBlockedUntil - now;
  const buffered = !misasked && leftMs > 0 && leftMs < timing.MAX_SERVER_WAIT;
  return {history: {...history, refused, streamBlockedUntil}, error, awayMs, buffered, misasked};
}

/** Statuses that say that what was asked for is not to be had (RFC 9110, section 15.5). */
const NOT_TO_BE_HAD = [400, 404, 405, 406, 415];

/**
 * The server refused a document that only we chose to ask for: a feed that is nothing but a stream
 * answers so, and it refuses the question, not us.
 */
function isMisasked(
  {endpoint, refused}: History,
  {accept}: Target,
  error: FeedError | undefined,
): boolean {
  const narrowed = accept === 'document' && endpoint !== 'document' && !refused;
  if (!narrowed || !error) return false;
  const {code, status = 0} = error;
  return code === 'content-type' || NOT_TO_BE_HAD.includes(status);
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
  {now, random, awayMs}: Chance & {readonly awayMs: number},
): number {
  const stalled = result.kind === 'failed' && result.stalled;
  if (stalled && stalls >= timing.STALLS_BEFORE_POLLING) {
    return now + around(timing.STREAM_PROBE, random);
  }
  if (stream && awayMs > 0) return now + awayMs;
  const flows = result.via === 'stream' && result.healthyMs !== undefined;
  return flows ? 0 : streamBlockedUntil;
}

/** The plan depends on these besides. */
export interface PlanContext extends Chance {
  /** The question that was asked. */
  readonly target: Target;
  /** The address that was asked, itself or by the stream that its document named. */
  readonly asked: string;
  /** The address that is next. */
  readonly url: string;
  /** That is another one than before. */
  readonly moved: boolean;
  /** When it wants us at the earliest, epoch ms. */
  readonly opensAt: number;
  /** Only these may carry the feed's stream. */
  readonly origins: readonly string[];
  /** The revision of the document that is held. */
  readonly revision: Revision | undefined;
}

/** Decides when to connect next, and what to ask for. */
export function planNext(
  assessment: Assessment,
  result: AttemptResult,
  context: PlanContext,
): {readonly history: History; readonly plan: Plan} {
  const counted = countAttempt(assessment.history, result, context);
  const history = {...counted, withoutDocument: withoutDocument(assessment, result, context)};
  const next = {...assessment, history: context.moved ? moveOn(history, context) : history};
  const lastEventId = resumeId(next, result, context);
  if (result.kind === 'document') return afterDocument(next, lastEventId, context);
  if (result.kind === 'rotated') return afterRotation(next, lastEventId, context);
  return afterFailure(next, result, lastEventId, context);
}

/** A document where a stream should be must not bring its readers back at once, for ever. */
function countAttempt(history: History, {kind}: AttemptResult, {target}: PlanContext): History {
  const counts = kind === 'document' ? target.stream !== undefined : kind !== 'rotated';
  return counts ? {...history, attempts: history.attempts + 1} : history;
}

function withoutDocument(
  {history, misasked}: Assessment,
  {via}: AttemptResult,
  {asked}: PlanContext,
): readonly string[] {
  if (!misasked && via === undefined) return history.withoutDocument;
  const others = history.withoutDocument.filter((url) => url !== asked);
  return misasked ? [...others, asked] : others;
}

/** Another address has other readers and other failures, and may give something else. */
function moveOn(history: History, {asked, url}: PlanContext): History {
  const {attempts, attemptsElsewhere} = history;
  return {
    ...history,
    endpoint: undefined,
    spreadMs: undefined,
    attempts: attemptsElsewhere[url] ?? 0,
    attemptsElsewhere: {...attemptsElsewhere, [asked]: attempts},
  };
}

/**
 * An id that led to a wrong answer would do so again, another address knows other ids, and where a
 * stream that a document named fails, the document comes first: it knows whether its stream moved.
 */
function resumeId(
  {error, buffered}: Assessment,
  {lastEventId}: AttemptResult,
  {moved, target}: PlanContext,
): string {
  const wrong = error && (target.stream || !isTransient(error));
  return moved || buffered || wrong ? '' : lastEventId;
}

type Decision = ReturnType<typeof planNext>;

/** A document is polled, or leads to the stream that it names. */
function afterDocument(
  {history, buffered}: Assessment,
  lastEventId: string,
  {random, moved, url, origins, revision}: PlanContext,
): Decision {
  const named = streamUrl(revision?.stream, url, origins);
  const stream = buffered || moved ? undefined : named;
  const polled = !stream && history.endpoint === 'document';
  const attempts = polled ? 0 : history.attempts;
  const pollMs = (revision?.pollAfterSeconds ?? timing.POLL_SECONDS) * 1000;
  const delayMs = stream ? openingDelay(history, random) : around(pollMs, random);
  // A browser may revalidate a document by its ETag; a stream must come fresh.
  const open = moved || stream || (history.endpoint !== 'document' && !buffered);
  return {
    history: {...history, attempts},
    plan: {
      // The URL of a document stays the same for caches: it carries no id.
      target: {accept: open ? 'any' : 'document', stream, lastEventId: stream ? lastEventId : ''},
      delayMs,
      closedMs: 0,
      phase: 'polling',
    },
  };
}

/** The first opening of a stream is quick; one that failed before keeps its distance. */
function openingDelay({attempts: attempt, spreadMs}: History, random: () => number): number {
  return attempt === 0
    ? random() * timing.STREAM_OPEN_SPREAD
    : retryDelay({attempt, spreadMs}, random);
}

/** Nothing was wrong: an old stream is renewed soon, from where it was. */
function afterRotation(
  {history, buffered}: Assessment,
  lastEventId: string,
  context: PlanContext,
): Decision {
  const closedMs = closedFor(context);
  const delayMs = Math.max(closedMs, context.random() * timing.STREAM_OPEN_SPREAD);
  const target = reconnectTo(context.target, buffered ? 'document' : 'any', lastEventId);
  return {history, plan: {target, delayMs, closedMs, phase: 'live'}};
}

/** Each failure in a row waits longer. */
function afterFailure(
  {history, buffered, misasked}: Assessment,
  result: AttemptResult,
  lastEventId: string,
  context: PlanContext,
): Decision {
  const {random, target, url, moved} = context;
  const {attempts, spreadMs} = history;
  // The attempt just made is counted; the first retry is number 0.
  const failures = moved ? attempts : attempts - 1;
  // A server that answers is there again: the right question follows soon.
  const attempt = misasked ? Math.min(1, failures) : failures;
  const closedMs = closedFor(context);
  const delayMs = Math.max(closedMs, retryDelay({attempt, spreadMs}, random));
  const silent = result.healthyMs === undefined && target.accept === 'any' && !target.stream;
  // Where no stream comes at all, a document may save the day.
  const worthwhile = buffered || (silent && attempts >= timing.FAILURES_BEFORE_DOCUMENT);
  const narrow = worthwhile && !history.withoutDocument.includes(url);
  return {
    history,
    plan: {
      target: reconnectTo(target, narrow ? 'document' : 'any', lastEventId),
      delayMs,
      closedMs,
      phase: 'waiting',
    },
  };
}

/** A server that sent us away does not speak for its mirrors; a clock may be set back since. */
function closedFor({opensAt, now}: PlanContext): number {
  return Math.min(opensAt - now, timing.MAX_SERVER_WAIT);
}

/** Without an id the document comes first. */
function reconnectTo({stream}: Target, accept: Accept, id: string): Target {
  const lastEventId = accept === 'document' ? '' : id;
  return {accept, stream: lastEventId ? stream : undefined, lastEventId};
}
