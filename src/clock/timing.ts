import {MAX_RETRY_AFTER} from '../parsing/limits.js';

/** Every wait of the connection, each once, with its reason. All in ms. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** From request to headers; above the slowest mobile handshake. */
export const HEADERS_TIMEOUT = 15 * SECOND;
/**
 * From headers to the first byte: a server writes a comment at once, and a middlebox that buffers
 * does not let it pass.
 */
export const FIRST_BYTE_TIMEOUT = 10 * SECOND;
/** Silence of a stream: three lost 15 s heartbeats. */
export const SILENCE_TIMEOUT = 45 * SECOND;
/** A body that should be one document. */
export const DOCUMENT_TIMEOUT = 25 * SECOND;
/**
 * How often an alarm compares itself with the clock: a laptop that slept notices this long after
 * waking at the latest.
 */
export const WATCH_PERIOD = 10 * SECOND;

/**
 * Width of the first retry's spread: a million readers cut at once come back at 67,000 a second.
 * The stream's `retry:` replaces it.
 */
export const FIRST_RETRY_SPREAD = 15 * SECOND;
/** Bounds of `retry:`; it is a width, and a feed must not silence its readers. */
export const FIRST_RETRY_SPREAD_RANGE = [1 * SECOND, 120 * SECOND] as const;
/**
 * Later retries wait this plus a growing random part, so that the second wave does not stack on the
 * first.
 */
export const LATER_RETRY_BASE = 5 * SECOND;
/** The random part after the second failure; it doubles with each. */
export const LATER_RETRY_GROWTH = 30 * SECOND;
/** The longest random part: retries end up at most 120 s apart. */
export const LATER_RETRY_CAP = 115 * SECOND;
/**
 * The three above are for the default spread. A feed that names a narrower one has few readers: its
 * later waits shorten in proportion, but for this. `retry: 1` must not make a fast loop.
 */
export const LATER_RETRY_FLOOR = 1 * SECOND;
/**
 * A small feed's readers keep their short waits for so many attempts, about five minutes. In a
 * longer outage their waits double with each `LATER_RETRY_DOUBLING` attempts, up to the usual ones.
 */
export const SHORT_RETRIES = 64;
export const LATER_RETRY_DOUBLING = 16;
/** News has come for this long: all is well again. A flapping stream keeps its long waits. */
export const HEALTHY_AFTER = 60 * SECOND;
/**
 * After an answer that will hardly change soon (401, 403, 404, 410, 204, no status document at
 * all): it may heal, slowly.
 */
export const REFUSED_RETRY = 10 * MINUTE;

/** The longest that a server may keep us away: what it asks for at most, twice, to spread us. */
export const MAX_SERVER_WAIT = 2 * MAX_RETRY_AFTER;

/** Seconds between two polls, unless the document says otherwise. */
export const POLL_SECONDS = 60;
/** Share by which polls, probes and refused retries vary, so that readers drift apart. */
export const SPREAD = 0.2;
/**
 * The stream is opened this long after the snapshot at most: the page paints first, and readers of
 * one CDN drift apart.
 */
export const STREAM_OPEN_SPREAD = 2 * SECOND;
/**
 * So many streams in a row that bring headers and then nothing mean a middlebox that buffers: the
 * document is polled instead.
 */
export const STALLS_BEFORE_POLLING = 2;
/** After that, streaming is tried again this often: a laptop moves to another network. */
export const STREAM_PROBE = 5 * MINUTE;
/** How often a document is fetched beside a live stream: its feed may die while its edge lives. */
export const RECONCILE = 10 * MINUTE;
/**
 * After a broken event of a stream the document is fetched within this time: all readers got the
 * same event at once.
 */
export const REPAIR_SPREAD = 30 * SECOND;
/** A message that is older than this, while a stream opens, may be part of a replay. */
export const REPLAY_AGE = 1 * SECOND;
/** A replay is over when nothing came for this long; a hub writes its messages in one go. */
export const OPENING_PAUSE = 100;
/** The opening of a stream is held back for this long at most. */
export const OPENING_LIMIT = 1 * SECOND;
/** How long a stream has to deliver what the document knew already: a heartbeat's time. */
export const RECONCILE_GRACE = 10 * SECOND;
/**
 * Share of `max_stale_seconds` after which a stream without proof of life is left: the first event
 * of the next attempt is one, and comes before green expires. A feed that beats as it should does
 * so twice by then; Hund's never does.
 */
export const STARVED_SHARE = 0.8;
/**
 * A stream this old is opened anew: proxies cut long ones, memory is freed, and nodes are balanced
 * again.
 */
export const ROTATE = 60 * MINUTE;
/** Share by which reconciling varies, and the stay on a mirror. */
export const WIDE_SPREAD = 0.5;

/** After so many failures in a row without a byte of a stream, the document is asked for alone. */
export const FAILURES_BEFORE_DOCUMENT = 3;
/** Before the first address is tried again. */
export const MIRROR_STAY = 10 * MINUTE;

/** A page hidden for longer is suspended: switching tabs back and forth must not reconnect. */
export const HIDDEN_SUSPEND = 60 * SECOND;
/**
 * A reader who sees the page again, or is online again, is answered within this time. It is spread,
 * because a whole office comes online at once.
 */
export const RECONNECT_SOON_SPREAD = 1 * SECOND;

/** Between two attempts at least, for readers who come and go or look again and again. */
export const MIN_ATTEMPT_GAP = 5 * SECOND;

/** The leading tab tells the others this often at most that its stream lives. */
export const LEADER_HEARTBEAT = 5 * SECOND;
/** An announced report of the leading tab may be this late before another tab takes its place. */
export const LEADER_GRACE = 5 * SECOND;
/**
 * For how long the reports of a leading tab count without a proof that its feed lives: any script
 * of the site may forge them. After that another tab takes its place, if the lock did not change
 * hands.
 */
export const MAX_LEADER_TRUST = 30 * MINUTE;
