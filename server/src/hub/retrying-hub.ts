import {OutageFeedError} from '../errors.js';
import type {Schedule} from '../feed-options.js';
import type {Hub} from './hub.js';

/** Where a courier goes. */
export interface Destination {
  /** For the log. */
  readonly name: string;
  /** Brings the state as it is then; rejects if it did not arrive. Called again only once it is settled. */
  readonly bring: () => Promise<{readonly rev: number}>;
}

export interface Trouble {
  readonly schedule: Schedule;
  readonly report: (error: unknown) => void;
}

/** Between two attempts, in milliseconds; it doubles with each, from the first to the last. */
const firstRetryMs = 500;
const lastRetryMs = 8000;

/**
 * A hub that tells one place the whole state each time. So nothing waits in line: what could not be told is told by the next
 * message, and while the place is down the newest state is offered to it again and again, for ever.
 */
export function createCourier({name, bring}: Destination, {schedule, report}: Trouble): Hub {
  /** The rev that arrived last. */
  let told: number | undefined;
  let failures = 0;
  let wanted = false;
  let closed = false;
  let underWay: Promise<void> | undefined;
  let stopWaiting = (): void => undefined;

  function send(): void {
    wanted = true;
    stopWaiting();
    underWay ??= go();
  }

  async function go(): Promise<void> {
    while (wanted) {
      wanted = false;
      try {
        ({rev: told} = await bring());
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) report(inTrouble(name, error as Error));
        // What was asked for meanwhile is part of the next attempt.
        wanted = false;
        if (!closed) waitForRetry();
      }
    }
    // Not a turn later: what is asked for in between would wait for the next beat.
    underWay = undefined;
  }

  function waitForRetry(): void {
    const delayMs = Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1));
    stopWaiting = schedule(delayMs, send);
  }

  send();
  return {
    publish: send,
    beat: send,
    health: () => ({told, failures}),
    async close() {
      closed = true;
      stopWaiting();
      await underWay;
    },
  };
}

function inTrouble(name: string, cause: Error): OutageFeedError {
  return new OutageFeedError(
    'hub-failed',
    `${name} does not take the news (${reasonOf(cause)}). It is offered again until it does; /healthz says when.`,
    {cause},
  );
}

/** fetch says only that it failed; why is in the cause. */
function reasonOf({message, cause}: Error): string {
  return cause instanceof Error ? cause.message : message;
}
