import type {Format} from './formats/format.js';
import {FeedError} from './model/errors.js';
import {MAX_CACHE_AGE} from './parsing/limits.js';
import {toObject} from './parsing/parse.js';
import {parseTime} from './parsing/time.js';

/** What becomes of a text without a signature: refused, or believed. One with a wrong signature is refused by both. */
export type VerifyMode = 'require' | 'prefer';

/** A JSON object whose last member signs all before it (PROTOCOL.md, section 6). */
const SIGNED = /^(.*),"signature":"([^"\\]{1,1000})"\}\s*$/s;
/** `<feed>/<key>:<base64url of 32 bytes>`. */
const KEY = /^(([\w.-]+)\/[\w.-]+):([\w-]{43})=?$/;

interface Key {
  readonly feed: string;
  /** Undefined where this browser has no Ed25519, or the page is not secure. */
  readonly imported: Promise<CryptoKey | undefined>;
}

/**
 * Believes what one of these keys has signed: Ed25519 (RFC 8032) over the exact bytes, for this feed and this event, made
 * within the last day. Who serves the feed can then withhold news, but not make any up.
 * @param mode - `require` or `prefer`.
 * @param keys - public keys as `outage-feed keygen` prints them, separated by white space; two while one replaces the other.
 * @param format - how to read what is signed.
 * @throws {TypeError} for another mode, or for keys that are none.
 */
export function signedBy(
  mode: VerifyMode,
  keys: string,
  format: Format,
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Format {
  if (mode !== 'require' && mode !== 'prefer')
    throw new TypeError(`verify needs require or prefer, not ${String(mode)}`);
  const known = new Map((keys.match(/\S+/g) ?? []).map((key) => parseKey(key, subtle)));
  if (known.size === 0) throw new TypeError('verify needs keys="<feed>/<key>:<base64url>"');

  /** The feed for which somebody signed these bytes; undefined if nobody we know did. */
  async function signedFor(
    bytes: Uint8Array<ArrayBuffer>,
    signatures: string,
  ): Promise<string | undefined> {
    for (const entry of signatures.split(' ')) {
      const [id = '', signature = ''] = entry.split(':');
      const key = known.get(id);
      const imported = await key?.imported;
      if (imported && (await subtle.verify('Ed25519', imported, decode(signature), bytes)))
        return key!.feed;
    }
    return undefined;
  }

  return {
    ...format,
    // A format without a name is nobody else's, signed or not.
    ...(format.name !== undefined && {name: `${format.name} ${mode} ${keys}`}),
    async verify(event, text, now) {
      const [, body, signatures] = SIGNED.exec(text) ?? [];
      const able = (await Promise.all([...known.values()].map(({imported}) => imported))).some(
        Boolean,
      );
      if (mode === 'prefer' && !(able && body)) return;
      if (!able) throw refusal('this browser cannot verify');
      if (body === undefined) throw refusal('not signed');
      const signed = `${body}}`;
      const feed = await signedFor(new TextEncoder().encode(signed), signatures!);
      if (feed === undefined) throw refusal('not signed by a known key');
      const ext = toObject(toObject(JSON.parse(signed))['ext']);
      if (ext['feed'] !== feed) throw refusal('signed for another feed');
      if (ext['event'] !== (event || 'snapshot')) throw refusal('signed for another event');
      if (!(parseTime(ext['signed_at'])! > now - MAX_CACHE_AGE)) throw refusal('an old copy');
    },
  };
}

function refusal(detail: string): FeedError {
  return new FeedError('signature', {detail});
}

function parseKey(text: string, subtle: SubtleCrypto | undefined): [id: string, Key] {
  const [, id, feed, key] = KEY.exec(text) ?? [];
  if (!id) throw new TypeError(`keys are written <feed>/<key>:<base64url>, not ${text}`);
  const imported = Promise.resolve(
    subtle?.importKey('raw', decode(key!), 'Ed25519', false, ['verify']),
  ).catch(() => undefined);
  return [id, {feed: feed!, imported}];
}

/** Bytes of base64url; none for what is not. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
