import type {Place} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import {FeedError} from '../model/errors.js';
import {DOCUMENT_TIMEOUT, HEADERS_TIMEOUT} from '../clock/timing.js';
import {toFeedError} from './attempt.js';
import type {Surroundings} from './attempt.js';

/**
 * Asks once for the whole document, beside whatever else goes on.
 * @returns its place; undefined if none came.
 * @throws {FeedError}
 */
export async function fetchSnapshot(
  {source, clock, deliver}: Surroundings,
  url: string,
  accept: Accept,
  controller: AbortController,
): Promise<Place | undefined> {
  const {signal} = controller;
  const timer = clock.setTimeout(
    () => controller.abort(new FeedError('timeout')),
    HEADERS_TIMEOUT + DOCUMENT_TIMEOUT,
  );
  let clockOffset = 0;
  let ageMs: number | undefined;
  try {
    for await (const arrival of source(url, {signal, accept, lastEventId: ''})) {
      if (arrival.type === 'open') ({clockOffset, ageMs} = arrival);
      if (arrival.type === 'message') return deliver(arrival, clockOffset, ageMs);
    }
    return undefined;
  } catch (caught) {
    throw toFeedError(caught, signal);
  } finally {
    clock.clearTimeout(timer);
    controller.abort();
  }
}
