import type {Alarm} from '../clock/alarm.js';
import {
  DOCUMENT_TIMEOUT,
  FIRST_BYTE_TIMEOUT,
  HEADERS_TIMEOUT,
  SILENCE_TIMEOUT,
} from '../clock/timing.js';
import {FeedError} from '../model/errors.js';

/** Ends an attempt whose next sign of life is overdue. Each deadline replaces the one before. */
export interface Watchdog {
  expectHeaders(): void;
  /** Headers came: a stream has to send its first byte, a document all of them. */
  expectBody(via: 'stream' | 'document'): void;
  /** Bytes came: more have to follow. */
  expectBytes(): void;
  stop(): void;
}

/** @param controller - aborted with a `timeout` when a deadline passes. */
export function createWatchdog(alarm: Alarm, controller: AbortController): Watchdog {
  const {signal} = controller;
  const expect = (ms: number): void => {
    // A listener may have ended the attempt, and the alarm may be set for something else since.
    if (!signal.aborted) alarm.set(ms, () => controller.abort(new FeedError('timeout')));
  };
  return {
    expectHeaders: () => expect(HEADERS_TIMEOUT),
    expectBody: (via) => expect(via === 'stream' ? FIRST_BYTE_TIMEOUT : DOCUMENT_TIMEOUT),
    expectBytes: () => expect(SILENCE_TIMEOUT),
    stop() {
      if (!signal.aborted) alarm.clear();
    },
  };
}
