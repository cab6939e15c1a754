import type {Arrival, Source} from '../sources/source.js';
import type {ConnectionPhase} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import {FeedError} from '../wire/errors.js';
import {DEFAULT_MAX_STALE_SECONDS} from '../wire/limits.js';
import {clampNumber} from '../wire/parse.js';
import type {Edition} from '../wire/types.js';
import {isSecure, parseUrl} from '../wire/url.js';
import {around, retryDelay} from './backoff.js';
import type {Clock} from './clock.js';
import * as timing from './timing.js';

/** A message and what was wrong with parts of it. */
export type Delivery = Extract<Arrival, {type: 'message'}>;

export interface ConnectOptions {
  /** Absolute URL of the feed. */
  readonly url: string;
  /** Origins on which `ext.stream` may live. */
  readonly origins: readonly string[];
  readonly source: Source;
  readonly clock: Clock;
  /** Gives U(0,1). */
  readonly random: () => number;
  /**
   * Takes a message in; returns true if something before it was missed.
   * @param clockOffset - the server's clock minus ours, ms.
   */
  readonly deliver: (delivery: Delivery, clockOffset: number) => boolean;
  readonly onPhase: (phase: ConnectionPhase, error?: FeedError) => void;
}

/**
 * Keeps one source alive: `connecting → live | polling → waiting → connecting …`. There is one visit or one wait at a
 * time, with one timer and one AbortController. Whatever goes wrong ends the visit; the next one starts over.
 *
 * @returns the way to end it; nothing is delivered afterwards.
 */
export function connect(options: ConnectOptions): () => void {
  const {url, origins, source, clock, random, deliver, onPhase} = options;
  let controller: AbortController | undefined;
  let timer: unknown;
  let closed = false;
  /** Attempts since the connection was last healthy. */
  let attempt = 0;
  /** The stream a document named: visited instead of `url` until it fails. */
  let stream: string | undefined;
  let accept: Accept = 'any';
  /** To resume a stream from; empty to begin with a whole document, which is how a gap is closed. */
  let lastEventId = '';
  let spreadMs: number | undefined;
  /** Of the last whole document: what is resumed does not repeat it. */
  let edition: Edition | undefined;

  /** The next thing has to come within this time. */
  function expect(ms: number): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => controller?.abort(new FeedError('timeout')), ms);
  }

  async function run(): Promise<void> {
    while (!closed) {
      controller = new AbortController();
      const {signal} = controller;
      let via: 'stream' | 'document' | undefined;
      let clockOffset = 0;
      let liveSince: number | undefined;
      let messageAt = 0;
      let askedMs: number | undefined;
      let error: FeedError | undefined;
      onPhase('connecting');
      expect(timing.HEADERS_TIMEOUT);
      try {
        visit: for await (const arrival of source(stream ?? url, {signal, accept, lastEventId})) {
          signal.throwIfAborted();
          const now = clock.now();
          switch (arrival.type) {
            case 'open':
              ({via, clockOffset} = arrival);
              expect(via === 'stream' ? timing.FIRST_BYTE_TIMEOUT : timing.DOCUMENT_TIMEOUT);
              break;
            case 'alive':
              expect(timing.SILENCE_TIMEOUT);
              if (liveSince === undefined) {
                liveSince = messageAt = now;
                onPhase('live');
              }
              // Bytes prove that the edge server lives, not the feed behind it, and one that does not know our last id
              // may wait for ever.
              if (now - messageAt < (edition?.maxStaleSeconds ?? DEFAULT_MAX_STALE_SECONDS) * 1000)
                break;
              lastEventId = '';
              break visit;
            case 'id':
              lastEventId = arrival.id;
              break;
            case 'retry':
              spreadMs = clampNumber(arrival.ms, timing.FIRST_RETRY_SPREAD_RANGE);
              break;
            case 'message': {
              const {message} = arrival;
              messageAt = now;
              if (message.type === 'bye') {
                askedMs = message.retryAfterMs;
                break visit;
              }
              if (message.type === 'snapshot') ({edition} = message.snapshot);
              if (!deliver(arrival, clockOffset) || via === 'document') break;
              lastEventId = '';
              break visit;
            }
          }
        }
      } catch (caught) {
        const cause: unknown = signal.aborted ? signal.reason : caught;
        error = cause instanceof FeedError ? cause : new FeedError('network', {cause});
      }
      clock.clearTimeout(timer);
      controller.abort();
      if (closed) return;

      let delayMs: number;
      if (via === 'document' && !error) {
        // A document where a stream should be must not bring its readers back at once, for ever.
        if (stream) attempt++;
        stream = streamUrl(edition?.stream, url, origins);
        // A browser may revalidate a document by its ETag; a stream must come fresh.
        accept = stream ? 'any' : 'document';
        if (!stream) attempt = 0;
        // The first opening of a stream is quick; one that failed before keeps its distance.
        delayMs = stream
          ? retryDelay({attempt, spreadMs: timing.STREAM_OPEN_SPREAD}, random)
          : around((edition?.pollAfterSeconds ?? timing.POLL_SECONDS) * 1000, random);
        onPhase('polling');
      } else {
        if (liveSince !== undefined && clock.now() - liveSince >= timing.HEALTHY_AFTER) attempt = 0;
        delayMs = retryDelay(
          {attempt, spreadMs, error, askedMs: askedMs ?? error?.retryAfterMs},
          random,
        );
        attempt++;
        accept = 'any';
        // An id that led to a wrong answer would do so again; a document knows no ids, and its URL must stay the same
        // for caches. Without an id the document comes first: it is news in itself, and knows whether its stream moved.
        if (error && (stream || !isTransient(error))) lastEventId = '';
        if (!lastEventId) stream = undefined;
        onPhase('waiting', error);
      }
      // A listener may have closed it.
      if (closed) return;
      await new Promise<void>((wake) => (timer = clock.setTimeout(wake, delayMs)));
    }
  }

  // Not at once: whoever opens it has to know the way to close it before anything is told.
  void Promise.resolve().then(run);
  return () => {
    closed = true;
    clock.clearTimeout(timer);
    controller?.abort();
    onPhase('closed');
  };
}

/** Worth resuming after: the answers so far were right. */
function isTransient({code}: FeedError): boolean {
  return code === 'network' || code === 'timeout';
}

/**
 * Where a document says its news streams, resolved against the document. A feed's author must not send readers to
 * a server the page never named, so only the document's own origin and trusted ones count.
 */
export function streamUrl(
  stream: string | undefined,
  documentUrl: string,
  origins: readonly string[],
): string | undefined {
  const url = stream && parseUrl(stream, documentUrl);
  return url && isSecure(url) && origins.includes(url.origin) ? url.href : undefined;
}
