import type {ConnectionPhase} from '../store/phase.js';
import type {FeedError} from '../wire/errors.js';
import {clampNumber} from '../wire/parse.js';
import {isSecure, parseUrl} from '../wire/url.js';
import {around, retryDelay} from './backoff.js';
import {FIRST_RETRY_SPREAD_RANGE, HEALTHY_AFTER, POLL, STREAM_OPEN_SPREAD} from './timing.js';
import {visit} from './visit.js';
import type {Outcome, Visit, VisitOptions} from './visit.js';

export interface ConnectOptions extends Pick<VisitOptions, 'source' | 'clock' | 'deliver'> {
  /** Absolute URL of the feed. */
  readonly url: string;
  /** Origins, besides the feed's own, on which `ext.stream` may live. */
  readonly trustedOrigins: readonly string[];
  /** Gives U(0,1). */
  readonly random: () => number;
  readonly onPhase: (phase: ConnectionPhase, error?: FeedError) => void;
}

/** What is known between two visits. */
export interface Situation {
  /** Attempts since the connection was last healthy. */
  readonly attempt: number;
  /** The stream a document named: visited instead of the feed's URL until it fails. */
  readonly stream: string | undefined;
  readonly accept: VisitOptions['accept'];
  readonly lastEventId: string;
  /** Width of the first retry's spread, ms. */
  readonly spreadMs: number | undefined;
}

/**
 * Keeps one source alive: `connecting → live | polling → waiting → connecting …`, one visit or one wait at a time.
 * @returns the way to end it; nothing is delivered afterwards.
 */
export function connect(options: ConnectOptions): () => void {
  const {clock, onPhase} = options;
  let current: Visit | undefined;
  let timer: unknown;
  let closed = false;

  async function run(): Promise<void> {
    let situation: Situation = {
      attempt: 0,
      stream: undefined,
      accept: 'any',
      lastEventId: '',
      spreadMs: undefined,
    };
    while (!closed) {
      onPhase('connecting');
      current = visit({
        ...options,
        ...situation,
        url: situation.stream ?? options.url,
        onLive: () => onPhase('live'),
      });
      const outcome = await current.outcome;
      if (closed) return;
      const next = afterVisit(situation, outcome, options);
      situation = next.situation;
      // The timer first: whoever hears of the phase may close, and that clears it.
      const waited = new Promise<void>((wake) => (timer = clock.setTimeout(wake, next.delayMs)));
      onPhase(next.phase, outcome.error);
      await waited;
    }
  }

  void run();
  return () => {
    closed = true;
    clock.clearTimeout(timer);
    current?.end();
    onPhase('closed');
  };
}

/** The whole policy between two visits, as a pure function of what is known and what just happened. */
export function afterVisit(
  before: Situation,
  {via, liveMs, error, byeMs, retryMs, lastEventId, edition}: Outcome,
  {url, trustedOrigins, random}: Pick<ConnectOptions, 'url' | 'trustedOrigins' | 'random'>,
): {situation: Situation; phase: 'polling' | 'waiting'; delayMs: number} {
  const spreadMs = clampNumber(retryMs, FIRST_RETRY_SPREAD_RANGE) ?? before.spreadMs;
  if (via === 'document' && !error) {
    const stream = streamUrl(edition?.stream, url, trustedOrigins);
    const attempt = stream ? before.attempt : 0;
    const pollMs = edition?.pollAfterSeconds ? edition.pollAfterSeconds * 1000 : POLL;
    // The first opening of a stream is quick; one that failed before keeps its distance.
    const openMs = attempt === 0 ? random() * STREAM_OPEN_SPREAD : retryDelay({attempt}, random);
    return {
      // A browser may revalidate a document by its ETag; a stream must come fresh.
      situation: {attempt, stream, accept: stream ? 'any' : 'document', lastEventId: '', spreadMs},
      phase: 'polling',
      delayMs: stream ? openMs : around(pollMs, random),
    };
  }
  const attempt = liveMs >= HEALTHY_AFTER ? 0 : before.attempt;
  // An id that led to a wrong answer would do so again; a document knows no ids, and its URL must stay the same for caches.
  const broken = error && error.code !== 'network' && error.code !== 'timeout';
  const resumeFrom = broken || (error && before.stream) ? '' : lastEventId;
  return {
    situation: {
      attempt: attempt + 1,
      // Without an id to resume from, the document comes first: it is news in itself, and knows whether its stream moved.
      stream: resumeFrom ? before.stream : undefined,
      accept: 'any',
      lastEventId: resumeFrom,
      spreadMs,
    },
    phase: 'waiting',
    delayMs: retryDelay(
      {attempt, spreadMs, error, retryAfterMs: byeMs ?? error?.retryAfterMs},
      random,
    ),
  };
}

/**
 * Where a document says its news streams, resolved against the document. A feed's author must not send readers to
 * a server the page never named, so only the document's own origin and trusted ones count.
 */
export function streamUrl(
  stream: string | undefined,
  documentUrl: string,
  trustedOrigins: readonly string[],
): string | undefined {
  const url = stream ? parseUrl(stream, documentUrl) : undefined;
  if (!url || !isSecure(url)) return undefined;
  const trusted = [parseUrl(documentUrl)?.origin, ...trustedOrigins].includes(url.origin);
  return trusted ? url.href : undefined;
}
