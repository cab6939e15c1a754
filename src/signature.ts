import type {Format} from './formats/format.js';
import {FeedError} from './model/errors.js';
import {MAX_CACHE_AGE} from './parsing/limits.js';
import {toObject} from './parsing/parse.js';
import type {Json} from './parsing/parse.js';
import {parseTime} from './parsing/time.js';

/**
 * How a text without a signature is treated: `require` refuses it, `prefer` believes it. Both
 * refuse a text with a wrong signature.
 */
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
 * A format that believes only signed texts: one of these keys has to have signed the exact bytes
 * with Ed25519 (RFC 8032), for this feed and this event, within the last day. Whoever serves the
 * feed can then withhold news, but cannot make any up.
 * @param mode - `require` or `prefer`.
 * @param keys - public keys as `outage-feed keygen` prints them, separated by white space; two
 *   while one key replaces another.
 * @param format - reads the signed text.
 * @param subtle - the platform's cryptography by default; undefined on a page that is not secure.
 * @throws {TypeError} for another mode, or for keys that are not written like keys.
 */
export function signedBy(
  mode: VerifyMode,
  keys: string,
  format: Format,
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Format {
  if (mode !== 'require' && mode !== 'prefer')
    throw new TypeError(`verify must be "require" or "prefer", not "${String(mode)}".`);
  const known = new Map((keys.match(/\S+/g) ?? []).map((key) => parseKey(key, subtle)));
  if (known.size === 0) throw new TypeError('verify needs a key: keys="<feed>/<key>:<base64url>".');

  /** The feed for which a known key signed these bytes; undefined if none did. */
  async function signedFor(
    bytes: Uint8Array<ArrayBuffer>,
    signatures: string,
  ): Promise<string | undefined> {
    for (const entry of signatures.split(' ')) {
      const [id = '', signature = ''] = entry.split(':');
      const key = known.get(id);
      const imported = await key?.imported;
      if (!key || !imported) continue;
      if (await subtle.verify('Ed25519', imported, decode(signature), bytes)) return key.feed;
    }
    return undefined;
  }

  return {
    ...format,
    // A format without a name stays without one: its feed is not shared.
    ...(format.name !== undefined && {name: `${format.name} ${mode} ${keys}`}),
    async verify(event, text, now) {
      const [, body, signatures = ''] = SIGNED.exec(text) ?? [];
      const imported = await Promise.all([...known.values()].map((key) => key.imported));
      const canVerify = imported.some(Boolean);
      if (mode === 'prefer' && (!canVerify || body === undefined)) return;
      if (!canVerify) throw refusal('this browser cannot verify Ed25519');
      if (body === undefined) throw refusal('the text is not signed');
      const signed = `${body}}`;
      const feed = await signedFor(new TextEncoder().encode(signed), signatures);
      if (feed === undefined) throw refusal('no known key signed it');
      checkClaims(toObject(toObject(JSON.parse(signed))['ext']), {feed, event, now});
    },
  };
}

/** A signed text is no proof for another feed, for another event, or for ever. */
function checkClaims(
  ext: Json,
  {feed, event, now}: {readonly feed: string; readonly event: string; readonly now: number},
): void {
  if (ext['feed'] !== feed) throw refusal('it was signed for another feed');
  if (ext['event'] !== (event || 'snapshot')) throw refusal('it was signed for another event');
  const signedAt = parseTime(ext['signed_at']);
  if (signedAt === undefined) throw refusal('it does not say when it was signed');
  if (signedAt <= now - MAX_CACHE_AGE) throw refusal('it is an old copy');
}

function refusal(detail: string): FeedError {
  return new FeedError('signature', {detail});
}

function parseKey(text: string, subtle: SubtleCrypto | undefined): [id: string, Key] {
  const [, id, feed = '', key = ''] = KEY.exec(text) ?? [];
  if (!id) throw new TypeError(`A key is written <feed>/<key>:<base64url>, not "${text}".`);
  const imported = Promise.resolve(
    subtle?.importKey('raw', decode(key), 'Ed25519', false, ['verify']),
  ).catch(() => undefined);
  return [id, {feed, imported}];
}

/** Bytes of base64url; none for any other text. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
