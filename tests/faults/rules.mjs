// @ts-check
// The figures of src/clock/timing.ts and src/connection/backoff.ts as a reader's host or user feels
// them. Restated here, so that a constant changed by mistake in the source is noticed.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** In ms; each with its reason. */
export const RULES = {
  /** After a second failure in a row: the second wave of readers must not stack on the first. */
  laterRetry: 5 * SECOND,
  /** To a host whose answer will hardly change soon: 10 minutes, 20 % less. */
  refused: 8 * MINUTE,
  /** The longest wait that a host may ask for: nobody may silence a status for good. */
  asked: 10 * MINUTE,
  /** Attempts in any ten minutes, apart from those a reader caused by coming back. */
  perTenMinutes: 30,

  /** From the request to headers, and from headers to the first byte. */
  headers: 15 * SECOND,
  firstByte: 10 * SECOND,
  /** Three lost heartbeats. */
  silence: 45 * SECOND,
  /** One whole document. */
  document: 25 * SECOND,
  /** A stream that brought no proof of life for this share of `max_stale_seconds` is left. */
  starvedShare: 0.8,
  /** It is left at a byte, and a heartbeat comes this often. */
  heartbeat: 15 * SECOND,
  /** A page that nobody looked at for so long ends its connection. */
  rest: MINUTE,
  /** A stream that lived for so long was healthy. */
  healthy: MINUTE,
  /** A stream is renewed at its first byte after 60 minutes, 20 % less or more. */
  renewal: 48 * MINUTE,
  latestRenewal: 72 * MINUTE,
  /** The first host is tried again after 10 minutes with a mirror, 50 % less. */
  mirrorStay: 5 * MINUTE,
  /** How late the watchdog may bark: it looks at the clock every ten seconds. */
  leeway: 15 * SECOND,

  /** Between two attempts at most: the longest retry, a poll, a refusal, each with its spread. */
  longestRetry: 2 * MINUTE + 5 * SECOND,
  longestPoll: 72 * SECOND,
  longestRefusal: 12 * MINUTE + 5 * SECOND,
};
