import type {FeedError} from '../wire/errors.js';
import {
  FIRST_RETRY_SPREAD,
  LATER_RETRY_BASE,
  LATER_RETRY_CAP,
  LATER_RETRY_GROWTH,
  REFUSED_RETRY,
  SPREAD,
} from './timing.js';

/** What a retry depends on. */
export interface Retry {
  /** Attempts since the last healthy connection; 0 for the first retry. */
  readonly attempt: number;
  /** Width of the first retry's spread, ms. Default `FIRST_RETRY_SPREAD`. */
  readonly spreadMs?: number | undefined;
  /** Why it is needed; undefined for a stream that just ended. */
  readonly error?: FeedError | undefined;
  /** What the server asked for, ms; honoured times U(1,2), because a constant would bring all back at once. */
  readonly retryAfterMs?: number | undefined;
}

/** Milliseconds until the next attempt. Pure: `random` gives U(0,1). */
export function retryDelay(
  {attempt, spreadMs, error, retryAfterMs}: Retry,
  random: () => number,
): number {
  const asked = retryAfterMs === undefined ? 0 : retryAfterMs * (1 + random());
  if (error && isRefusal(error, attempt)) return Math.max(asked, around(REFUSED_RETRY, random));
  if (attempt === 0) return Math.max(asked, random() * (spreadMs ?? FIRST_RETRY_SPREAD));
  const width = Math.min(LATER_RETRY_CAP, LATER_RETRY_GROWTH * 2 ** (attempt - 1));
  return Math.max(asked, LATER_RETRY_BASE + random() * width);
}

/** A wait of about `ms`, varied by `SPREAD` both ways. */
export function around(ms: number, random: () => number): number {
  return ms * (1 - SPREAD + 2 * SPREAD * random());
}

/** Statuses that say "try again soon", among those below 500 (RFC 9110; 425 from RFC 8470). */
const SOON = new Set([408, 425, 429]);

function isRefusal({code, status}: FeedError, attempt: number): boolean {
  if (code === 'http') return status !== undefined && status < 500 && !SOON.has(status);
  if (code === 'network' || code === 'timeout') return false;
  // Once, a wrong answer may be a captive portal's or cut short; twice in a row it is what this server has to say.
  return code === 'address' || attempt > 0;
}
