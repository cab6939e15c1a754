import {MAX_URL_CHARACTERS} from './limits.js';

const LOCAL_HOST = /^((.+\.)?localhost|127\.0\.0\.1|\[::1\])$/;

/** A URL, or undefined; `URL.parse` is missing in browsers before 2024. */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/**
 * True for https, and for http where it never leaves the machine; never with a user name or a
 * password.
 */
export function isSecure({protocol, hostname, username, password}: URL): boolean {
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOCAL_HOST.test(hostname));
}

/**
 * The one gate for links out of a feed: absolute https (http for localhost), without a user name or
 * a password. Returns the normalised form, in which hosts are punycode and odd characters
 * percent-encoded.
 */
export function safeUrl(value: unknown): string | undefined {
  // The URL must be absolute and have its slashes. A parser would complete "https:evil" or "//evil"
  // from a base.
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return undefined;
  const url = value.length <= MAX_URL_CHARACTERS ? parseUrl(value) : undefined;
  return url && isSecure(url) ? url.href : undefined;
}
