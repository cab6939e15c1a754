import {DOCUMENT_TIMEOUT, HEADERS_TIMEOUT} from '../clock/timing.js';
import {FeedError} from '../model/errors.js';
import type {MergeOutcome} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import {toFeedError} from './attempt.js';
import type {AnswerTime, ConnectionContext} from './context.js';

/** Asks for one document beside whatever else goes on; never for two at once. */
export interface SnapshotFetcher {
  /**
   * @returns what became of the state by it; undefined if the answer was empty.
   * @throws {FeedError}
   */
  fetch(url: string, accept: Accept): Promise<MergeOutcome | undefined>;
  /** Gives up what is asked for. */
  abort(): void;
}

export function createSnapshotFetcher(context: ConnectionContext): SnapshotFetcher {
  let pending: Promise<MergeOutcome | undefined> | undefined;
  let controller: AbortController | undefined;
  return {
    fetch(url, accept) {
      if (!pending) {
        controller = new AbortController();
        pending = fetchSnapshot(context, url, accept, controller).finally(() => {
          pending = undefined;
        });
      }
      return pending;
    },
    abort: () => controller?.abort(),
  };
}

async function fetchSnapshot(
  {source, clock, deliver}: ConnectionContext,
  url: string,
  accept: Accept,
  controller: AbortController,
): Promise<MergeOutcome | undefined> {
  const {signal} = controller;
  const timer = clock.setTimeout(
    () => controller.abort(new FeedError('timeout')),
    HEADERS_TIMEOUT + DOCUMENT_TIMEOUT,
  );
  let time: AnswerTime = {clockOffset: 0};
  try {
    for await (const event of source(url, {signal, accept, lastEventId: ''})) {
      if (event.type === 'open') time = event;
      if (event.type === 'invalid') throw event.error;
      if (event.type === 'messages') return deliver(event.messages, time).outcome;
    }
    return undefined;
  } catch (caught) {
    throw toFeedError(caught, signal);
  } finally {
    clock.clearTimeout(timer);
    controller.abort();
  }
}
