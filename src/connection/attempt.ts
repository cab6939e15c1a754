import type {Source, SourceEvent, SourceRequest} from '../transport/source.js';
import type {ConnectionPhase, FeedState, Place} from '../store/reduce.js';
import {isStale, maxStaleMs} from '../store/select.js';
import {FeedError} from '../model/errors.js';
import {clampNumber} from '../parsing/parse.js';
import type {Alarm} from '../clock/alarm.js';
import {around} from './backoff.js';
import type {Clock} from '../clock/clock.js';
import * as timing from '../clock/timing.js';

/** A message as it came and as it was read. */
export type Delivery = Extract<SourceEvent, {type: 'message'}>;

/** What a visit needs of its surroundings. */
export interface Surroundings {
  readonly source: Source;
  readonly clock: Clock;
  /** Gives U(0,1). */
  readonly random: () => number;
  readonly state: () => FeedState;
  /**
   * Takes a message in; returns its place in the publisher's history.
   * @param clockOffset - the server's clock minus ours, ms.
   * @param ageMs - how old the copy is that a cache gave. Default 0.
   */
  readonly deliver: (delivery: Delivery, clockOffset: number, ageMs?: number) => Place | undefined;
  /** What is done now, and within how many ms something else will be done, or the same said again. */
  readonly onSign: (phase: ConnectionPhase, withinMs: number, error?: FeedError) => void;
}

/** What came of one visit. */
export interface Outcome {
  readonly via: 'stream' | 'document' | undefined;
  /** Undefined if it ended as it should. */
  readonly error: FeedError | undefined;
  /** What the server asked for, ms. */
  readonly askedMs: number | undefined;
  /** For how long a stream lived, ms. */
  readonly healthyMs: number;
  /** Headers came, and then nothing. */
  readonly stalled: boolean;
  /** It was old: nothing was wrong with it. */
  readonly rotated: boolean;
  /** To resume from; empty if the whole document is needed. */
  readonly lastEventId: string;
  /** Width of the first retry's spread, where the stream named one, ms. */
  readonly spreadMs: number | undefined;
}

/**
 * Visits a feed once, until its server ends it, or the alarm or the controller does.
 * @param until - when there will be a better address, epoch ms.
 * @param reconcile - asks for the document meanwhile; resolves with its place.
 */
export async function visit(
  {source, clock, random, state, deliver, onSign}: Surroundings,
  url: string,
  {accept, lastEventId}: Omit<SourceRequest, 'signal'>,
  controller: AbortController,
  alarm: Alarm,
  until: number,
  reconcile: () => Promise<Place | undefined>,
): Promise<Outcome> {
  const {signal} = controller;
  const startedAt = clock.now();
  const rotateAt = Math.min(until, startedAt + around(timing.ROTATE, random));
  const later = (): number => clock.now() + around(timing.RECONCILE, random, timing.WIDE_SPREAD);
  let reconcileAt = later();
  /** When the document knew more than its stream. */
  let suspectAt = Infinity;
  /** Something was missed, or will not come by this stream: the whole document is needed. */
  let gap = false;
  let starving = false;
  let via: Outcome['via'];
  let clockOffset = 0;
  let ageMs: number | undefined;
  let signedAt = -Infinity;
  let aliveAt: number | undefined;
  let newsAt: number | undefined;
  let resume = lastEventId;
  let heard = false;
  let rotated = false;
  let spreadMs: number | undefined;
  let askedMs: number | undefined;
  let error: FeedError | undefined;

  /** The next thing has to come within this time. */
  const expect = (ms: number): void => {
    // A listener may have ended it.
    if (!signal.aborted) alarm.set(ms, () => controller.abort(new FeedError('timeout')));
  };

  onSign('connecting', timing.SILENCE_TIMEOUT);
  expect(timing.HEADERS_TIMEOUT);
  try {
    visit: for await (const arrival of source(url, {signal, accept, lastEventId})) {
      signal.throwIfAborted();
      const now = clock.now();
      switch (arrival.type) {
        case 'open':
          ({via, clockOffset, ageMs} = arrival);
          expect(via === 'stream' ? timing.FIRST_BYTE_TIMEOUT : timing.DOCUMENT_TIMEOUT);
          break;
        case 'alive':
          expect(timing.SILENCE_TIMEOUT);
          aliveAt ??= now;
          if (Math.abs(now - signedAt) >= timing.LEADER_HEARTBEAT) {
            signedAt = now;
            onSign('live', timing.SILENCE_TIMEOUT);
          }
          if (now >= reconcileAt) {
            reconcileAt = later();
            void reconcile().then((place) => {
              if (place === 'next' && state().snapshot?.revision.rev) suspectAt = clock.now();
            });
          }
          // A clock that was set back would keep it for as long, with what it thinks of the server's clock.
          rotated = now >= rotateAt || now < startedAt;
          // Bytes prove that the edge server lives, not the feed behind it; one that does not know our last id may wait
          // for ever. And what the document knew then, its stream has told by now or never will.
          starving =
            now - (newsAt ?? aliveAt) >= maxStaleMs(state()) * timing.STARVED_SHARE ||
            now - suspectAt >= timing.RECONCILE_GRACE;
          if (rotated || starving) break visit;
          break;
        case 'id':
          heard = true;
          resume = arrival.id;
          break;
        case 'retry':
          spreadMs = clampNumber(arrival.ms, timing.FIRST_RETRY_SPREAD_RANGE);
          break;
        case 'message': {
          heard = true;
          if (arrival.message.type === 'bye') {
            askedMs = arrival.message.retryAfterMs;
            break visit;
          }
          const {provenAt} = state();
          gap = deliver(arrival, clockOffset, ageMs) === 'gap';
          suspectAt = Infinity;
          // A proof that is old at once shows that our clock jumped since the visit began, or that an old copy is served.
          if (state().provenAt !== provenAt && !isStale(state(), now)) newsAt = now;
          if (gap) break visit;
        }
      }
    }
  } catch (caught) {
    error = toFeedError(caught, signal);
  }
  // A stream begins with the whole document, unless it is resumed.
  if (via === 'stream' && !heard && !lastEventId) error ??= new FeedError('network');
  // Bytes alone are no answer: a byte a second would go on for ever.
  const mute = starving && newsAt === undefined;
  // Who ended it from outside may have set the alarm for something else since.
  if (!signal.aborted) alarm.clear();
  controller.abort();
  return {
    via,
    error: mute ? new FeedError('timeout') : error,
    askedMs: askedMs ?? error?.retryAfterMs,
    healthyMs: mute ? 0 : clock.now() - (aliveAt ?? Infinity),
    stalled: via === 'stream' && aliveAt === undefined && error?.code === 'timeout',
    rotated,
    lastEventId: gap || starving ? '' : resume,
    spreadMs,
  };
}

/** What a source threw, or the reason for which it was aborted. */
export function toFeedError(caught: unknown, {aborted, reason}: AbortSignal): FeedError {
  const cause: unknown = aborted ? reason : caught;
  return cause instanceof FeedError ? cause : new FeedError('network', {cause});
}
