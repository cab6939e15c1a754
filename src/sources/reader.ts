import {parseJson, readJson} from '../transport/document.js';
import {request} from '../transport/request.js';
import type {Fetch} from '../transport/request.js';
import {readEvents} from '../transport/sse.js';
import {FeedError} from '../wire/errors.js';
import {MAX_ID_CHARACTERS} from '../wire/limits.js';
import type {Arrival, Format, Source, Visit} from './source.js';

/** Printable ASCII: an id travels back in a URL, and anything else is somebody trying things. */
const USABLE_ID = /^[\x21-\x7e]*$/;

/** The `Source` that reads one format from whatever a URL answers with: a document or a stream. */
export function feedReader(format: Format, fetch: Fetch, now: () => number): Source {
  return async function* read(
    url: string,
    {signal, accept, lastEventId}: Visit,
  ): AsyncGenerator<Arrival, void, undefined> {
    const {kind, response} = await request(fetch, resumeUrl(url, lastEventId), accept, signal);
    yield {type: 'open', via: kind, clockOffset: clockOffset(response, now())};
    if (kind === 'document') {
      yield {type: 'message', ...format.document(await readJson(response.body))};
      return;
    }
    if (!response.body) throw new FeedError('network', 'This browser cannot read streams.');
    for await (const item of readEvents(response.body)) {
      if (item.type === 'event') {
        if (format.events.has(item.name))
          yield {type: 'message', ...format.event(item.name, parseJson(item.data))};
      } else if (
        item.type !== 'id' ||
        (item.id.length <= MAX_ID_CHARACTERS && USABLE_ID.test(item.id))
      ) {
        yield item;
      }
    }
  };
}

/**
 * The server's clock minus ours in ms; 0 where CORS hides the Date header. A cache's copy has the date of the original
 * and its own `Age` in seconds (RFC 9111, section 5.1): without it, an old copy would pass for new by a slow server.
 */
function clockOffset({headers}: Response, now: number): number {
  const date = Date.parse(headers.get('Date') ?? '');
  const age = Number(headers.get('Age') ?? 0);
  return Number.isNaN(date) ? 0 : date + (age > 0 ? age * 1000 : 0) - now;
}

/** A query parameter, not a `Last-Event-ID` header: the header would cost every reader a CORS preflight. */
function resumeUrl(url: string, lastEventId: string | undefined): string {
  if (!lastEventId) return url;
  const result = new URL(url);
  // Not by searchParams.set(), which writes the whole query anew and breaks a signed one.
  result.search += `${result.search ? '&' : '?'}last_event_id=${encodeURIComponent(lastEventId)}`;
  return result.href;
}
