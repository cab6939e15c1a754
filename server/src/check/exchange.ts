import {MAX_DOCUMENT_BYTES} from 'outage-widgets/protocol.js';
import type {Body, Exchange, Redirect} from './observation.js';

/** An answer whose body has not been read. */
export interface Opened {
  readonly exchange: Exchange;
  readonly response?: Response;
}

/** The surroundings of a request: network and limits. */
export interface Asking {
  readonly fetch: typeof globalThis.fetch;
  /** The time for the headers, and again for the body of a document, in milliseconds. */
  readonly timeoutMs: number;
}

const mostRedirects = 5;

/**
 * Sends one GET as a browser does, without credentials. It follows redirects only within the
 * origin, so that each can be judged. It never throws for a failure of the network.
 *
 * @param controller ends the request at any time.
 */
export async function open(
  url: string,
  headers: Readonly<Record<string, string>>,
  controller: AbortController,
  {fetch, timeoutMs}: Asking,
): Promise<Opened> {
  const timer = setTimeout(() => controller.abort(new Timeout()), timeoutMs);
  const redirects: Redirect[] = [];
  let target = url;
  try {
    for (;;) {
      const response = await fetch(target, {
        headers,
        credentials: 'omit',
        redirect: 'manual',
        signal: controller.signal,
      });
      const exchange = {
        url: target,
        redirects,
        status: response.status,
        headers: Object.fromEntries(response.headers),
      };
      const next = targetOf(response, target);
      if (next === undefined) return {exchange, response};
      await response.body?.cancel();
      const allowOrigin = response.headers.get('access-control-allow-origin') ?? undefined;
      redirects.push({status: response.status, from: target, to: next, allowOrigin});
      const leaves = new URL(next).origin !== new URL(url).origin;
      if (leaves || redirects.length === mostRedirects) return {exchange};
      target = next;
    }
  } catch (error) {
    const failure = reasonOf(error, timeoutMs);
    return {exchange: {url: target, redirects, failure, status: 0, headers: {}}};
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends one GET and reads the body of a document. The body of a stream would never end and is left.
 */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  asking: Asking,
): Promise<Exchange> {
  const controller = new AbortController();
  const opened = await open(url, headers, controller, asking);
  try {
    return await withBody(opened, controller, asking);
  } finally {
    controller.abort();
  }
}

/**
 * Adds the body of a document to its exchange.
 *
 * @param controller the controller that it was opened with.
 */
export async function withBody(
  {exchange, response}: Opened,
  controller: AbortController,
  {timeoutMs}: Asking,
): Promise<Exchange> {
  const isStream = /^\s*text\/event-stream/i.test(exchange.headers['content-type'] ?? '');
  if (isStream || !response?.body) return exchange;
  const timer = setTimeout(() => controller.abort(new Timeout()), timeoutMs);
  try {
    return {...exchange, body: await readBody(response.body)};
  } catch (error) {
    return {...exchange, failure: reasonOf(error, timeoutMs)};
  } finally {
    clearTimeout(timer);
  }
}

/** Reads as much of a body as a reader takes. Throws what the source throws. */
export async function readBody(source: AsyncIterable<Uint8Array>): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > MAX_DOCUMENT_BYTES) break;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return {text, bytes, tooLarge: bytes > MAX_DOCUMENT_BYTES};
}

class Timeout extends Error {}

function targetOf({status, headers}: Response, from: string): string | undefined {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  return URL.canParse(location, from) ? new URL(location, from).href : undefined;
}

/** The reason for a failure, as the end of the sentence "No answer: ". */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Timeout) return `nothing came within ${timeoutMs / 1000} s`;
  const {message, cause} = error as Error;
  const {code, message: detail = message} = (cause ?? {}) as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND') return 'there is no such host';
  return detail || code || message;
}
