import type {FeedError} from '../model/errors.js';
import {clampNumber} from '../parsing/parse.js';
import {
  FIRST_RETRY_SPREAD,
  FIRST_RETRY_SPREAD_RANGE,
  LATER_RETRY_BASE,
  LATER_RETRY_CAP,
  LATER_RETRY_FLOOR,
  LATER_RETRY_GROWTH,
  LATER_RETRY_DOUBLING,
  REFUSED_RETRY,
  SHORT_RETRIES,
  SPREAD,
} from '../clock/timing.js';

/** A retry depends on these. */
export interface Retry {
  /** Attempts since the last healthy connection; 0 for the first retry. */
  readonly attempt: number;
  /**
   * Width of the first retry's spread, as the feed named it, ms; held within
   * `FIRST_RETRY_SPREAD_RANGE`. Later waits scale with it. Default `FIRST_RETRY_SPREAD`.
   */
  readonly spreadMs?: number | undefined;
  /** Why it is needed; undefined for a stream that just ended. */
  readonly error?: FeedError | undefined;
  /**
   * The server asked for this wait, ms. It is honoured times U(1,2), because a constant would bring
   * all readers back at once.
   */
  readonly askedMs?: number | undefined;
}

/** Milliseconds until the next attempt. Pure: `random` gives U(0,1). */
export function retryDelay(
  {attempt, spreadMs = FIRST_RETRY_SPREAD, error, askedMs = 0}: Retry,
  random: () => number,
): number {
  const ownMs = isRefusal(error, attempt)
    ? around(REFUSED_RETRY, random)
    : ownDelay(attempt, clampNumber(spreadMs, FIRST_RETRY_SPREAD_RANGE)!, random);
  return Math.max(askedMs * (1 + random()), ownMs);
}

/**
 * A feed that names a narrow first spread has few readers, and its later waits shorten with it, but
 * not for as long as an outage may last. A wide one lengthens them no further: a feed must not
 * silence its readers.
 */
function ownDelay(attempt: number, spreadMs: number, random: () => number): number {
  if (attempt === 0) return random() * spreadMs;
  const growth = 2 ** (Math.max(0, attempt - SHORT_RETRIES) / LATER_RETRY_DOUBLING);
  const scale = Math.min(1, (spreadMs / FIRST_RETRY_SPREAD) * growth);
  const width = Math.min(LATER_RETRY_CAP, LATER_RETRY_GROWTH * 2 ** (attempt - 1));
  return Math.max(LATER_RETRY_FLOOR, scale * LATER_RETRY_BASE) + scale * random() * width;
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
  // One wrong answer may be a captive portal's or cut short. Two in a row are what this server
  // says.
  return error.code === 'address' || attempt > 0;
}
