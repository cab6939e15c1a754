import type {Alarm} from '../clock/alarm.js';
import * as timing from '../clock/timing.js';
import {FeedError} from '../model/errors.js';
import type {MergeOutcome} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import type {ConnectionContext} from './context.js';
import {abandon, beginReading, endOf, failure, take, takeRest} from './reading.js';
import {createWatchdog} from './watchdog.js';

/** The question of an attempt, and the address that is asked. */
export interface AttemptRequest {
  readonly url: string;
  readonly accept: Accept;
  /** To resume a stream from; empty to begin with a whole document. */
  readonly lastEventId: string;
  /** When there will be a better address, epoch ms. */
  readonly until: number;
  /** Asks for the document beside a stream; resolves with what became of the state by it. */
  readonly fetchBeside: () => Promise<MergeOutcome | undefined>;
}

/** How an attempt ended. */
export type Ending =
  /** The whole document came. */
  | {readonly kind: 'document'}
  /** The server ended the stream. */
  | {readonly kind: 'ended'}
  /** The stream was old, and nothing was wrong with it. */
  | {readonly kind: 'rotated'}
  /** The server said goodbye, and when to come again, if it cares. */
  | {readonly kind: 'bye'; readonly retryAfterMs: number | undefined}
  /** Something was missed: the whole document is needed. */
  | {readonly kind: 'gap'}
  /** Bytes came, and no proof that the feed behind them lives. */
  | {readonly kind: 'starved'}
  /** `stalled`: the headers of a stream came, and then nothing. */
  | {readonly kind: 'failed'; readonly error: FeedError; readonly stalled: boolean};

/** The facts that every attempt tells. */
interface AttemptFacts {
  /** The kind of the answer; undefined if none came. */
  readonly via: 'stream' | 'document' | undefined;
  /** For how long bytes with a meaning came, ms; undefined if not even the first byte did. */
  readonly healthyMs: number | undefined;
  /** To resume from; empty if the whole document is needed. */
  readonly lastEventId: string;
  /** Width of the first retry's spread, where the stream named one, ms. */
  readonly spreadMs: number | undefined;
}

export type AttemptResult = Ending & AttemptFacts;

/**
 * Reads a feed once, until its server ends that, or the alarm or the controller does.
 * @param alarm - the attempt sets its deadlines with it. Nothing else uses it meanwhile.
 */
export async function attempt(
  context: ConnectionContext,
  request: AttemptRequest,
  controller: AbortController,
  alarm: Alarm,
): Promise<AttemptResult> {
  const {signal} = controller;
  const {url, accept} = request;
  const watchdog = createWatchdog(alarm, controller);
  const reading = beginReading(context, request, watchdog, controller);
  signal.addEventListener('abort', () => abandon(reading));
  let ending: Ending | undefined;
  context.onStatus('connecting', timing.SILENCE_TIMEOUT);
  watchdog.expectHeaders();
  try {
    for await (const event of context.source(url, {
      signal,
      accept,
      lastEventId: request.lastEventId,
    })) {
      signal.throwIfAborted();
      ending = take(reading, event);
      if (ending) break;
    }
    ending ??= reading.ending ?? endOf(reading);
  } catch (caught) {
    ending = reading.ending ?? failure(reading, toFeedError(caught, signal));
  }
  watchdog.stop();
  takeRest(reading);
  controller.abort();
  const {via, aliveAt, spreadMs} = reading;
  const healthyMs = aliveAt === undefined ? undefined : context.clock.now() - aliveAt;
  // An id that follows a broken event would leave out what it said.
  const lastEventId = reading.repair.trouble ? '' : reading.lastEventId;
  return {...ending, via, healthyMs, spreadMs, lastEventId};
}

/** The error that a source threw, or the reason for which it was aborted. */
export function toFeedError(caught: unknown, {aborted, reason}: AbortSignal): FeedError {
  const cause: unknown = aborted ? reason : caught;
  return cause instanceof FeedError ? cause : new FeedError('network', {cause});
}
