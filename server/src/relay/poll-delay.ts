/** What is known when the next visit is planned. */
export interface PollState {
  /** Visits that failed since the last good one. */
  readonly failures: number;
  /** What the last answer asked for with `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** `ext.poll_after_seconds` of the document. */
  readonly pollAfterSeconds?: number | undefined;
  /** `max-age` of the answer, in seconds. */
  readonly maxAgeSeconds?: number | undefined;
  /** Whether an incident is open: people wait for news. */
  readonly open: boolean;
}

const calmSeconds = 60;
const hurriedSeconds = 30;
/** A cache may keep its copy for a day; asking the cache again costs the page nothing. */
const longestMaxAgeSeconds = 120;
const longestBackoffSeconds = 600;
const longestRetryAfterMs = 3_600_000;

/**
 * Milliseconds until the next visit. As often as people need it and the page allows; after failures
 * half as often each time; never in step with others.
 *
 * @param random from 0 to 1.
 */
export function pollDelay(state: PollState, random: number): number {
  const spread = 0.8 + 0.4 * random;
  // Not before the time that was asked for, and not all at that time.
  const asked = Math.min(state.retryAfterMs ?? 0, longestRetryAfterMs) * (1 + random);
  return Math.max(ownSeconds(state) * 1000 * spread, asked);
}

/**
 * Seconds that we would wait by ourselves. A server that is down may ask for a second each time,
 * for ever.
 */
function ownSeconds({failures, pollAfterSeconds = 0, maxAgeSeconds = 0, open}: PollState): number {
  if (failures > 0) {
    return Math.min(longestBackoffSeconds, hurriedSeconds * 2 ** Math.min(failures - 1, 10));
  }
  const least = open ? hurriedSeconds : calmSeconds;
  return Math.max(least, pollAfterSeconds, Math.min(maxAgeSeconds, longestMaxAgeSeconds));
}
