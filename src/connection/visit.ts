import type {Arrival, Source} from '../sources/source.js';
import type {Accept} from '../transport/request.js';
import {FeedError} from '../wire/errors.js';
import {DEFAULT_MAX_STALE_SECONDS} from '../wire/limits.js';
import type {Edition} from '../wire/types.js';
import type {Clock} from './clock.js';
import {DOCUMENT_TIMEOUT, FIRST_BYTE_TIMEOUT, HEADERS_TIMEOUT, SILENCE_TIMEOUT} from './timing.js';

/** A message and what was wrong with parts of it. */
export type Delivery = Extract<Arrival, {type: 'message'}>;

export interface VisitOptions {
  /** What to read: a stream or a document, whichever the URL answers with. */
  readonly url: string;
  readonly accept: Accept;
  readonly lastEventId: string;
  readonly source: Source;
  readonly clock: Clock;
  /**
   * Takes a message in; returns true if something before it was missed.
   * @param clockOffset - the server's clock minus ours, ms.
   */
  readonly deliver: (delivery: Delivery, clockOffset: number) => boolean;
  /** The first bytes of a stream came. */
  readonly onLive?: () => void;
}

/** How a visit ended, and what it learned for the next one. */
export interface Outcome {
  readonly via: 'stream' | 'document' | undefined;
  /** How long the stream lived, ms; 0 without one. */
  readonly liveMs: number;
  /** Why it failed; undefined if it just ended. */
  readonly error: FeedError | undefined;
  /** Asked for by `bye`, ms. */
  readonly byeMs: number | undefined;
  /** Asked for by `retry:`, ms. */
  readonly retryMs: number | undefined;
  /** To resume from; empty to start over with a whole document, which is how a gap is closed. */
  readonly lastEventId: string;
  /** Of the last snapshot. */
  readonly edition: Edition | undefined;
}

export interface Visit {
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  end(): void;
}

/** One visit to a feed, with its one timer and its one AbortController. */
export function visit(options: VisitOptions): Visit {
  const {clock} = options;
  const controller = new AbortController();
  const {signal} = controller;
  let timer: unknown;

  /** The next thing has to come within this time. */
  function expect(ms: number): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => controller.abort(new FeedError('timeout')), ms);
  }

  async function run(): Promise<Outcome> {
    let via: Outcome['via'];
    let clockOffset = 0;
    let liveSince: number | undefined;
    let messageAt = 0;
    let error: FeedError | undefined;
    let byeMs: number | undefined;
    let retryMs: number | undefined;
    let edition: Edition | undefined;
    let {lastEventId} = options;
    expect(HEADERS_TIMEOUT);
    try {
      visiting: for await (const arrival of options.source(options.url, {...options, signal})) {
        signal.throwIfAborted();
        switch (arrival.type) {
          case 'open':
            ({via, clockOffset} = arrival);
            expect(via === 'stream' ? FIRST_BYTE_TIMEOUT : DOCUMENT_TIMEOUT);
            break;
          case 'alive': {
            expect(SILENCE_TIMEOUT);
            const now = clock.now();
            if (liveSince === undefined) {
              liveSince = messageAt = now;
              options.onLive?.();
            }
            // Bytes prove that the edge server lives, not the feed behind it, and one that does not know our last id
            // may wait for ever: after too long without a message, start over.
            const patience = edition?.maxStaleSeconds ?? DEFAULT_MAX_STALE_SECONDS;
            if (now - messageAt >= patience * 1000) {
              lastEventId = '';
              break visiting;
            }
            break;
          }
          case 'id':
            lastEventId = arrival.id;
            break;
          case 'retry':
            retryMs = arrival.ms;
            break;
          case 'message': {
            const {message} = arrival;
            messageAt = clock.now();
            if (message.type === 'bye') {
              byeMs = message.retryAfterMs ?? 0;
              break visiting;
            }
            if (message.type === 'snapshot') ({edition} = message.snapshot);
            if (options.deliver(arrival, clockOffset) && via === 'stream') {
              lastEventId = '';
              break visiting;
            }
          }
        }
      }
    } catch (caught) {
      const cause: unknown = signal.aborted ? signal.reason : caught;
      error = cause instanceof FeedError ? cause : new FeedError('network', {cause});
    }
    clock.clearTimeout(timer);
    controller.abort();
    const liveMs = liveSince === undefined ? 0 : clock.now() - liveSince;
    return {via, liveMs, error, byeMs, retryMs, lastEventId, edition};
  }

  return {outcome: run(), end: () => controller.abort()};
}
