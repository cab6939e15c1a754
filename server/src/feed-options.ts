import {randomBytes} from 'node:crypto';
import {resolve} from 'node:path';
import type {PageSetup} from './changes/page.js';
import {encodePlainly} from './signing/encoding.js';
import type {Encode} from './signing/encoding.js';

/** Runs a task every so many milliseconds until the returned function is called. */
export type Schedule = (milliseconds: number, task: () => void) => () => void;

/**
 * How the news reaches readers:
 * - `embedded`: by the event streams of this process.
 * - `nchan`: also through Nchan, by the URLs of its publisher locations. All are told; of a list within the list, which are
 *   nodes with one Redis, the first that answers.
 * - `redis`: by all processes that share this database, whose URL begins with redis: or rediss:.
 */
export type HubOption =
  'embedded' | {readonly nchan: readonly (string | readonly string[])[]} | {readonly redis: string};

export interface FeedOptions extends PageSetup {
  /** Where the feed is kept. Created, with its directory, if it does not exist. */
  readonly file: string;
  /**
   * Begin a new epoch: for a file restored from a backup, whose rev readers have already seen
   * (PROTOCOL.md, section 1.2). Default: false.
   */
  readonly newEpoch?: boolean;
  /** Default: embedded. */
  readonly hub?: HubOption;
  /**
   * Where the event stream is, as `ext.stream` of the document: a URL relative to that of the document, or a whole one of at
   * most 256 characters. Default: feed.
   */
  readonly stream?: string;
  /** Files of the keys that sign what readers get (PROTOCOL.md, section 6); two while one replaces the other. Default: none. */
  readonly sign?: readonly string[];
  /** A file that holds the document for any web server, written with every change and every beat. Default: none. */
  readonly snapshot?: string | undefined;
  /** Without newer proof readers turn green into "unknown" after this: 30 to 86400. Default: 300. */
  readonly maxStaleSeconds?: number;
  /** How often readers who poll shall ask: 10 to 3600. Default: 60. */
  readonly pollAfterSeconds?: number;
  /** A `beat` this often, at most a third of maxStaleSeconds. Default: 60, or that third. */
  readonly beatSeconds?: number;
  /** A comment to every subscriber this often: at most 15. Default: 15. */
  readonly heartbeatSeconds?: number;
  /** Width in milliseconds of the spread of the first reconnect: 1000 to 120000. Default: 15000. */
  readonly retryMs?: number;
  /** How long a resolved incident or completed maintenance stays, in seconds. Default: 900. */
  readonly keepEndedSeconds?: number;
  /** How many ended incidents, and as many maintenances, are kept on disk. Default: 200. */
  readonly keepHistory?: number;
  /** How many messages are kept for subscribers who come back. Default: 50. */
  readonly keepMessages?: number;
  /** Over this many further subscribers get 503. Default: 10000. */
  readonly maxSubscribers?: number;
  /** Bytes that may wait for one slow subscriber before he is cut off. Default: 4 MiB. */
  readonly maxBacklogBytes?: number;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly clock?: () => number;
  /**
   * Milliseconds since 1970 up to which the document is known to be true: its `generated_at`. Never moves back. Default: the
   * clock, for a publisher who speaks for himself; who repeats what others say knows less.
   */
  readonly asOf?: () => number;
  /** A string that never repeats. Default: eight random characters. */
  readonly createToken?: () => string;
  /** Default: setInterval, without keeping the process alive. */
  readonly schedule?: Schedule;
  /** Hears of trouble that no caller can be told about. Default: console.error. */
  readonly report?: (error: unknown) => void;
}

export type FeedSettings = Required<Omit<FeedOptions, keyof PageSetup | 'snapshot'>> &
  Pick<FeedOptions, keyof PageSetup | 'snapshot'> & {readonly encode: Encode};

/** @throws {RangeError} for a number the protocol does not allow. */
export function withDefaults(options: FeedOptions): FeedSettings {
  const maxStaleSeconds = options.maxStaleSeconds ?? 300;
  const settings: FeedSettings = {
    newEpoch: false,
    hub: 'embedded',
    stream: 'feed',
    sign: [],
    encode: encodePlainly,
    maxStaleSeconds,
    pollAfterSeconds: 60,
    beatSeconds: Math.min(60, Math.floor(maxStaleSeconds / 3)),
    heartbeatSeconds: 15,
    retryMs: 15_000,
    keepEndedSeconds: 900,
    keepHistory: 200,
    keepMessages: 50,
    maxSubscribers: 10_000,
    maxBacklogBytes: 4 * 1024 * 1024,
    clock: Date.now,
    asOf: options.clock ?? Date.now,
    createToken: randomToken,
    schedule: interval,
    report: console.error,
    ...options,
  };
  requireRange('maxStaleSeconds', maxStaleSeconds, 30, 86_400);
  requireRange('pollAfterSeconds', settings.pollAfterSeconds, 10, 3600);
  requireRange('beatSeconds', settings.beatSeconds, 1, Math.floor(maxStaleSeconds / 3));
  requireRange('heartbeatSeconds', settings.heartbeatSeconds, 1, 15);
  requireRange('retryMs', settings.retryMs, 1000, 120_000);
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
    'snapshot must not be the file of the feed, which keeps more than the document. Name another one.',
  );
}

function requireStream(stream: string): void {
  if (stream !== '' && stream.length <= 256 && URL.canParse(stream, 'https://feed.example/'))
    return;
  throw new RangeError(`stream must be a URL of at most 256 characters, not "${stream}".`);
}

function requireRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}.`);
}

/** No look-alikes: people read these aloud and type them. 256 is a multiple of 32: no bias. */
function randomToken(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join('');
}

function interval(milliseconds: number, task: () => void): () => void {
  const timer = setInterval(task, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
