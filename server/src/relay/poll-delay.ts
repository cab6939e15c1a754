/** The state from which the delay of the next poll follows. */
export interface PollState {
  /** How many polls in a row have failed. */
  readonly failures: number;
  /** The wait that the last answer asked for with `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** `ext.poll_after_seconds` of the document. */
  readonly pollAfterSeconds?: number | undefined;
  /** `max-age` of the answer, in seconds. */
  readonly maxAgeSeconds?: number | undefined;
  /** Whether an incident is open, so that people wait for news. */
  readonly open: boolean;
}

const calmSeconds = 60;
const hurriedSeconds = 30;
/** A cache may keep its copy for a day. Asking the cache again costs the page nothing. */
const longestMaxAgeSeconds = 120;
const longestBackoffSeconds = 600;
const longestRetryAfterMs = 3_600_000;

/**
 * Computes the delay until the next poll, in milliseconds. It is as short as people need and the
 * page allows, doubles with each failure, and is spread at random so that relays do not poll
 * together.
 *
 * @param random from 0 to 1.
 */
export function pollDelay(state: PollState, random: number): number {
  const spread = 0.8 + 0.4 * random;
  // Wait at least as long as the page asked, and spread the polls after it.
  const asked = Math.min(state.retryAfterMs ?? 0, longestRetryAfterMs) * (1 + random);
  return Math.max(ownSeconds(state) * 1000 * spread, asked);
}

/**
 * The delay without `Retry-After`, in seconds. It also protects a failing server that asks for a
 * retry after a second, each time.
 */
function ownSeconds({failures, pollAfterSeconds = 0, maxAgeSeconds = 0, open}: PollState): number {
  if (failures > 0) {
    return Math.min(longestBackoffSeconds, hurriedSeconds * 2 ** Math.min(failures - 1, 10));
  }
  const least = open ? hurriedSeconds : calmSeconds;
  return Math.max(least, pollAfterSeconds, Math.min(maxAgeSeconds, longestMaxAgeSeconds));
}
