import type {Clock} from '../clock/clock.js';
import {POLL_SECONDS, REPAIR_SPREAD} from '../clock/timing.js';
import type {FeedError} from '../model/errors.js';
import {isTaken} from '../store/reduce.js';
import type {MergeOutcome} from '../store/reduce.js';
import {around} from './backoff.js';

/**
 * Mends what a broken event leaves open. The stream is kept, so that one bad event of a publisher
 * does not send all readers away at once, and the document is fetched at leisure. Only a newer
 * revision proves that nothing is missing any more; without one the stream has to start over.
 */
export interface Repair {
  /** The broken event, until what it said is known; undefined if nothing is broken. */
  readonly trouble: FeedError | undefined;
  onInvalid(error: FeedError): void;
  /**
   * Messages came.
   * @param ordered - the last of them carries its revision.
   * @returns true if they left a gap that a document is about to close.
   */
  covers(outcome: MergeOutcome, ordered: boolean): boolean;
  stop(): void;
}

export interface RepairContext {
  readonly clock: Clock;
  readonly random: () => number;
  /** Resolves with what became of the state; undefined if no document was to be had. */
  readonly fetchDocument: () => Promise<MergeOutcome | undefined>;
  /** Whether the document that is held has a revision. */
  readonly isOrdered: () => boolean;
  /** The document did not help: the stream has to start over. */
  readonly onFailure: () => void;
}

export function createRepair(context: RepairContext): Repair {
  const {clock, random, fetchDocument, isOrdered, onFailure} = context;
  let trouble: FeedError | undefined;
  let running = false;
  let stopped = false;
  let begun = 0;
  let timer: unknown;

  function begin(): void {
    running = true;
    // A feed whose events go on being broken is polled beside its stream.
    const ms = begun === 0 ? random() * REPAIR_SPREAD : around(POLL_SECONDS * 1000, random);
    begun++;
    timer = clock.setTimeout(() => void fetchDocument().then(finish), ms);
  }

  /** A cache may give an old copy, which says again what is held: that mends nothing. */
  function finish(outcome: MergeOutcome | undefined): void {
    running = false;
    if (outcome === 'applied' && isOrdered()) trouble = undefined;
    if (trouble && !stopped) onFailure();
  }

  return {
    get trouble() {
      return trouble;
    },
    onInvalid(error) {
      trouble ??= error;
      if (!running) begin();
    },
    covers(outcome, ordered) {
      // The revision in order came, or the held one again: the broken event took none.
      if (ordered && isTaken(outcome)) trouble = undefined;
      return outcome === 'gap' && running && trouble !== undefined;
    },
    stop() {
      stopped = true;
      clock.clearTimeout(timer);
    },
  };
}
