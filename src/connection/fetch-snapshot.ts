import {DOCUMENT_TIMEOUT, HEADERS_TIMEOUT} from '../clock/timing.js';
import {FeedError} from '../model/errors.js';
import type {MergeOutcome} from '../store/reduce.js';
import type {Accept} from '../transport/request.js';
import {toFeedError} from './attempt.js';
import type {AnswerTime, ConnectionContext} from './context.js';
import {createOpening} from './opening.js';

/** Asks for one document beside whatever else goes on; never for two at once. */
export interface SnapshotFetcher {
  /**
   * @returns what became of the state by it; undefined if the answer was empty, or if `abort` gave
   * it up.
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
  let time: AnswerTime = {clockOffset: 0};
  let isStream = false;
  let outcome: MergeOutcome | undefined;
  // A server without a document may answer with a stream, which may begin with a replay.
  const opening = createOpening(clock, (messages) => {
    ({outcome} = deliver(messages, time));
    controller.abort();
  });
  signal.addEventListener('abort', opening.close);
  const timer = clock.setTimeout(
    () => controller.abort(new FeedError('timeout')),
    HEADERS_TIMEOUT + DOCUMENT_TIMEOUT,
  );
  try {
    for await (const event of source(url, {signal, accept, lastEventId: ''})) {
      signal.throwIfAborted();
      if (event.type === 'open') {
        time = event;
        isStream = event.via === 'stream';
      }
      if (event.type === 'alive') opening.onBytes();
      if (event.type === 'invalid' && !opening.last) throw event.error;
      if (event.type === 'messages') {
        const {messages} = event;
        const serverNow = clock.now() + time.clockOffset;
        const ready = isStream ? opening.take(messages, serverNow) : messages;
        if (ready.length > 0) return deliver(ready, time).outcome;
      }
    }
    const rest = opening.close();
    return rest.length > 0 ? deliver(rest, time).outcome : undefined;
  } catch (caught) {
    // The pause ended the request, or `abort` did: that is no trouble.
    if (signal.aborted && !(signal.reason instanceof FeedError)) return outcome;
    throw toFeedError(caught, signal);
  } finally {
    clock.clearTimeout(timer);
    controller.abort();
  }
}
