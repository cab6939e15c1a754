import type {FeedError} from '../model/errors.js';
import {
  FIRST_RETRY_SPREAD,
  LATER_RETRY_BASE,
  LATER_RETRY_CAP,
  LATER_RETRY_GROWTH,
  REFUSED_RETRY,
  SPREAD,
} from '../clock/timing.js';

/** What a retry depends on. */
export interface Retry {
  /** Attempts since the last healthy connection; 0 for the first retry. */
  readonly attempt: number;
  /** Width of the first retry's spread, ms. Default `FIRST_RETRY_SPREAD`. */
  readonly spreadMs?: number | undefined;
  /** Why it is needed; undefined for a stream that just ended. */
  readonly error?: FeedError | undefined;
  /** What the server asked for, ms; honoured times U(1,2): a constant brings all back at once. */
  readonly askedMs?: number | undefined;
}

/** Milliseconds until the next attempt. Pure: `random` gives U(0,1). */
export function retryDelay(
  {attempt, spreadMs = FIRST_RETRY_SPREAD, error, askedMs = 0}: Retry,
  random: () => number,
): number {
  const width = Math.min(LATER_RETRY_CAP, LATER_RETRY_GROWTH * 2 ** (attempt - 1));
  const ownMs = isRefusal(error, attempt)
    ? around(REFUSED_RETRY, random)
    : attempt === 0
      ? random() * spreadMs
      : LATER_RETRY_BASE + random() * width;
  return Math.max(askedMs * (1 + random()), ownMs);
}

/** A wait of about `ms`, varied both ways by a share of it. */
export function around(ms: number, random: () => number, share = SPREAD): number {
  return ms * (1 - share + 2 * share * random());
}

/** Statuses that say "try again soon", among those below 500 (RFC 9110; 425 from RFC 8470). */
const SOON = [408, 425, 429];

/** No answer, or not all of it: what came so far was right, and worth resuming after. */
export function isTransient({code}: FeedError): boolean {
  return code === 'network' || code === 'timeout' || code === 'offline';
}

/** True for an answer that will hardly change soon. */
export function isRefusal(error: FeedError | undefined, attempt: number): boolean {
  if (!error || isTransient(error)) return false;
  // A server that names the end of its refusal expects to have changed by then: a full node of a
  // hub answers 403 with `Retry-After`.
  if (error.retryAfterMs) return false;
  if (error.status) return error.status < 500 && !SOON.includes(error.status);
  // Once, a wrong answer may be a captive portal's or cut short. Twice in a row it is what this
  // server has to say.
  return error.code === 'address' || attempt > 0;
}
