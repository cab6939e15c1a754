import {readDocument} from '../sources/read-document.js';
import {SourceError} from '../sources/source-error.js';
import {FetchError} from './fetch-error.js';

/** The surroundings of a fetch: network, clock and limits. */
export interface FetchContext {
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How long one answer may take, in milliseconds, body included. */
  readonly timeoutMs: number;
  /** Ends the fetch at once. */
  readonly signal: AbortSignal;
}

/** A fetched document, with what the next conditional request needs. */
export interface Fetched {
  readonly value: unknown;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /**
   * When the server confirmed the document, in milliseconds since 1970: the time of the request,
   * less the age of a cached copy.
   */
  readonly at: number;
  readonly maxAgeSeconds: number | undefined;
}

const maxBytes = 2 * 1024 * 1024;
const maxRedirects = 3;
const accept = 'application/json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/**
 * Fetches a document with one GET. If a document is held, the request is conditional.
 *
 * @throws {FetchError}
 */
export async function fetchDocument(
  url: string,
  held: Fetched | undefined,
  context: FetchContext,
): Promise<Fetched> {
  const askedAt = context.clock();
  const timeout = AbortSignal.timeout(context.timeoutMs);
  const signal = AbortSignal.any([context.signal, timeout]);
  try {
    const response = await follow(url, held, context.fetch, signal);
    const at = askedAt - ageOf(response);
    const maxAgeSeconds = maxAgeOf(response.headers.get('cache-control'));
    if (response.status === 304 && held !== undefined) return {...held, at, maxAgeSeconds};
    if (!response.ok) {
      // Cancel the body: it is not read, and it may never end.
      await response.body?.cancel();
      throw refusalError(response, context.clock());
    }
    return {
      value: readDocument(await readBytes(response), charsetOf(response)),
      etag: response.headers.get('etag'),
      lastModified: response.headers.get('last-modified'),
      at,
      maxAgeSeconds,
    };
  } catch (error) {
    if (error instanceof SourceError) throw new FetchError('unreadable', error.message);
    if (error instanceof FetchError) throw error;
    if (timeout.aborted) {
      throw new FetchError('timeout', `No answer within ${context.timeoutMs / 1000} s.`);
    }
    throw new FetchError('network', `No answer: ${reasonOf(error as Error)}.`);
  }
}

/**
 * Follows redirects one by one. A page may move to another https host, but no page may send the
 * relay into its own network.
 */
async function follow(
  url: string,
  held: Fetched | undefined,
  fetch: FetchContext['fetch'],
  signal: AbortSignal,
): Promise<Response> {
  const headers = {
    accept,
    'user-agent': 'outage-feed relay',
    ...(held?.etag && {'if-none-match': held.etag}),
    ...(held?.lastModified && {'if-modified-since': held.lastModified}),
  };
  let address = url;
  for (let step = 0; step <= maxRedirects; step++) {
    const response = await fetch(address, {headers, signal, redirect: 'manual'});
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, address) ? new URL(location, address) : undefined;
    if (next?.origin !== new URL(address).origin && !isPublic(next)) {
      throw new FetchError(
        'redirect',
        'It redirects to an address that is not followed: only https is, and no IP address.',
      );
    }
    address = (next as URL).href;
  }
  throw new FetchError('redirect', 'It redirects in a circle. Give the address it should end at.');
}

/** Whether a redirect of another host may lead to this URL. */
function isPublic(url: URL | undefined): boolean {
  if (url?.protocol !== 'https:') return false;
  // A name without a dot, or with one of these endings, belongs to a private network.
  return !/^[\d.]+$|^\[|^[^.]+\.?$|\.(localhost|local|internal)\.?$/.test(url.hostname);
}

async function readBytes(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > maxBytes) throw new SourceError('The answer is larger than 2 MiB.');
  }
  return Buffer.concat(chunks);
}

function refusalError({status, headers}: Response, now: number): FetchError {
  const retryAfter = headers.get('retry-after');
  const seconds = wholeNumber(retryAfter);
  const date = Date.parse(retryAfter ?? '');
  const retryAfterMs = seconds !== undefined ? seconds * 1000 : date > now ? date - now : undefined;
  return new FetchError('http', `It answers with status ${status}.`, {status, retryAfterMs});
}

/** How old a copy may be, in milliseconds. Its age is in whole seconds, without the rest. */
function ageOf({headers}: Response): number {
  const seconds = wholeNumber(headers.get('age')) ?? 0;
  return seconds === 0 ? 0 : (seconds + 1) * 1000;
}

/** The encoding that the Content-Type names (RFC 9110, section 8.3.1). */
function charsetOf({headers}: Response): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(headers.get('content-type') ?? '')?.[1];
}

function maxAgeOf(cacheControl: string | null): number | undefined {
  return wholeNumber(/(?:^|[\s,])max-age=(\d+)/i.exec(cacheControl ?? '')?.[1] ?? null);
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

function reasonOf(error: Error): string {
  const {code, message = error.message} = (error.cause ?? {}) as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no such host';
  return message || 'the connection broke';
}
