import {safeUrl} from 'outage-widgets/core.js';
import {fieldOf} from '../findings/json.js';
import {bodyValue} from './observation.js';
import type {Exchange} from './observation.js';

/** Where a document says its news streams. */
export type StreamAddress =
  | {readonly kind: 'none'}
  /** Of the document's own origin: readers open it, and so do we. */
  | {readonly kind: 'own'; readonly url: string}
  /** Readers open it if their page names that origin; a document must not send us anywhere. */
  | {readonly kind: 'elsewhere'; readonly url: string}
  /** Readers never open it. */
  | {readonly kind: 'refused'; readonly written: string};

export function streamAddress(exchange: Exchange): StreamAddress {
  const stream = fieldOf(fieldOf(bodyValue(exchange), 'ext'), 'stream');
  if (typeof stream !== 'string') return {kind: 'none'};
  const resolved = URL.canParse(stream, exchange.url) && new URL(stream, exchange.url);
  if (!resolved) return {kind: 'refused', written: stream};
  if (resolved.origin === new URL(exchange.url).origin) return {kind: 'own', url: resolved.href};
  return safeUrl(resolved.href) === undefined
    ? {kind: 'refused', written: stream}
    : {kind: 'elsewhere', url: resolved.href};
}
