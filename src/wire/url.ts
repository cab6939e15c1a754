import {MAX_URL_CHARACTERS} from './limits.js';

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for https, and for http where it never leaves the machine. */
export function isSecure(url: URL): boolean {
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' &&
      (LOCAL_HOSTS.has(url.hostname) || url.hostname.endsWith('.localhost')))
  );
}

/**
 * The one gate for links out of a feed: absolute https (http for localhost), no user name or password.
 * Returns the normalised form, in which hosts are punycode and odd characters percent-encoded.
 */
export function safeUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_CHARACTERS) return undefined;
  // Only an absolute URL with its slashes: "https:evil" and "//evil" would borrow from a base.
  if (!/^https?:\/\//i.test(value)) return undefined;
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return undefined;
  }
  return isSecure(url) && !url.username && !url.password ? url.href : undefined;
}
