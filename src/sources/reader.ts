import {parseJson, readText} from '../transport/document.js';
import {request} from '../transport/request.js';
import type {Fetch} from '../transport/request.js';
import {readEvents} from '../transport/sse.js';
import type {Arrival, Format, Raw, Source} from './source.js';

/** Printable ASCII: an id travels back in a URL, and anything else is somebody trying things. */
const USABLE_ID = /^[\x21-\x7e]{0,256}$/;

/** The `Source` that reads one format from whatever a URL answers with: a document or a stream. */
export function feedReader(format: Format, fetch: Fetch, now: () => number): Source {
  return async function* visit(url, {signal, accept, lastEventId}) {
    const address = resumeUrl(url, lastEventId);
    const {kind, response} = await request(fetch, address, accept, signal, now());
    yield {type: 'open', via: kind, clockOffset: clockOffset(response, now())};
    const body = response.body!;
    if (kind === 'document') {
      yield* read(format, ['', await readText(body)]);
      return;
    }
    for await (const item of readEvents(body)) {
      if (item.type !== 'event') {
        if (item.type !== 'id' || USABLE_ID.test(item.id)) yield item;
      } else yield* read(format, [item.name, item.data]);
    }
  };
}

/**
 * What a format makes of a text; nothing of an event it does not know.
 * @throws {FeedError} with code `document`.
 */
export function read(format: Format, raw: Raw): readonly Extract<Arrival, {type: 'message'}>[] {
  const [name, text] = raw;
  if (name && !format.events.has(name)) return [];
  const value = parseJson(text);
  return [{type: 'message', raw, ...(name ? format.event(name, value) : format.document(value))}];
}

/**
 * The server's clock minus ours in ms; 0 where CORS hides the Date header. A cache's copy has the date of the original
 * and its own `Age` in seconds (RFC 9111, section 5.1): without it, an old copy would pass for new by a slow server.
 */
function clockOffset({headers}: Response, now: number): number {
  const date = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(date) ? 0 : date + (Number(headers.get('Age')) || 0) * 1000 - now;
}

/** A query parameter, not a `Last-Event-ID` header: the header would cost every reader a CORS preflight. */
function resumeUrl(url: string, lastEventId: string): string {
  if (!lastEventId) return url;
  // Not by searchParams.set(), which writes the whole query anew and breaks a signed one.
  return `${url}${url.includes('?') ? '&' : '?'}last_event_id=${encodeURIComponent(lastEventId)}`;
}
