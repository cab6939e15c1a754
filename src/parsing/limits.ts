/** Every bound on what a feed may send, each once, with its reason. */

/**
 * Bytes of a JSON document, after decompression. Cloudflare's real page has 283 kB; a gzip bomb has
 * more.
 */
export const MAX_DOCUMENT_BYTES = 1_048_576;
/** Bytes of one stream: an hour of the largest page, changing every minute, is 17 MB. */
export const MAX_STREAM_BYTES = 64_000_000;
/** Characters the SSE parser may hold for one event: a snapshot must fit in. */
export const MAX_EVENT_CHARACTERS = 1_048_576;
/** Characters of an event id or of an object's id; it travels in a URL. */
export const MAX_ID_CHARACTERS = 256;
/** DigitalOcean, the largest real page seen, has about 300. */
export const MAX_COMPONENTS = 1_000;
/** Incidents read from one document; nobody has fifty at once. */
export const MAX_INCIDENTS = 50;
/** Maintenances read from one document: Cloudflare lists about fifty windows. */
export const MAX_MAINTENANCES = 100;
/** Objects that a publisher took back; those before them are long forgotten. */
export const MAX_WITHDRAWN = 100;
/** Updates kept per incident; the most seen in 819 real GitHub incidents is 36. */
export const MAX_UPDATES = 50;
/** Links to what people can do about one report; more is a menu. */
export const MAX_ACTIONS = 3;
/** Places that are affected, and things that work all the same; readers remember no more. */
export const MAX_SCOPE_ITEMS = 10;
/** Quotes, lists and marks of a body may lie in each other this deep. Nobody nests them deeper. */
export const MAX_BODY_DEPTH = 20;
/** Code points of a title; the longest of 11,833 real ones has 204, the 95th percentile 87. */
export const MAX_TITLE_CHARACTERS = 200;
/** Characters of a body; incident.io caps at 4,096, Google's longest has 9,900. */
export const MAX_BODY_CHARACTERS = 8_192;
/** Characters of a URL, as browsers and servers commonly bound it. */
export const MAX_URL_CHARACTERS = 2_048;
/** Problems reported per document; the rest of a broken feed says nothing new. */
export const MAX_PROBLEMS = 20;

/** Seconds without proof of life after which green is unknown, if the document does not say. */
export const DEFAULT_MAX_STALE_SECONDS = 300;
/** Bounds of `max_stale_seconds`: shorter than two beats flaps, longer than a day is no promise. */
export const MAX_STALE_SECONDS_RANGE = [30, 86_400] as const;
/** Bounds of `poll_after_seconds`: the lower protects the feed, the upper the reader. */
export const POLL_AFTER_SECONDS_RANGE = [10, 3_600] as const;
/**
 * Milliseconds for which a feed may ask its readers to stay away, by `Retry-After` or `bye`. Beyond
 * that it says "never".
 */
export const MAX_RETRY_AFTER = 600_000;
/**
 * Milliseconds by which a time may be ahead. Clocks are wrong by hours; a time more than a day
 * ahead is a typing error.
 */
export const MAX_FUTURE = 86_400_000;
/**
 * Messages kept since the last whole document, for other tabs and later pages. After so many a new
 * document is due.
 */
export const MAX_JOURNAL = 100;
/**
 * Milliseconds after which the data that a page kept is dropped: nobody cares what was broken the
 * day before.
 */
export const MAX_CACHE_AGE = 86_400_000;
