import * as timing from '../clock/timing.js';
import {FeedError} from '../model/errors.js';
import {clampNumber} from '../parsing/parse.js';
import {revisionOf} from '../store/reduce.js';
import {isOrdered} from '../store/select.js';
import type {SourceEvent, SourceMessage} from '../transport/source.js';
import type {AttemptRequest, AttemptResult, Ending} from './attempt.js';
import {around} from './backoff.js';
import type {AnswerTime, ConnectionContext} from './context.js';
import {createFreshness} from './freshness.js';
import type {Freshness} from './freshness.js';
import {createOpening} from './opening.js';
import type {Opening} from './opening.js';
import {createRepair} from './repair.js';
import type {Repair} from './repair.js';
import type {Watchdog} from './watchdog.js';

/** An attempt in progress: what it works with, and what came so far. */
export interface Reading {
  readonly context: ConnectionContext;
  readonly request: AttemptRequest;
  readonly watchdog: Watchdog;
  readonly freshness: Freshness;
  readonly repair: Repair;
  readonly opening: Opening;
  readonly startedAt: number;
  /** When the stream is old enough to be renewed, epoch ms. */
  readonly rotateAt: number;
  via: AttemptResult['via'];
  time: AnswerTime;
  /** When the first byte of a stream came, epoch ms. */
  aliveAt: number | undefined;
  lastHeartbeatAt: number;
  spreadMs: number | undefined;
  lastEventId: string;
  /** The stream brought an id or an event. */
  heard: boolean;
  /** How the attempt has to end, where that was found between two reads. */
  ending: Ending | undefined;
  /** A broken event followed this message, while that was held back. */
  lastBeforeBroken: SourceMessage | undefined;
}

export function beginReading(
  context: ConnectionContext,
  request: AttemptRequest,
  watchdog: Watchdog,
  controller: AbortController,
): Reading {
  const {clock, random, state} = context;
  const startedAt = clock.now();
  // At once: what comes with the next bytes, such as a goodbye, belongs to an attempt that is over.
  const endBetween = (ending: Ending | undefined): void => {
    reading.ending = ending;
    if (ending) controller.abort();
  };
  const reading: Reading = {
    context,
    request,
    watchdog,
    startedAt,
    rotateAt: Math.min(request.until, startedAt + around(timing.ROTATE, random)),
    freshness: createFreshness(startedAt, state, random),
    repair: createRepair({
      clock,
      random,
      fetchDocument: request.fetchBeside,
      isOrdered: () => isOrdered(state()),
      onFailure: () => endBetween({kind: 'gap'}),
    }),
    via: undefined,
    time: {clockOffset: 0},
    aliveAt: undefined,
    lastHeartbeatAt: -Infinity,
    spreadMs: undefined,
    lastEventId: request.lastEventId,
    heard: false,
    ending: undefined,
    lastBeforeBroken: undefined,
    opening: createOpening(clock, (messages) => endBetween(merge(reading, messages))),
  };
  return reading;
}

/** Takes in an event; returns the ending if it was the last one. */
export function take(reading: Reading, event: SourceEvent): Ending | undefined {
  if (reading.via === 'stream' && !takeBytes(reading)) return {kind: 'rotated'};
  switch (event.type) {
    case 'open':
      reading.via = event.via;
      reading.time = event;
      reading.watchdog.expectBody(event.via);
      return undefined;
    case 'alive':
      return checkHealth(reading);
    case 'messages':
      return takeMessages(reading, event.messages);
    case 'id':
      reading.heard = true;
      reading.lastEventId = event.id;
      return undefined;
    case 'retry':
      reading.spreadMs = clampNumber(event.ms, timing.FIRST_RETRY_SPREAD_RANGE);
      return undefined;
    case 'invalid':
      return takeInvalid(reading, event.error);
  }
}

/**
 * Each event of a stream came with bytes. Returns whether to believe them: after the clock was set
 * back, what the attempt thinks of the server's clock is wrong, and old news would count as new.
 */
function takeBytes(reading: Reading): boolean {
  const now = reading.context.clock.now();
  if (now < reading.startedAt) return false;
  reading.watchdog.expectBytes();
  reading.opening.onBytes();
  reading.aliveAt ??= now;
  reportLife(reading, now);
  return true;
}

/** Decides at the end of a read: what came with it may be the proof or the goodbye. */
function checkHealth(reading: Reading): Ending | undefined {
  const {context, request, freshness} = reading;
  const now = context.clock.now();
  const health = freshness.check(now);
  if (health === 'reconcile') {
    void request
      .fetchBeside()
      .then((outcome) => freshness.onDocument(context.clock.now(), outcome));
  }
  // An id that led into a hole would do so again.
  if (health === 'starved') reading.lastEventId = '';
  if (now >= reading.rotateAt) return {kind: 'rotated'};
  if (health !== 'starved') return undefined;
  if (freshness.proved) return {kind: 'starved'};
  // A stream without any proof counts as one that timed out: a byte a second would go on for ever.
  reading.aliveAt = now;
  return failure(reading, new FeedError('timeout'));
}

/** The stream goes on; the trouble is reported once, and with each heartbeat until it is mended. */
function takeInvalid(reading: Reading, error: FeedError): undefined {
  const {context, repair, opening} = reading;
  reading.heard = true;
  reading.lastBeforeBroken = opening.last;
  if (!repair.trouble) context.onStatus('live', timing.SILENCE_TIMEOUT, error);
  repair.onInvalid(error);
}

/** Tells the tabs that follow this one, now and then, that the stream lives. */
function reportLife(reading: Reading, now: number): void {
  if (Math.abs(now - reading.lastHeartbeatAt) < timing.LEADER_HEARTBEAT) return;
  reading.lastHeartbeatAt = now;
  reading.context.onStatus('live', timing.SILENCE_TIMEOUT, reading.repair.trouble);
}

function takeMessages(reading: Reading, messages: readonly SourceMessage[]): Ending | undefined {
  const {context, time, via} = reading;
  reading.heard = true;
  const goodbye = messages.findIndex(({message}) => message.type === 'bye');
  const before = goodbye < 0 ? messages : messages.slice(0, goodbye);
  const serverNow = context.clock.now() + time.clockOffset;
  const ready = via === 'stream' ? reading.opening.take(before, serverNow) : before;
  const ending = merge(reading, ready);
  const bye = messages[goodbye]?.message;
  // A wait that the server asks for outweighs a gap: what is missing is asked for after it.
  return bye?.type === 'bye' ? {kind: 'bye', retryAfterMs: bye.retryAfterMs} : ending;
}

/** The source has no more, and the attempt ends. */
export function takeRest(reading: Reading): void {
  merge(reading, reading.opening.close());
}

/**
 * The attempt is over, even if its source does not know it yet: nothing is taken in or asked for
 * any more. The stream has to bring again what was held back.
 */
export function abandon(reading: Reading): void {
  reading.repair.stop();
  if (reading.opening.close().length > 0) reading.lastEventId = '';
}

/** Takes messages into the state; returns the ending if something was missed before them. */
function merge(reading: Reading, messages: readonly SourceMessage[]): Ending | undefined {
  const last = messages.at(-1);
  if (!last) return undefined;
  const {context, time, via} = reading;
  const {outcome, proved} = context.deliver(messages, time);
  reading.freshness.onMessages(context.clock.now(), proved);
  // A message that came before a broken event says nothing of it.
  const ordered = last !== reading.lastBeforeBroken && revisionOf(last.message)?.rev !== undefined;
  if (reading.repair.covers(outcome, ordered) || outcome !== 'gap') return undefined;
  reading.lastEventId = '';
  return {kind: via === 'document' ? 'document' : 'gap'};
}

/** The source has no more. */
export function endOf({via, heard, request}: Reading): Ending {
  if (via === 'document') return {kind: 'document'};
  // A stream begins with the whole document, unless it is resumed.
  const empty = via === 'stream' && !heard && !request.lastEventId;
  return empty
    ? {kind: 'failed', error: new FeedError('network'), stalled: false}
    : {kind: 'ended'};
}

export function failure({via, aliveAt}: Reading, error: FeedError): Ending {
  const silent = via === 'stream' && aliveAt === undefined;
  return {kind: 'failed', error, stalled: silent && error.code === 'timeout'};
}
