import {sign} from 'node:crypto';
import type {Encode} from './encoding.js';
import type {SigningKey} from './keys.js';

/**
 * Writes JSON texts that carry their signatures (PROTOCOL.md, section 6). The last member of the
 * object signs the exact bytes before it. So a reader verifies the very text it received, whatever
 * has stored and forwarded it.
 *
 * @param keys the keys of one feed: two while one replaces the other.
 * @param now milliseconds since 1970. Readers refuse an old signature.
 * @throws {RangeError} without a key, or for keys of several feeds.
 */
export function signWith(keys: readonly SigningKey[], now: () => number): Encode {
  const [feed, ...others] = new Set(keys.map((key) => key.feed));
  if (feed === undefined || others.length > 0) {
    throw new RangeError(
      `All keys must be of one feed, not of ${[feed, ...others].join(' and ')}.`,
    );
  }
  return (event, value) => {
    const {ext} = value as {readonly ext?: object};
    const signedAt = new Date(now()).toISOString();
    const text = JSON.stringify({...value, ext: {...ext, feed, event, signed_at: signedAt}});
    const signatures = keys.map(({id, privateKey}) => {
      return `${id}:${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
    });
    return `${text.slice(0, -1)},"signature":"${signatures.join(' ')}"}`;
  };
}
