import {OutageFeedError} from '../errors.js';
import type {Schedule} from '../timers.js';
import type {Hub} from './hub.js';

/** A place that takes the whole state of a feed. */
export interface Destination {
  /** Its name in the log. */
  readonly name: string;
  /**
   * Delivers the state as it is at that moment. Calls do not overlap.
   *
   * @returns the rev that was delivered. Rejects if it did not arrive.
   */
  readonly deliver: () => Promise<{readonly rev: number}>;
}

export interface RetryContext {
  readonly schedule: Schedule;
  readonly report: (error: unknown) => void;
}

/** The delay between two attempts, in milliseconds, doubles from the first to the longest. */
const firstRetryMs = 500;
const longestRetryMs = 8000;

/**
 * A hub that delivers the whole state to one destination, again and again until it arrives.
 *
 * Each delivery carries everything, so no message has to wait in a queue: the next delivery
 * replaces one that failed.
 */
export function createRetryingHub(
  {name, deliver}: Destination,
  {schedule, report}: RetryContext,
): Hub {
  let deliveredRev: number | undefined;
  let failures = 0;
  let isRequested = false;
  let isClosed = false;
  let underWay: Promise<void> | undefined;
  let cancelRetry = (): void => undefined;

  function request(): void {
    isRequested = true;
    cancelRetry();
    // The delivery begins in a microtask: underWay is set before `deliver` could request another.
    underWay ??= Promise.resolve().then(deliverRequested);
  }

  async function deliverRequested(): Promise<void> {
    while (isRequested) {
      isRequested = false;
      try {
        ({rev: deliveredRev} = await deliver());
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) report(deliveryError(name, error as Error));
        // The retry delivers what was requested in the meantime, too.
        isRequested = false;
        if (!isClosed) scheduleRetry();
      }
    }
    // This stands here and not in a callback: a request that came between the end of the loop
    // and the callback would start no delivery.
    underWay = undefined;
  }

  function scheduleRetry(): void {
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
    cancelRetry = schedule(delayMs, request);
  }

  request();
  return {
    publish: request,
    beat: request,
    health: () => ({told: deliveredRev, failures}),
    async close() {
      isClosed = true;
      cancelRetry();
      await underWay;
    },
  };
}

function deliveryError(name: string, cause: Error): OutageFeedError {
  return new OutageFeedError(
    'hub-failed',
    `${name} does not take the news (${reasonOf(cause)}). ` +
      'It is offered again until it does; /healthz says when.',
    {cause},
  );
}

/** Node's fetch says only that it failed; its cause says why. */
function reasonOf({message, cause}: Error): string {
  return cause instanceof Error ? cause.message : message;
}
