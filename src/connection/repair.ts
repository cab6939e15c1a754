import type {Clock} from '../clock/clock.js';
import {MAX_REPAIRS, POLL_SECONDS, REPAIR_SPREAD} from '../clock/timing.js';
import type {FeedError} from '../model/errors.js';
import {isTaken} from '../store/reduce.js';
import type {MergeOutcome} from '../store/reduce.js';
import {around} from './backoff.js';

/**
 * Mends what a broken event leaves open. The stream is kept, so that one bad event of a publisher
 * does not send all readers away, and the document is fetched at leisure. Until it came, the gaps
 * that the event left are no reason to end the stream.
 */
export interface Repair {
  /** The broken event, until what it said is known; undefined if nothing is broken. */
  readonly trouble: FeedError | undefined;
  onInvalid(error: FeedError): void;
  /** Messages came: returns true if they left a gap that a document is about to close. */
  covers(outcome: MergeOutcome): boolean;
  stop(): void;
}

/** @param fetchDocument - resolves with what became of the state; undefined if it failed. */
export function createRepair(
  clock: Clock,
  random: () => number,
  fetchDocument: () => Promise<MergeOutcome | undefined>,
): Repair {
  let trouble: FeedError | undefined;
  let left = 0;
  let begun = 0;
  let running = false;
  let timer: unknown;

  function begin(): void {
    if (running) return;
    running = true;
    // A feed whose events go on being broken is polled beside its stream.
    const ms = begun === 0 ? random() * REPAIR_SPREAD : around(POLL_SECONDS * 1000, random);
    begun++;
    timer = clock.setTimeout(() => {
      void fetchDocument().then((outcome) => {
        running = false;
        if (outcome === undefined) {
          // There is no document to be had: the next gap ends the stream, to begin anew.
          left = 0;
        } else if (isTaken(outcome)) trouble = undefined;
      });
    }, ms);
  }

  return {
    get trouble() {
      return trouble;
    },
    onInvalid(error) {
      trouble ??= error;
      left = MAX_REPAIRS;
      begin();
    },
    covers(outcome) {
      if (outcome === 'gap') {
        if (!running && left > 0) {
          left--;
          begin();
        }
        return running;
      }
      // The history goes on without a gap: nothing was lost, or a document closed it.
      if (isTaken(outcome)) trouble = undefined;
      if (isTaken(outcome) && !running) left = 0;
      return false;
    },
    stop: () => clock.clearTimeout(timer),
  };
}
