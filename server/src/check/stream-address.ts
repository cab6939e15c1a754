import {safeUrl} from 'outage-widgets/core.js';
import {bodyValue, fieldOf} from './json.js';
import type {Exchange} from './observation.js';

/** Where a document says its news streams, resolved against the document; undefined if nowhere, or nowhere safe. */
export function streamAddress(exchange: Exchange): string | undefined {
  const stream = fieldOf(fieldOf(bodyValue(exchange), 'ext'), 'stream');
  if (typeof stream !== 'string' || !URL.canParse(stream, exchange.url)) return undefined;
  return safeUrl(new URL(stream, exchange.url).href);
}
