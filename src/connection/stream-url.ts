import {isSecure, parseUrl} from '../parsing/url.js';

/**
 * Where a document says its news streams, resolved against the document. A feed's author must not
 * send readers to a server the page never named, so only trusted origins count.
 */
export function streamUrl(
  stream: string | undefined,
  documentUrl: string,
  origins: readonly string[],
): string | undefined {
  const url = stream && parseUrl(stream, documentUrl);
  return url && isSecure(url) && origins.includes(url.origin) ? url.href : undefined;
}
