import type {Arrival, Source} from '../sources/source.js';
import {FeedError} from '../wire/errors.js';
import {DEFAULT_MAX_STALE_SECONDS} from '../wire/limits.js';
import type {Edition} from '../wire/types.js';
import type {Clock} from './clock.js';
import {
  CATCH_UP_SPREAD,
  DOCUMENT_TIMEOUT,
  FIRST_BYTE_TIMEOUT,
  HEADERS_TIMEOUT,
  SILENCE_TIMEOUT,
} from './timing.js';

/** A message and what was wrong with parts of it. */
export type Delivery = Extract<Arrival, {type: 'message'}>;

/** How a message came. */
export interface Receipt {
  readonly via: 'stream' | 'document';
  /** The server's clock minus ours, ms. */
  readonly clockOffset: number;
}

export interface VisitOptions {
  /** What to read: a stream or a document, whichever the URL answers with. */
  readonly url: string;
  readonly accept: 'any' | 'document';
  readonly lastEventId: string;
  /** Where the whole document is to be had after a gap in the stream. */
  readonly documentUrl: string;
  readonly source: Source;
  readonly clock: Clock;
  readonly random: () => number;
  /** Takes a message in; returns true if something before it was missed. */
  readonly deliver: (delivery: Delivery, receipt: Receipt) => boolean;
  /** The first bytes of a stream came. */
  readonly onLive: () => void;
}

/** How a visit ended, and what it learned for the next one. */
export interface Outcome {
  readonly via: 'stream' | 'document' | undefined;
  /** How long the stream lived, ms; 0 without one. */
  readonly liveMs: number;
  readonly error: FeedError | undefined;
  /** Asked for by `bye`, ms. */
  readonly byeMs: number | undefined;
  readonly lastEventId: string;
  /** Asked for by `retry:`, ms. */
  readonly retryMs: number | undefined;
  /** Of the last snapshot. */
  readonly edition: Edition | undefined;
}

export interface Visit {
  /** Resolves with the first message, or with the end if there is none. */
  readonly ready: Promise<void>;
  readonly outcome: Promise<Outcome>;
  /** Fetches the document beside a running stream; false if none runs. Never rejects. */
  pull(): Promise<boolean>;
  end(reason: FeedError): void;
}

/** A document on its way beside a running stream. */
interface Pull {
  /** Never rejects. */
  readonly done: Promise<void>;
  /** Epoch ms. */
  endsAt: number;
  giveUp(): void;
}

/** One visit to a feed, with its one timer and its one AbortController. */
export function visit(options: VisitOptions): Visit {
  const {clock, source} = options;
  const controller = new AbortController();
  const {signal} = controller;
  let timer: unknown;
  let liveSince: number | undefined;
  let byteAt = 0;
  let messageAt = 0;
  /** When the snapshot after a gap is due; undefined while nothing is missing. */
  let catchUpAt: number | undefined;
  let pulling: Pull | undefined;
  let byeMs: number | undefined;
  let retryMs: number | undefined;
  let edition: Edition | undefined;
  let lastEventId = options.lastEventId;
  let markReady!: () => void;
  const ready = new Promise<void>((resolve) => (markReady = resolve));

  function arm(ms: number, then: () => void): void {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(then, ms);
  }

  function endAfter(ms: number, why: string): void {
    arm(ms, () => controller.abort(new FeedError('timeout', why)));
  }

  async function run(): Promise<Outcome> {
    let receipt: Receipt | undefined;
    let error: FeedError | undefined;
    endAfter(HEADERS_TIMEOUT, 'The feed does not answer.');
    try {
      for await (const arrival of source(options.url, {
        signal,
        accept: options.accept,
        lastEventId,
      })) {
        signal.throwIfAborted();
        if (arrival.type === 'open') {
          receipt = arrival;
          if (arrival.via === 'stream') endAfter(FIRST_BYTE_TIMEOUT, 'The stream stays silent.');
          else endAfter(DOCUMENT_TIMEOUT, 'The document does not end.');
        } else if (arrival.type === 'message') {
          if (arrival.message.type === 'bye') {
            byeMs = arrival.message.retryAfterMs ?? 0;
            break;
          }
          take(arrival, receipt!);
        } else {
          note(arrival);
        }
      }
    } catch (caught) {
      error = asFeedError(signal.aborted ? signal.reason : caught);
    }
    clock.clearTimeout(timer);
    controller.abort();
    markReady();
    const liveMs = liveSince === undefined ? 0 : clock.now() - liveSince;
    return {via: receipt?.via, liveMs, error, byeMs, lastEventId, retryMs, edition};
  }

  function note(arrival: Exclude<Arrival, {type: 'open' | 'message'}>): void {
    if (arrival.type === 'id') lastEventId = arrival.id;
    else if (arrival.type === 'retry') retryMs = arrival.ms;
    else {
      byteAt = clock.now();
      if (liveSince !== undefined) return;
      liveSince = messageAt = byteAt;
      options.onLive();
      watch();
    }
  }

  function take(delivery: Delivery, receipt: Receipt): void {
    if (delivery.message.type === 'snapshot') edition = delivery.message.snapshot.edition;
    messageAt = clock.now();
    const missed = options.deliver(delivery, receipt);
    markReady();
    if (missed && receipt.via === 'stream') catchUp();
  }

  /** All readers of a stream notice a gap at once, and come one by one. */
  function catchUp(): void {
    if (catchUpAt !== undefined) return;
    catchUpAt = clock.now() + options.random() * CATCH_UP_SPREAD;
    watch();
  }

  /** A live stream's deadlines. By the wall clock, whatever timers did. */
  function watch(): void {
    if (signal.aborted) return;
    const now = clock.now();
    const silentAt = byteAt + SILENCE_TIMEOUT;
    // Comments prove that the edge server lives, not the feed behind it; and one that does not know our last id
    // may wait forever. The document shows which.
    const quietAt = messageAt + (edition?.maxStaleSeconds ?? DEFAULT_MAX_STALE_SECONDS) * 1000;
    if (now >= silentAt) {
      controller.abort(new FeedError('timeout', 'The stream fell silent.'));
      return;
    }
    if (pulling) {
      if (now >= pulling.endsAt) pulling.giveUp();
    } else if (catchUpAt !== undefined) {
      if (now >= catchUpAt) return void pull();
    } else if (now >= quietAt) {
      return catchUp();
    }
    arm(Math.min(silentAt, pulling?.endsAt ?? catchUpAt ?? quietAt) - now, watch);
  }

  async function pull(): Promise<boolean> {
    if (liveSince === undefined || signal.aborted) return false;
    if (!pulling) {
      pulling = startPull();
      watch();
    }
    await pulling.done;
    return true;
  }

  function startPull(): Pull {
    const request = new AbortController();
    const end = (): void => request.abort(signal.reason);
    signal.addEventListener('abort', end);
    const done = fetchDocument(request.signal).finally(() => {
      signal.removeEventListener('abort', end);
      pulling = undefined;
      watch();
    });
    const started: Pull = {
      done,
      endsAt: clock.now() + DOCUMENT_TIMEOUT,
      giveUp() {
        started.endsAt = Infinity;
        request.abort(new FeedError('timeout', 'The document does not come.'));
      },
    };
    return started;
  }

  async function fetchDocument(ends: AbortSignal): Promise<void> {
    try {
      let receipt: Receipt | undefined;
      for await (const arrival of source(options.documentUrl, {signal: ends, accept: 'document'})) {
        if (ends.aborted) break;
        if (arrival.type === 'open') receipt = arrival;
        if (arrival.type !== 'message') continue;
        catchUpAt = undefined;
        take(arrival, receipt!);
      }
    } catch (error) {
      if (catchUpAt !== undefined) reconnectAfresh(asFeedError(ends.aborted ? ends.reason : error));
    }
  }

  /** Without an id a server starts with the whole document: the other way to close a gap. */
  function reconnectAfresh(reason: FeedError): void {
    lastEventId = '';
    controller.abort(reason);
  }

  return {ready, outcome: run(), pull, end: (reason) => controller.abort(reason)};
}

function asFeedError(error: unknown): FeedError {
  return error instanceof FeedError
    ? error
    : new FeedError('network', 'The connection broke.', {cause: error});
}
