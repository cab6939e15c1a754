import {safeUrl} from 'outage-widgets/core.js';
import {fieldOf} from '../json.js';
import {bodyValue} from './observation.js';
import type {Exchange} from './observation.js';

/** Where the stream is, according to the document. */
export type StreamAddress =
  | {readonly kind: 'none'}
  /** The origin of the document. Readers open the stream, and so does the check. */
  | {readonly kind: 'own'; readonly url: string}
  /**
   * Another origin. Readers open the stream only if their page names that origin. The check does
   * not follow, because a document must not send it anywhere.
   */
  | {readonly kind: 'elsewhere'; readonly url: string}
  /** An address that readers never open. */
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
