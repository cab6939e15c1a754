import {isSecure} from '../wire/url.js';

/**
 * Where a document says its news streams, resolved against the document. A feed's author must not send readers to
 * a server the page never named, so only the document's own origin and trusted ones count.
 */
export function streamUrl(
  stream: string | undefined,
  documentUrl: string,
  trustedOrigins: readonly string[],
): string | undefined {
  if (stream === undefined) return undefined;
  let url: URL;
  try {
    url = new URL(stream, documentUrl);
  } catch {
    return undefined;
  }
  const trusted = url.origin === new URL(documentUrl).origin || trustedOrigins.includes(url.origin);
  return trusted && isSecure(url) ? url.href : undefined;
}
