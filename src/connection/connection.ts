import type {ConnectionPhase, Place} from '../store/reduce.js';
import {isStale} from '../store/select.js';
import type {Accept} from '../transport/request.js';
import type {FeedError} from '../model/errors.js';
import {createAlarm} from '../clock/alarm.js';
import {fetchSnapshot} from './fetch-snapshot.js';
import {around, isRefusal, isTransient, retryDelay} from './backoff.js';
import {createMirrors} from './mirrors.js';
import {streamUrl} from './stream-url.js';
import * as timing from '../clock/timing.js';
import {visit} from './attempt.js';
import type {Outcome, Surroundings} from './attempt.js';

export interface ConnectionOptions extends Surroundings {
  /** Absolute URLs of the feed: the first, and its mirrors. Only their origins may carry its stream. */
  readonly urls: readonly string[];
}

export interface Connection {
  /** Goes on, not before what was planned when it stopped. */
  start(): void;
  /** Nothing is delivered afterwards. */
  stop(): void;
  /** Somebody looks again, or the network is back: ends a wait that no server asked for. */
  reconnectSoon(): void;
  /** Ends a visit: something is known to be wrong. */
  fail(error: FeedError): void;
  /**
   * Asks for the whole document, beside whatever goes on.
   * @returns the place of what came.
   * @throws {FeedError}
   */
  ask(accept: Accept): Promise<Place | undefined>;
}

/**
 * Keeps one source alive: `connecting → live | polling → waiting → connecting …`. There is one visit or one wait at a
 * time, with one alarm and one AbortController. Whatever goes wrong ends the visit; the next one starts over.
 */
export function createConnection({urls, ...options}: ConnectionOptions): Connection {
  const {clock, random, state, onSign} = options;
  const origins = urls.map((url) => new URL(url).origin);
  const alarm = createAlarm(clock);
  const mirrors = createMirrors(urls, clock, random);
  /** Counts starts and stops: what belongs to an earlier one ends. */
  let run = 0;
  let controller: AbortController | undefined;
  let asking: Promise<Place | undefined> | undefined;
  let asker: AbortController | undefined;
  /** Ends the present wait. */
  let wake: (() => void) | undefined;
  /** When the next visit is due, epoch ms; how long it was to that; and when it may come at the earliest. */
  let dueAt = 0;
  let plannedMs = 0;
  let notBefore = 0;
  /** Attempts since the connection was last healthy. */
  let attempt = 0;
  /** Streams in a row that brought headers and then nothing. */
  let stalls = 0;
  /** No stream is tried before, epoch ms. */
  let streamAt = 0;
  /** What the address is known to give; a stream once means that it may stream again. */
  let kind: Outcome['via'];
  /** The stream a document named: visited instead of its URL until it fails. */
  let stream: string | undefined;
  let accept: Accept = 'any';
  /** To resume a stream from; empty to begin with a whole document, which is how a gap is closed. */
  let lastEventId = '';
  let spreadMs: number | undefined;

  async function go(mine: number): Promise<void> {
    while (run === mine) {
      // A clock that was set back makes no wait longer.
      const left = Math.min(dueAt - clock.now(), plannedMs);
      await new Promise<void>((resolve) => {
        // Never at once: whoever started it has to know that before anything is told.
        if (left <= 0) return resolve();
        wake = resolve;
        alarm.set(left, resolve);
      });
      wake = undefined;
      if (run !== mine) return;
      // For whoever stops it now and starts it again at once.
      plan(timing.MIN_ATTEMPT_GAP);
      controller = new AbortController();
      const outcome = await visit(
        {...options, deliver},
        stream ?? mirrors.url,
        {accept, lastEventId},
        controller,
        alarm,
        mirrors.homeAt,
        () => askBeside('document').catch(() => undefined),
      );
      if (run === mine) learn(outcome);
    }
  }

  function plan(ms: number): void {
    plannedMs = ms;
    dueAt = clock.now() + ms;
  }

  /** Draws the lesson from a visit. */
  function learn({via, error, askedMs, healthyMs, stalled, rotated, ...outcome}: Outcome): void {
    const now = clock.now();
    const {revision} = state().snapshot ?? {};
    ({lastEventId, spreadMs = spreadMs} = outcome);
    if (healthyMs >= timing.HEALTHY_AFTER) attempt = 0;
    if (accept === 'any' && !stream && via && kind !== 'stream') kind = via;
    stalls = stalled ? stalls + 1 : via === 'stream' ? 0 : stalls;
    const awayMs =
      askedMs || isRefusal(error, attempt) ? retryDelay({attempt, error, askedMs}, random) : 0;
    if (stalls >= timing.STALLS_BEFORE_POLLING && stalled)
      streamAt = now + around(timing.STREAM_PROBE, random);
    else if (stream && awayMs) streamAt = now + awayMs;
    // Never for longer than that, whatever became of the clock.
    const buffered = now < streamAt && streamAt < now + timing.MAX_SERVER_WAIT;
    // A stream's host does not speak for that of its document.
    const moved = mirrors.next(Boolean(error) || isStale(state(), now), stream ? 0 : awayMs);
    if (moved) kind = undefined;
    // An id that led to a wrong answer would do so again, and another address knows others. A document knows no ids, and
    // its URL must stay the same for caches. Without an id the document comes first: it is news in itself, and knows
    // whether its stream moved.
    if (moved || buffered || (error && (stream || !isTransient(error)))) lastEventId = '';
    // Who goes to and fro between tabs hurries nothing.
    notBefore = now + timing.MIN_ATTEMPT_GAP;
    let delayMs: number;
    let phase: ConnectionPhase = 'polling';
    if (via === 'document' && !error) {
      // A document where a stream should be must not bring its readers back at once, for ever.
      if (stream) attempt++;
      stream = buffered || moved ? undefined : streamUrl(revision?.stream, mirrors.url, origins);
      if (!stream) lastEventId = '';
      if (!stream && kind === 'document') attempt = 0;
      // A browser may revalidate a document by its ETag; a stream must come fresh.
      accept = moved || stream || (kind !== 'document' && !buffered) ? 'any' : 'document';
      // The first opening of a stream is quick; one that failed before keeps its distance.
      delayMs = stream
        ? retryDelay({attempt, spreadMs: timing.STREAM_OPEN_SPREAD}, random)
        : around((revision?.pollAfterSeconds ?? timing.POLL_SECONDS) * 1000, random);
    } else {
      // A server that sent us away does not speak for its mirrors. A clock may have been set back since.
      const closed = Math.min(mirrors.opensAt - now, timing.MAX_SERVER_WAIT);
      delayMs = Math.max(
        closed,
        rotated ? random() * timing.STREAM_OPEN_SPREAD : retryDelay({attempt, spreadMs}, random),
      );
      notBefore = Math.max(notBefore, now + closed);
      if (!rotated) attempt++;
      // Where no stream comes at all, a document may save the day.
      const silent = accept === 'any' && attempt > 2 && !stream && healthyMs < 0;
      accept = buffered || silent ? 'document' : 'any';
      if (accept === 'document') lastEventId = '';
      if (!lastEventId) stream = undefined;
      phase = rotated ? 'live' : 'waiting';
    }
    plan(delayMs);
    onSign(phase, delayMs, error);
  }

  function deliver(...delivery: Parameters<Surroundings['deliver']>): Place | undefined {
    // What answers may be asked again at once.
    dueAt = 0;
    return options.deliver(...delivery);
  }

  function askBeside(accept: Accept): Promise<Place | undefined> {
    if (!asking) {
      asker = new AbortController();
      asking = fetchSnapshot(options, mirrors.url, accept, asker).finally(() => {
        asking = undefined;
      });
    }
    return asking;
  }

  return {
    start() {
      // Nobody knows for how long it stopped: the whole document comes first.
      lastEventId = '';
      stream = undefined;
      void go(++run);
    },
    stop() {
      run++;
      wake = undefined;
      alarm.clear();
      controller?.abort();
      asker?.abort();
      onSign('idle', 0);
    },
    reconnectSoon() {
      const now = clock.now();
      const ms = Math.max(
        Math.min(notBefore - now, plannedMs),
        random() * timing.RECONNECT_SOON_SPREAD,
      );
      if (wake && now + ms < dueAt) alarm.set(ms, wake);
    },
    fail: (error) => controller?.abort(error),
    ask: askBeside,
  };
}
