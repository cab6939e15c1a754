import type {Format} from '../formats/format.js';
import {FeedError} from '../model/errors.js';
import {clampNumber} from '../parsing/parse.js';
import {parseJson, readText} from './document.js';
import {request} from './request.js';
import type {Fetch} from './request.js';
import type {RawMessage, Source, SourceEvent, SourceMessage} from './source.js';
import {readBatches} from './sse.js';
import type {BatchItem} from './sse.js';

/** Seconds: older copies say nothing more. */
const DAY = 86_400;

/** Printable ASCII: an id travels back in a URL, and anything else is somebody trying things. */
const USABLE_ID = /^[\x21-\x7e]{0,256}$/;

/**
 * The `Source` that reads one format from whatever a URL answers with: a document or a stream.
 * @param isIntercepted - tells whether a service worker may answer. Default: none does.
 */
export function createFeedSource(
  format: Format,
  fetch: Fetch,
  now: () => number,
  isIntercepted: () => boolean = () => false,
): Source {
  return async function* readSource(url, {signal, accept, lastEventId}) {
    const address = resumeUrl(url, lastEventId);
    const {kind, response} = await request(fetch, address, {accept, signal, now: now()});
    const isCopy = kind === 'document' && isIntercepted();
    const ageMs = Math.max(ageOf(response), isCopy ? sinceDate(response, now()) : 0);
    // A header is not signed: with its help an old copy would pass for new.
    const offset = format.verify ? 0 : clockOffset(response, now() - ageMs);
    yield {type: 'open', via: kind, clockOffset: offset, ageMs};
    const body = response.body!;
    if (kind === 'document') {
      const text = await readText(body);
      await format.verify?.('', text, now());
      yield {type: 'messages', messages: readMessages(format, {event: '', text})};
      return;
    }
    for await (const items of readBatches(body)) {
      yield* readBatch(format, items, now);
      yield {type: 'alive'};
    }
  };
}

/** Events of one read up to this number are all read: an end that they tell is not lost. */
const MAX_EVENTS = 20;

/**
 * The items of one read without what its last whole document replaces. A burst of documents would
 * keep the page busy, and only the newest is shown.
 */
function withoutReplaced(items: readonly BatchItem[]): readonly BatchItem[] {
  let last = items.length - 1;
  while (last > MAX_EVENTS && !isDocument(items[last])) last--;
  if (last <= MAX_EVENTS) return items;
  const replaced = items.slice(0, last);
  const newest = (type: BatchItem['type']): readonly BatchItem[] =>
    replaced.filter((item) => item.type === type).slice(-1);
  return [...newest('retry'), ...newest('id'), ...items.slice(last)];
}

function isDocument(item: BatchItem | undefined): boolean {
  return item?.type === 'event' && item.name === 'snapshot';
}

/** Reads the items of one read. The messages among them go together. */
async function* readBatch(
  format: Format,
  items: readonly BatchItem[],
  now: () => number,
): AsyncGenerator<SourceEvent, void, undefined> {
  let messages: SourceMessage[] = [];
  for (const item of withoutReplaced(items)) {
    if (item.type !== 'event') {
      if (item.type !== 'id' || USABLE_ID.test(item.id)) yield item;
      continue;
    }
    const {name: event, data: text} = item;
    if (!format.events.has(event)) continue;
    try {
      await format.verify?.(event, text, now());
      messages.push(...readMessages(format, {event, text}));
    } catch (caught) {
      // The messages before it count.
      if (messages.length > 0) yield {type: 'messages', messages};
      messages = [];
      yield {type: 'invalid', error: brokenEvent(caught)};
    }
  }
  if (messages.length > 0) yield {type: 'messages', messages};
}

/**
 * A broken event costs itself. One that is not genuine costs the stream: whoever sent it is not the
 * publisher.
 * @throws {FeedError} with code `signature`.
 */
function brokenEvent(caught: unknown): FeedError {
  if (!(caught instanceof FeedError)) return new FeedError('document', {cause: caught});
  if (caught.code !== 'document') throw caught;
  return caught;
}

/**
 * Reads a text by a format, which has to know the event's name.
 * @throws {FeedError} with code `document`.
 */
export function readMessages(format: Format, raw: RawMessage): readonly SourceMessage[] {
  const value = parseJson(raw.text);
  const parsed = raw.event ? format.event(raw.event, value) : format.document(value);
  return parsed ? [{raw, ...parsed}] : [];
}

/** How long a cache has kept its copy (RFC 9111, section 5.1), ms: an old one is not new. */
function ageOf({headers}: Response): number {
  return (clampNumber(Number(headers.get('Age')), [0, DAY]) ?? 0) * 1000;
}

/**
 * How long ago an answer was made, by its `Date`, ms. A service worker may answer from its own
 * cache, and then `Date` tells the age of the copy and not the time of the server. Green has to
 * expire with such a copy.
 */
function sinceDate({headers}: Response, now: number): number {
  const date = Date.parse(headers.get('Date') ?? '');
  return clampNumber(now - date, [0, DAY * 1000]) ?? 0;
}

/** The server's clock minus ours in ms, by when the answer was made; 0 without a readable Date. */
function clockOffset({headers}: Response, madeAt: number): number {
  return (Date.parse(headers.get('Date') ?? '') || madeAt) - madeAt;
}

/**
 * The id travels in a query parameter, because a `Last-Event-ID` header would cost every reader a
 * CORS preflight. A hub that has another name for it has it at the end of its URL:
 * `…?topic=acme&lastEventID=`.
 */
function resumeUrl(url: string, lastEventId: string): string {
  if (!lastEventId) return url;
  // searchParams.set() would write the whole query anew, and break a signed one.
  const name = url.endsWith('=') ? '' : `${url.includes('?') ? '&' : '?'}last_event_id=`;
  return url + name + encodeURIComponent(lastEventId);
}
