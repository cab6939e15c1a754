import {ask, open, withBody} from './exchange.js';
import type {Asking} from './exchange.js';
import {HEADERS_TIMEOUT} from 'outage-widgets/protocol.js';
import {listen} from './listen.js';
import {documentAccept, kindOf, readerAccept} from './observation.js';
import type {Exchange, Observation, StreamItem, StreamVisit} from './observation.js';
import {streamAddress} from './stream-address.js';

export interface ObserveOptions {
  /** The page a browser would ask from. */
  readonly origin: string;
  /** How long to listen to a stream at most. */
  readonly seconds: number;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly clock?: () => number;
  /** Milliseconds to wait for an answer. Default: what readers wait for headers. */
  readonly timeoutMs?: number;
}

/** Who comes back is answered at once: nothing within this time means that nothing was missed. */
const resumeMs = 3000;

/** What browsers add where a reader's fetch says `cache: 'no-store'`; it costs no preflight. */
const asNoStore = {'cache-control': 'no-cache', pragma: 'no-cache'};

/**
 * Asks a feed what a browser would ask, and writes down what it answers. Never throws for the
 * network's sake.
 */
export async function observe(
  url: string,
  {
    origin,
    seconds,
    fetch = globalThis.fetch,
    clock = Date.now,
    timeoutMs = HEADERS_TIMEOUT,
  }: ObserveOptions,
): Promise<Observation> {
  const asking: Asking = {fetch, timeoutMs};
  const forMs = seconds * 1000;
  const askDocument = (more: Readonly<Record<string, string>> = {}): Promise<Exchange> =>
    ask(url, {accept: documentAccept, origin, ...more}, asking);

  async function visit(
    address: string,
    forMs: number,
    enough: (item: StreamItem) => boolean,
  ): Promise<StreamVisit> {
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

  async function visitNamed(document: Exchange): Promise<StreamVisit | undefined> {
    const named = streamAddress(document);
    return named.kind === 'own' ? visit(named.url, forMs, untilAllSeen()) : undefined;
  }

  const document = await askDocument();
  const now = clock();
  if (document.status === 0) return {url, origin, now, document};

  const etag = document.headers['etag'];
  const revalidated = etag === undefined ? undefined : await askDocument({'if-none-match': etag});
  const missing = await ask(
    new URL('no-such-path-of-outage-feed-check', url).href,
    {accept: documentAccept, origin},
    asking,
  );

  const first = await visit(url, forMs, untilAllSeen());
  const stream = kindOf(first.exchange) === 'stream' ? first : await visitNamed(first.exchange);
  const lastEventId = stream && lastIdOf(stream);
  const resumed =
    lastEventId &&
    (await visit(
      resumeUrl(stream.exchange.url, lastEventId),
      Math.min(resumeMs, forMs),
      ({type}) => type === 'event',
    ));
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
    ...(resumed && {resumed: {...resumed, lastEventId}}),
    ...(documentAfter && {documentAfter}),
  };
}

/**
 * The whole document, then a sign that the edge lives, and one that the feed lives: the rest would
 * repeat it.
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

function lastIdOf({items}: StreamVisit): string | undefined {
  const ids = items.flatMap((item) => (item.type === 'id' ? [item.id] : []));
  return ids.at(-1) || undefined;
}

/**
 * As readers do it: the query is not written anew, which would break a signed one, and a hub that
 * has another name for the parameter has it at the end of its URL.
 */
function resumeUrl(url: string, lastEventId: string): string {
  const name = url.endsWith('=') ? '' : `${url.includes('?') ? '&' : '?'}last_event_id=`;
  return url + name + encodeURIComponent(lastEventId);
}
