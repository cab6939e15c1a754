import {FeedError} from '../wire/errors.js';
import {MAX_RETRY_AFTER} from '../wire/limits.js';
import {isSecure} from '../wire/url.js';

/** The members of `fetch` we use, so that a test or an old host can bring its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A checked answer: success, from the origin that was asked, of a type we read. */
export interface Answer {
  readonly kind: 'stream' | 'document';
  readonly response: Response;
}

/**
 * One GET that costs no CORS preflight: no header but `Accept`, no credentials, no referrer. `no-store` makes
 * browsers send `Cache-Control: no-cache` and keep no copy of a stream; a document may use the HTTP cache's ETag.
 *
 * @throws {FeedError} `address`, `network`, `http` or `content-type`; never anything else.
 */
export async function request(
  fetch: Fetch,
  url: string,
  accept: 'any' | 'document',
  signal: AbortSignal,
): Promise<Answer> {
  const target = checkAddress(url);
  let response: Response;
  try {
    response = await fetch(target.href, {
      headers: {
        Accept: accept === 'any' ? 'text/event-stream, application/json;q=0.9' : 'application/json',
      },
      cache: accept === 'any' ? 'no-store' : 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'follow',
      signal,
    });
  } catch (cause) {
    throw new FeedError('network', `No answer from ${target.origin}.`, {cause});
  }
  // An open redirect on the feed's host must not hand the feed to somebody else.
  if (response.url && new URL(response.url).origin !== target.origin) {
    throw discard(
      response,
      new FeedError('address', `${target.origin} redirects to another origin.`),
    );
  }
  if (response.status !== 200) {
    const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
    throw discard(
      response,
      new FeedError('http', `${target.origin} answers with status ${response.status}.`, {
        status: response.status,
        ...(retryAfterMs !== undefined && {retryAfterMs}),
      }),
    );
  }
  const type = essence(response.headers.get('Content-Type'));
  if (type === 'text/event-stream' && accept === 'any') return {kind: 'stream', response};
  if (/^(application|text)\/json$|\+json$/.test(type)) return {kind: 'document', response};
  throw discard(
    response,
    new FeedError(
      'content-type',
      `${target.origin} answers with ${type || 'no content type'}, not with a status.`,
    ),
  );
}

function checkAddress(url: string): URL {
  let target: URL;
  try {
    target = new URL(url);
  } catch (cause) {
    throw new FeedError('address', `"${url}" is no address.`, {cause});
  }
  if (target.username || target.password) {
    throw new FeedError('address', 'The address has a user name or a password: feeds are public.');
  }
  if (!isSecure(target)) {
    throw new FeedError(
      'address',
      `${target.origin} is not https: browsers would block it or others read it.`,
    );
  }
  return target;
}

/** Frees the connection of an answer that is not read. */
function discard(response: Response, error: FeedError): FeedError {
  response.body?.cancel().catch(() => undefined);
  return error;
}

/** The type without parameters (WHATWG MIME Sniffing, section 4.2 "essence"). */
export function essence(contentType: string | null): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** Milliseconds asked for by `Retry-After`, seconds or an HTTP date (RFC 9110, section 10.2.3); at most 10 min. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(MAX_RETRY_AFTER, Math.max(0, ms));
}
