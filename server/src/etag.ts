import {createHash} from 'node:crypto';

/** A strong ETag: equal only for equal bytes (RFC 9110, section 8.8.1). */
export function etagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
