import {HEADERS_TIMEOUT} from 'outage-widgets/protocol.js';
import {ask, open, withBody} from './exchange.js';
import type {Asking} from './exchange.js';
import {listen} from './listen.js';
import {documentAccept, kindOf, readerAccept} from './observation.js';
import type {Exchange, Observation, StreamItem, StreamObservation} from './observation.js';
import {streamAddress} from './stream-address.js';

export interface ObserveOptions {
  /** The origin of the page that a browser would ask from. */
  readonly origin: string;
  /** The longest time to listen to a stream, in seconds. */
  readonly seconds: number;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly clock?: () => number;
  /**
   * How long to wait for an answer, in milliseconds. Default: as long as readers wait for headers.
   */
  readonly timeoutMs?: number;
}

/**
 * How long to listen after a resume, in milliseconds. A server sends missed messages at once, so
 * silence means that none were missed.
 */
const resumeMs = 3000;

/** The headers that browsers add for `cache: 'no-store'`. They cause no preflight. */
const asNoStore = {'cache-control': 'no-cache', pragma: 'no-cache'};

/**
 * Asks a feed what a browser would ask, and records the answers. It never throws for a failure of
 * the network.
 */
export async function observe(url: string, options: ObserveOptions): Promise<Observation> {
  const {origin, seconds, clock = Date.now} = options;
  const asking = {
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? HEADERS_TIMEOUT,
  };
  const observing: Observing = {origin, clock, asking, forMs: seconds * 1000};
  const askDocument = (more: Readonly<Record<string, string>> = {}): Promise<Exchange> =>
    ask(url, {accept: documentAccept, origin, ...more}, asking);

  const document = await askDocument();
  const now = clock();
  if (document.status === 0) return {url, origin, now, document};

  const etag = document.headers['etag'];
  const revalidated = etag === undefined ? undefined : await askDocument({'if-none-match': etag});
  const missingUrl = new URL('no-such-path-of-outage-feed-check', url).href;
  const missing = await ask(missingUrl, {accept: documentAccept, origin}, asking);

  const first = await observeStream(url, untilAllSeen(), observing);
  const stream =
    kindOf(first.exchange) === 'stream'
      ? first
      : await observeNamedStream(first.exchange, observing);
  const resumed = stream && (await observeResumed(stream, observing));
  const documentAfter = stream && (await askDocument());
  return {
    url,
    origin,
    now,
    document,
    first: first.exchange,
    missing,
    ...(revalidated && {revalidated}),
    ...(stream && {stream}),
    ...(resumed && {resumed}),
    ...(documentAfter && {documentAfter}),
  };
}

/** The surroundings of an observation: origin, clock and limits. */
interface Observing {
  readonly origin: string;
  readonly clock: () => number;
  readonly asking: Asking;
  /** The longest time to listen, in milliseconds. */
  readonly forMs: number;
}

async function observeStream(
  address: string,
  enough: (item: StreamItem) => boolean,
  {origin, clock, asking, forMs}: Observing,
): Promise<StreamObservation> {
  const controller = new AbortController();
  const headers = {accept: readerAccept, origin, ...asNoStore};
  const opened = await open(address, headers, controller, asking);
  const {exchange, response} = opened;
  try {
    if (response?.body && kindOf(exchange) === 'stream') {
      return {exchange, ...(await listen(response.body, {forMs, enough, clock}))};
    }
    const whole = await withBody(opened, controller, asking);
    return {exchange: whole, items: [], end: 'left', listenedMs: 0};
  } finally {
    controller.abort();
  }
}

/** Observes the stream that a document names, if it is of the same origin. */
async function observeNamedStream(
  document: Exchange,
  observing: Observing,
): Promise<StreamObservation | undefined> {
  const named = streamAddress(document);
  return named.kind === 'own' ? observeStream(named.url, untilAllSeen(), observing) : undefined;
}

/** Observes the stream again as a reader who resumes after the last id. */
async function observeResumed(
  stream: StreamObservation,
  observing: Observing,
): Promise<StreamObservation | undefined> {
  const lastEventId = lastIdOf(stream);
  if (lastEventId === undefined) return undefined;
  const forMs = Math.min(resumeMs, observing.forMs);
  const address = resumeUrl(stream.exchange.url, lastEventId);
  const isEvent = ({type}: StreamItem): boolean => type === 'event';
  return {...(await observeStream(address, isEvent, {...observing, forMs})), lastEventId};
}

/**
 * Makes a function that returns true once an event, then a comment and another event have arrived:
 * the document, a sign that the server lives and one that the feed lives. More would only repeat
 * these.
 */
function untilAllSeen(): (item: StreamItem) => boolean {
  let events = 0;
  let isEdgeAlive = false;
  return ({type}) => {
    if (type === 'event') events++;
    if (type === 'comment' && events > 0) isEdgeAlive = true;
    return isEdgeAlive && events > 1;
  };
}

function lastIdOf({items}: StreamObservation): string | undefined {
  const ids = items.flatMap((item) => (item.type === 'id' ? [item.id] : []));
  return ids.at(-1) || undefined;
}

/**
 * Adds the last id to a URL as readers do. The query is not rewritten, because that would break a
 * signed one. A hub with another name for the parameter has that name at the end of its URL.
 */
function resumeUrl(url: string, lastEventId: string): string {
  const name = url.endsWith('=') ? '' : `${url.includes('?') ? '&' : '?'}last_event_id=`;
  return url + name + encodeURIComponent(lastEventId);
}
