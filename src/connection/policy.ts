import * as timing from '../clock/timing.js';
import type {Revision} from '../model/types.js';
import type {ConnectionPhase} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import type {Assessment, Chance, History, Target} from './assessment.js';
import type {AttemptResult} from './attempt.js';
import {around, isTransient, retryDelay} from './backoff.js';
import {streamUrl} from './stream-url.js';

/**
 * Plans what a connection does after an attempt: pure functions of how the attempt is judged, how
 * it ended, and the world around it.
 */

/** The next attempt, and what to report until then. */
export interface Plan {
  readonly target: Target;
  readonly delayMs: number;
  /** For how long the server wants no attempt at all, ms. */
  readonly closedMs: number;
  readonly phase: ConnectionPhase;
}

/** Besides the attempt and its assessment, a plan depends on these. */
export interface PlanContext extends Chance {
  /** The question that was asked. */
  readonly target: Target;
  /** The address that was asked, itself or by the stream that its document named. */
  readonly asked: string;
  /** The address that is next. */
  readonly url: string;
  /** That is another one than before. */
  readonly moved: boolean;
  /** The address that is next takes no attempt before this moment, epoch ms. */
  readonly opensAt: number;
  /** Only these may carry the feed's stream. */
  readonly origins: readonly string[];
  /** The revision of the document that is held. */
  readonly revision: Revision | undefined;
}

/** The plans below go by the assessment of an attempt, after that attempt was counted. */
interface Judged extends Assessment {
  /** To resume from; empty if the whole document is needed. */
  readonly lastEventId: string;
}

/** Decides when to connect next, and what to ask for. */
export function planNext(
  assessment: Assessment,
  result: AttemptResult,
  context: PlanContext,
): {readonly history: History; readonly plan: Plan} {
  const history = nextHistory(assessment, result, context);
  const judged = {...assessment, history, lastEventId: resumeId(assessment, result, context)};
  if (result.kind === 'document') return afterDocument(judged, context);
  const plan =
    result.kind === 'rotated'
      ? afterRotation(judged, context)
      : afterFailure(judged, result, context);
  return {history, plan};
}

/** Counts the attempt, and remembers it for the address that was asked. */
function nextHistory(
  {history, misasked}: Assessment,
  {kind, via}: AttemptResult,
  {target, asked, moved, url}: PlanContext,
): History {
  // A document where a stream should be must not bring its readers back at once, for ever.
  const counts = kind === 'document' ? target.stream !== undefined : kind !== 'rotated';
  const attempts = history.attempts + (counts ? 1 : 0);
  const answered = via !== undefined || misasked;
  const others = history.withoutDocument.filter((address) => address !== asked || !answered);
  const withoutDocument = misasked ? [...others, asked] : others;
  const next = {...history, attempts, withoutDocument};
  if (!moved) return next;
  // Another address has other readers and other failures, and may give something else.
  const {attemptsElsewhere} = history;
  return {
    ...next,
    endpoint: undefined,
    refused: false,
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

/** A document is polled, or leads to the stream that it names. */
function afterDocument(
  {history, buffered, lastEventId}: Judged,
  {random, moved, url, origins, revision}: PlanContext,
): ReturnType<typeof planNext> {
  const named = streamUrl(revision?.stream, url, origins);
  const stream = buffered || moved ? undefined : named;
  const polled = !stream && history.endpoint === 'document';
  const pollMs = (revision?.pollAfterSeconds ?? timing.POLL_SECONDS) * 1000;
  // A browser may revalidate a document by its ETag; a stream must come fresh.
  const narrow = !moved && !stream && (polled || buffered);
  return {
    history: polled ? {...history, attempts: 0} : history,
    plan: {
      target: {
        accept: narrow ? 'document' : 'any',
        stream,
        // The URL of a document stays the same for caches: it carries no id.
        lastEventId: stream ? lastEventId : '',
      },
      delayMs: stream ? openingDelay(history, random) : around(pollMs, random),
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
function afterRotation({buffered, lastEventId}: Judged, context: PlanContext): Plan {
  const closedMs = closedFor(context);
  const delayMs = Math.max(closedMs, context.random() * timing.STREAM_OPEN_SPREAD);
  const target = reconnectTo(context.target, buffered ? 'document' : 'any', lastEventId);
  return {target, delayMs, closedMs, phase: 'live'};
}

/** Each failure in a row waits longer. */
function afterFailure(
  {history, buffered, misasked, lastEventId}: Judged,
  {healthyMs}: AttemptResult,
  context: PlanContext,
): Plan {
  const {random, target, url, moved} = context;
  const {attempts, spreadMs, withoutDocument} = history;
  // The attempt just made is counted; the first retry is number 0.
  const failures = moved ? attempts : attempts - 1;
  // A server that answers is there again: the right question follows soon.
  const attempt = misasked ? Math.min(1, failures) : failures;
  const closedMs = closedFor(context);
  const delayMs = Math.max(closedMs, retryDelay({attempt, spreadMs}, random));
  const silent = healthyMs === undefined && target.accept === 'any' && !target.stream;
  // Where no stream comes at all, a document may save the day.
  const worthwhile = buffered || (silent && attempts >= timing.FAILURES_BEFORE_DOCUMENT);
  const narrow = worthwhile && !withoutDocument.includes(url);
  return {
    target: reconnectTo(target, narrow ? 'document' : 'any', lastEventId),
    delayMs,
    closedMs,
    phase: 'waiting',
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
