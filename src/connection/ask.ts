import type {Place} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import {FeedError} from '../wire/errors.js';
import {DOCUMENT_TIMEOUT, HEADERS_TIMEOUT} from './timing.js';
import {toFeedError} from './visit.js';
import type {Surroundings} from './visit.js';

/**
 * Asks once for the whole document, beside whatever else goes on.
 * @returns its place; undefined if none came.
 * @throws {FeedError}
 */
export async function ask(
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
