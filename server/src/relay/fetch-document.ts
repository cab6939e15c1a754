import {readDocument} from '../sources/read-document.js';
import {SourceError} from '../sources/source-error.js';
import {VisitError} from './visit-error.js';

/** How to reach the network. */
export interface Reach {
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How long one answer may take, in milliseconds, body included. */
  readonly timeoutMs: number;
  /** Ends the visit at once. */
  readonly signal: AbortSignal;
}

/** A document as it came, and what is needed to ask for it again. */
export interface Fetched {
  readonly value: unknown;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /**
   * Milliseconds since 1970 at which the server stood by it: when it was asked, less the age of a
   * cache's copy.
   */
  readonly at: number;
  readonly maxAgeSeconds: number | undefined;
}

const maxBytes = 2 * 1024 * 1024;
const maxRedirects = 3;
const accept = 'application/json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/**
 * One polite GET: with what is held it asks only for what has changed since.
 *
 * @throws {VisitError}
 */
export async function fetchDocument(
  url: string,
  held: Fetched | undefined,
  reach: Reach,
): Promise<Fetched> {
  const askedAt = reach.clock();
  const timeout = AbortSignal.timeout(reach.timeoutMs);
  const signal = AbortSignal.any([reach.signal, timeout]);
  try {
    const response = await follow(url, held, reach.fetch, signal);
    const at = askedAt - 1000 * (wholeNumber(response.headers.get('age')) ?? 0);
    const maxAgeSeconds = maxAgeOf(response.headers.get('cache-control'));
    if (response.status === 304 && held !== undefined) return {...held, at, maxAgeSeconds};
    if (!response.ok) {
      // Nobody reads it, and it may never end.
      await response.body?.cancel();
      throw refusal(response, reach.clock());
    }
    return {
      value: readDocument(await readBytes(response)),
      etag: response.headers.get('etag'),
      lastModified: response.headers.get('last-modified'),
      at,
      maxAgeSeconds,
    };
  } catch (error) {
    if (error instanceof SourceError) throw new VisitError('unreadable', error.message);
    if (error instanceof VisitError) throw error;
    if (timeout.aborted) {
      throw new VisitError('timeout', `No answer within ${reach.timeoutMs / 1000} s.`);
    }
    throw new VisitError('network', `No answer: ${reasonOf(error as Error)}.`);
  }
}

/**
 * Step by step: a page moves to another https host, but nobody is sent from there into our own
 * network.
 */
async function follow(
  url: string,
  held: Fetched | undefined,
  fetch: Reach['fetch'],
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
      throw new VisitError(
        'redirect',
        'It redirects to an address that is not followed: only https is, and no IP address.',
      );
    }
    address = (next as URL).href;
  }
  throw new VisitError('redirect', 'It redirects in a circle. Give the address it should end at.');
}

/** Whether a stranger may send us there. */
function isPublic(url: URL | undefined): boolean {
  if (url?.protocol !== 'https:') return false;
  // A name without a dot, or of these ends, is of some private network.
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

function refusal({status, headers}: Response, now: number): VisitError {
  const retryAfter = headers.get('retry-after');
  const seconds = wholeNumber(retryAfter);
  const date = Date.parse(retryAfter ?? '');
  const retryAfterMs = seconds !== undefined ? seconds * 1000 : date > now ? date - now : undefined;
  return new VisitError('http', `It answers with status ${status}.`, {status, retryAfterMs});
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
