import {FeedError} from '../model/errors.js';
import {MAX_RETRY_AFTER} from '../parsing/limits.js';
import {clampNumber} from '../parsing/parse.js';
import {isSecure, parseUrl} from '../parsing/url.js';

/** The members of `fetch` we use, so that a test or an old host can bring its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A checked answer: success, from the origin that was asked, of a type we read. */
export interface Answer {
  readonly kind: 'stream' | 'document';
  readonly response: Response;
}

/** `any` asks for a stream, or else a document; `document` for a document alone. */
export type Accept = 'any' | 'document';

/** One question to a server. */
export interface RequestOptions {
  readonly accept: Accept;
  readonly signal: AbortSignal;
  /** Epoch ms, for a `Retry-After` that is a date. */
  readonly now: number;
}

/**
 * One GET that costs no CORS preflight: no header but `Accept`, no credentials, no referrer.
 * `no-store` makes browsers send `Cache-Control: no-cache` and keep no copy of a stream; a document
 * may use the HTTP cache's ETag. An answer that is refused here is freed when the signal aborts.
 *
 * @throws {FeedError} `address`, `network`, `http` or `content-type`; never anything else.
 */
export async function request(
  fetch: Fetch,
  url: string,
  {accept, signal, now}: RequestOptions,
): Promise<Answer> {
  const target = parseUrl(url);
  if (!target || !isSecure(target)) throw new FeedError('address', {detail: url});
  const response = await fetchOnce(fetch, url, accept, signal);
  const {headers, status} = response;
  // An open redirect on the feed's host must not hand the feed to somebody else.
  if (response.url && parseUrl(response.url)?.origin !== target.origin) {
    throw new FeedError('address', {detail: response.url});
  }
  if (status !== 200) {
    // The server's own clock, where it shows it: ours may be wrong.
    const date = Date.parse(headers.get('Date') ?? '') || now;
    const retryAfterMs = parseRetryAfter(headers.get('Retry-After'), date);
    throw new FeedError('http', {status, retryAfterMs});
  }
  const type = headers.get('Content-Type') ?? '';
  // Whatever the server has is taken, also a stream where a document was asked for.
  if (STREAM.test(type)) return {kind: 'stream', response};
  if (JSON_TYPES.test(type)) return {kind: 'document', response};
  throw new FeedError('content-type', {detail: type});
}

async function fetchOnce(
  fetch: Fetch,
  url: string,
  accept: Accept,
  signal: AbortSignal,
): Promise<Response> {
  const any = accept === 'any';
  try {
    return await fetch(url, {
      headers: {Accept: any ? 'text/event-stream, application/json;q=0.9' : 'application/json'},
      cache: any ? 'no-store' : 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
  } catch (cause) {
    throw new FeedError('network', {cause});
  }
}

/** The essence of a type decides, parameters aside (WHATWG MIME Sniffing, section 4.2). */
const STREAM = /^\s*text\/event-stream\s*(;|$)/i;
const JSON_TYPES = /^\s*((application|text)\/json|[^;\s]+\+json)\s*(;|$)/i;

/** Milliseconds asked for by `Retry-After`, seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return clampNumber(Math.min(ms, MAX_RETRY_AFTER), [0, MAX_RETRY_AFTER]);
}
