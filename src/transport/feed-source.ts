import {parseJson, readText} from './document.js';
import {request} from './request.js';
import type {Fetch} from './request.js';
import {readEvents} from './sse.js';
import {clampNumber} from '../parsing/parse.js';
import type {Source, SourceEvent} from './source.js';
import type {Format, RawMessage} from '../formats/format.js';

/** Seconds: older copies say nothing more. */
const DAY = 86_400;

/** Printable ASCII: an id travels back in a URL, and anything else is somebody trying things. */
const USABLE_ID = /^[\x21-\x7e]{0,256}$/;

/** The `Source` that reads one format from whatever a URL answers with: a document or a stream. */
export function createFeedSource(format: Format, fetch: Fetch, now: () => number): Source {
  return async function* visit(url, {signal, accept, lastEventId}) {
    const address = resumeUrl(url, lastEventId);
    const {kind, response} = await request(fetch, address, accept, signal, now());
    const ageMs = ageOf(response);
    // A header is not signed: with its help an old copy would pass for new.
    const offset = format.verify ? 0 : clockOffset(response, now() - ageMs);
    yield {type: 'open', via: kind, clockOffset: offset, ageMs};
    const body = response.body!;
    if (kind === 'document') {
      const text = await readText(body);
      await format.verify?.('', text, now());
      yield* readMessages(format, ['', text]);
      return;
    }
    for await (const item of readEvents(body)) {
      if (item.type !== 'event') {
        if (item.type !== 'id' || USABLE_ID.test(item.id)) yield item;
      } else if (format.events.has(item.name)) {
        await format.verify?.(item.name, item.data, now());
        yield* readMessages(format, [item.name, item.data]);
      }
    }
  };
}

/**
 * What a format makes of a text, with an event's name it knows.
 * @throws {FeedError} with code `document`.
 */
export function readMessages(
  format: Format,
  raw: RawMessage,
): readonly Extract<SourceEvent, {type: 'message'}>[] {
  const [name, text] = raw;
  const value = parseJson(text);
  const parsed = name ? format.event(name, value) : format.document(value);
  return parsed ? [{type: 'message', raw, ...parsed}] : [];
}

/** How long a cache has kept its copy (RFC 9111, section 5.1), ms: an old one must not pass for new. */
function ageOf({headers}: Response): number {
  return (clampNumber(Number(headers.get('Age')), [0, DAY]) ?? 0) * 1000;
}

/** The server's clock minus ours in ms, by when the answer was made; 0 where CORS hides the Date header. */
function clockOffset({headers}: Response, madeAt: number): number {
  return (Date.parse(headers.get('Date') ?? '') || madeAt) - madeAt;
}

/**
 * A query parameter, not a `Last-Event-ID` header: the header would cost every reader a CORS preflight. A hub that has
 * another name for it has it at the end of its URL: `…?topic=acme&lastEventID=`.
 */
function resumeUrl(url: string, lastEventId: string): string {
  if (!lastEventId) return url;
  // Not by searchParams.set(), which writes the whole query anew and breaks a signed one.
  const name = url.endsWith('=') ? '' : `${url.includes('?') ? '&' : '?'}last_event_id=`;
  return url + name + encodeURIComponent(lastEventId);
}
