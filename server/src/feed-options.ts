import {randomBytes} from 'node:crypto';
import {resolve} from 'node:path';
import {
  DEFAULT_MAX_STALE_SECONDS,
  FIRST_RETRY_SPREAD_RANGE,
  MAX_STALE_SECONDS_RANGE,
  POLL_AFTER_SECONDS_RANGE,
  POLL_SECONDS,
} from 'outage-widgets/protocol.js';
import type {PageSetup} from './changes/page.js';
import {encodePlainly} from './signing/encoding.js';
import type {Encode} from './signing/encoding.js';
import {interval, timeout} from './timers.js';
import type {After, Schedule} from './timers.js';

/**
 * How changes reach readers:
 * - `embedded`: through the event streams of this process.
 * - `nchan`: also through Nchan. The list holds the URLs of publisher locations, and each gets
 *   every message. A list within the list holds nodes that share one Redis; the first that answers
 *   gets it.
 * - `redis`: through all processes that share this database. Its URL begins with redis: or rediss:.
 */
export type HubOption =
  'embedded' | {readonly nchan: readonly (string | readonly string[])[]} | {readonly redis: string};

export interface FeedOptions extends PageSetup {
  /** The file that keeps the feed. It is created, with its directory, if it does not exist. */
  readonly file: string;
  /**
   * Begins a new epoch. Needed for a file restored from a backup, because readers have already seen
   * the revs that follow (PROTOCOL.md, section 1.2). Default: false.
   */
  readonly newEpoch?: boolean;
  /** Default: embedded. */
  readonly hub?: HubOption;
  /**
   * The URL of the event stream, written to `ext.stream` of the document: at most 256 characters,
   * absolute or relative to the document. Default: feed.
   */
  readonly stream?: string;
  /**
   * Files of the keys that sign everything readers get (PROTOCOL.md, section 6). Give two while one
   * key replaces another. Default: none.
   */
  readonly sign?: readonly string[];
  /**
   * A file to write the document to with every change and every beat, for a web server or a CDN.
   * Default: none.
   */
  readonly snapshot?: string | undefined;
  /**
   * After so many seconds without proof of life readers turn green into "unknown": 30 to 86400.
   * Default: 300.
   */
  readonly maxStaleSeconds?: number;
  /** Seconds between two requests of a reader who polls: 10 to 3600. Default: 60. */
  readonly pollAfterSeconds?: number;
  /**
   * Seconds between two `beat` messages: at most a third of maxStaleSeconds. Default: 60, or that
   * third if it is less.
   */
  readonly beatSeconds?: number;
  /** Seconds between two heartbeat comments on every stream: at most 15. Default: 15. */
  readonly heartbeatSeconds?: number;
  /**
   * Width in milliseconds of the spread of the first reconnect: 1000 to 120000. Default: one
   * millisecond for each reader who is connected, from 1000 to 15000.
   */
  readonly retryMs?: number | undefined;
  /** Seconds for which a resolved incident or completed maintenance stays. Default: 900. */
  readonly keepEndedSeconds?: number;
  /** The number of ended incidents, and also of maintenances, that stay on disk. Default: 200. */
  readonly keepHistory?: number;
  /** Days for which they stay: 1 to 3650. Default: 90. */
  readonly keepHistoryDays?: number;
  /** The number of messages kept for subscribers who resume. Default: 50. */
  readonly keepMessages?: number;
  /** The most subscribers at a time; the next one gets 503. Default: 10000. */
  readonly maxSubscribers?: number;
  /** The most bytes that may wait for one slow subscriber; then it is cut off. Default: 4 MiB. */
  readonly maxBacklogBytes?: number;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly clock?: () => number;
  /**
   * Up to when the document is known to be true, in milliseconds since 1970. It becomes
   * `generated_at`. Default: the clock. A relay gives an earlier time, as it knows only what its
   * sources have confirmed.
   */
  readonly asOf?: () => number;
  /** Returns a string that never repeats. Default: eight random characters. */
  readonly createToken?: () => string;
  /** Default: setInterval, without keeping the process alive. */
  readonly schedule?: Schedule;
  /** Default: setTimeout, without keeping the process alive. */
  readonly after?: After;
  /** Called with failures that no caller can be told about. Default: console.error. */
  readonly report?: (error: unknown) => void;
}

export type FeedSettings = Required<Omit<FeedOptions, keyof PageSetup | 'snapshot' | 'retryMs'>> &
  Pick<FeedOptions, keyof PageSetup | 'snapshot' | 'retryMs'> & {readonly encode: Encode};

/** @throws {RangeError} for a number the protocol does not allow. */
export function withDefaults(options: FeedOptions): FeedSettings {
  const maxStaleSeconds = options.maxStaleSeconds ?? DEFAULT_MAX_STALE_SECONDS;
  const settings: FeedSettings = {
    newEpoch: false,
    hub: 'embedded',
    stream: 'feed',
    sign: [],
    encode: encodePlainly,
    maxStaleSeconds,
    pollAfterSeconds: POLL_SECONDS,
    beatSeconds: Math.min(60, Math.floor(maxStaleSeconds / 3)),
    heartbeatSeconds: 15,
    keepEndedSeconds: 900,
    keepHistory: 200,
    keepHistoryDays: 90,
    keepMessages: 50,
    maxSubscribers: 10_000,
    maxBacklogBytes: 4 * 1024 * 1024,
    clock: Date.now,
    asOf: options.clock ?? Date.now,
    createToken: randomToken,
    schedule: interval,
    after: timeout,
    report: console.error,
    ...options,
  };
  requireRange('maxStaleSeconds', maxStaleSeconds, MAX_STALE_SECONDS_RANGE);
  requireRange('pollAfterSeconds', settings.pollAfterSeconds, POLL_AFTER_SECONDS_RANGE);
  requireRange('beatSeconds', settings.beatSeconds, [1, Math.floor(maxStaleSeconds / 3)]);
  requireRange('heartbeatSeconds', settings.heartbeatSeconds, [1, 15]);
  requireRange('keepHistoryDays', settings.keepHistoryDays, [1, 3650]);
  if (settings.retryMs !== undefined) {
    requireRange('retryMs', settings.retryMs, FIRST_RETRY_SPREAD_RANGE);
  }
  requireStream(settings.stream);
  requireHub(settings.hub);
  requireSnapshot(settings);
  return settings;
}

function requireHub(hub: HubOption): void {
  if (hub === 'embedded') return;
  const urls = 'nchan' in hub ? hub.nchan.flat() : [hub.redis];
  const [pattern, example] =
    'nchan' in hub
      ? [/^https?:\/\/[^@]+$/, 'nchan=http://127.0.0.1:8081/pub/acme']
      : [/^rediss?:\/\/[^/]+(\/\d*)?$/, 'redis=redis://127.0.0.1:6379/0'];
  if (urls.length > 0 && urls.every((url) => pattern.test(url) && URL.canParse(url))) return;
  throw new RangeError(
    `hub must be such as ${example}. A password in the URL of Nchan is not sent.`,
  );
}

function requireSnapshot({file, snapshot}: FeedSettings): void {
  if (snapshot === undefined || resolve(snapshot) !== resolve(file)) return;
  throw new RangeError(
    'snapshot must not be the file of the feed, which keeps more than the document. ' +
      'Name another one.',
  );
}

function requireStream(stream: string): void {
  if (stream !== '' && stream.length <= 256 && URL.canParse(stream, 'https://feed.example/'))
    return;
  throw new RangeError(`stream must be a URL of at most 256 characters, not "${stream}".`);
}

/** @throws {RangeError} for anything but a whole number in the range. */
export function requireRange(
  name: string,
  value: number,
  [least, most]: readonly [least: number, most: number],
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}.`);
}

/**
 * Eight random characters. The alphabet has no look-alikes, as people read ids aloud and type them.
 * It has 32 letters, and 256 is a multiple of 32, so the modulo has no bias.
 */
function randomToken(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join('');
}
