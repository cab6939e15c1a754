/** Every wait of the connection, each once, with its reason. All in ms. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** From request to headers; above the slowest mobile handshake. */
export const HEADERS_TIMEOUT = 15 * SECOND;
/** From headers to the first byte: a server writes a comment at once, a buffering middlebox does not let it pass. */
export const FIRST_BYTE_TIMEOUT = 10 * SECOND;
/** Silence of a stream: three lost 15 s heartbeats. A laptop that slept notices this long after waking at the latest. */
export const SILENCE_TIMEOUT = 45 * SECOND;
/** A body that should be one document, and a snapshot fetched after a gap. */
export const DOCUMENT_TIMEOUT = 25 * SECOND;

/** Width of the first retry's spread: 1 M readers cut at once come back at 67,000 a second. `retry:` replaces it. */
export const FIRST_RETRY_SPREAD = 15 * SECOND;
/** Bounds of `retry:`; it is a width, and a feed must not silence its readers. */
export const FIRST_RETRY_SPREAD_RANGE = [1 * SECOND, 120 * SECOND] as const;
/** Later retries wait this plus a growing random part, so that the second wave does not stack on the first. */
export const LATER_RETRY_BASE = 5 * SECOND;
/** The random part after the second failure; it doubles with each. */
export const LATER_RETRY_GROWTH = 30 * SECOND;
/** The longest random part: retries end up at most 120 s apart. */
export const LATER_RETRY_CAP = 115 * SECOND;
/** A stream this long alive counts as well again: a flapping one keeps its long waits. */
export const HEALTHY_AFTER = 60 * SECOND;
/** After an answer that will hardly change soon (401, 403, 404, 410, 204, not a status at all): it may heal, slowly. */
export const REFUSED_RETRY = 10 * MINUTE;

/** Seconds between two polls, unless the document says otherwise. */
export const POLL_SECONDS = 60;
/** Share by which polls and refused retries vary, so that readers drift apart. */
export const SPREAD = 0.2;
/** The stream is opened this long after the snapshot at most: the page paints first, and readers of one CDN drift apart. */
export const STREAM_OPEN_SPREAD = 2 * SECOND;
