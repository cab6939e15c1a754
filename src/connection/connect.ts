import type {Source} from '../sources/source.js';
import type {ConnectionPhase} from '../store/phase.js';
import {FeedError} from '../wire/errors.js';
import {clampNumber} from '../wire/parse.js';
import {around, retryDelay} from './backoff.js';
import type {Clock} from './clock.js';
import {streamUrl} from './stream-url.js';
import {FIRST_RETRY_SPREAD_RANGE, HEALTHY_AFTER, POLL, STREAM_OPEN_SPREAD} from './timing.js';
import {visit} from './visit.js';
import type {Delivery, Outcome, Receipt, Visit} from './visit.js';

export interface ConnectOptions {
  /** Absolute URL of the feed. */
  readonly url: string;
  /** Origins, besides the feed's own, on which `ext.stream` may live. */
  readonly trustedOrigins: readonly string[];
  readonly source: Source;
  readonly clock: Clock;
  /** Gives U(0,1). */
  readonly random: () => number;
  /** Takes a message in; returns true if something before it was missed. */
  readonly deliver: (delivery: Delivery, receipt: Receipt) => boolean;
  readonly onPhase: (phase: ConnectionPhase, error: FeedError | undefined) => void;
}

export interface Connection {
  /** Asks for the document now. Resolves when that succeeded or failed; never rejects. */
  refresh(): Promise<void>;
  /** Ends everything; nothing is delivered afterwards. */
  close(): void;
}

/** What is known between two visits. */
interface Situation {
  /** Attempts since the connection was last healthy. */
  readonly attempt: number;
  /** The stream a document named: visited instead of the feed's URL until it fails. */
  readonly stream: string | undefined;
  readonly accept: 'any' | 'document';
  readonly lastEventId: string;
  readonly spreadMs: number | undefined;
}

/**
 * Keeps one source alive: `connecting → live | polling → waiting → connecting …`, one visit or one wait at a time.
 */
export function connect(options: ConnectOptions): Connection {
  const {clock} = options;
  let situation: Situation = {
    attempt: 0,
    stream: undefined,
    accept: 'any',
    lastEventId: '',
    spreadMs: undefined,
  };
  let current: Visit | undefined;
  let wake: (() => void) | undefined;
  let closed = false;

  async function run(): Promise<void> {
    while (!closed) {
      options.onPhase('connecting', undefined);
      current = visit({
        ...options,
        ...situation,
        url: situation.stream ?? options.url,
        documentUrl: options.url,
        onLive: () => options.onPhase('live', undefined),
      });
      const outcome = await current.outcome;
      if (closed) return;
      const next = afterVisit(situation, outcome, options);
      situation = next.situation;
      options.onPhase(next.phase, outcome.error);
      await sleep(next.delayMs);
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = clock.setTimeout(resolve, ms);
      wake = () => {
        clock.clearTimeout(timer);
        resolve();
      };
    });
  }

  void run();

  return {
    async refresh() {
      if (await current?.pull()) return;
      wake?.();
      // The loop goes on in a microtask and starts the next visit, unless one is under way already.
      await Promise.resolve();
      await current?.ready;
    },
    close() {
      if (closed) return;
      closed = true;
      current?.end(new FeedError('network', 'The feed was closed.'));
      wake?.();
      options.onPhase('closed', undefined);
    },
  };
}

/** The whole policy between two visits, as a pure function of what is known and what just happened. */
export function afterVisit(
  before: Situation,
  {via, liveMs, error, byeMs, lastEventId, retryMs, edition}: Outcome,
  {url, trustedOrigins, random}: Pick<ConnectOptions, 'url' | 'trustedOrigins' | 'random'>,
): {situation: Situation; phase: 'polling' | 'waiting'; delayMs: number} {
  const spreadMs = clampNumber(retryMs, FIRST_RETRY_SPREAD_RANGE) ?? before.spreadMs;
  const healthy = liveMs >= HEALTHY_AFTER;
  if (via === 'document' && !error) {
    const stream = streamUrl(edition?.stream, url, trustedOrigins);
    const pollMs = edition?.pollAfterSeconds === undefined ? POLL : edition.pollAfterSeconds * 1000;
    // The first opening of a stream is quick; one that failed before keeps its distance.
    const openMs =
      before.attempt === 0
        ? random() * STREAM_OPEN_SPREAD
        : retryDelay({attempt: before.attempt}, random);
    return {
      situation: {
        attempt: stream ? before.attempt : 0,
        stream,
        // A browser may revalidate a document by its ETag; a stream must come fresh.
        accept: stream ? 'any' : 'document',
        lastEventId: '',
        spreadMs,
      },
      phase: 'polling',
      delayMs: stream ? openMs : around(pollMs, random),
    };
  }
  const attempt = healthy ? 0 : before.attempt;
  // An id that led to a wrong answer would do so again, and a document knows no ids: its URL must stay the same for caches.
  const resumable =
    !error ||
    (before.stream === undefined && (error.code === 'network' || error.code === 'timeout'));
  return {
    situation: {
      attempt: attempt + 1,
      // The document knows whether its stream moved, and is news in itself while the stream is down.
      stream: error ? undefined : before.stream,
      accept: 'any',
      lastEventId: resumable ? lastEventId : '',
      spreadMs,
    },
    phase: 'waiting',
    delayMs: retryDelay(
      {attempt, spreadMs, error, retryAfterMs: byeMs ?? error?.retryAfterMs},
      random,
    ),
  };
}
