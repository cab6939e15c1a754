import {createPrivateKey, createPublicKey, generateKeyPairSync} from 'node:crypto';
import type {KeyObject} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {OutageFeedError} from '../errors.js';

/** A private Ed25519 key (RFC 8032). */
export interface SigningKey {
  /** `<feed>/<key>`. */
  readonly id: string;
  readonly feed: string;
  readonly privateKey: KeyObject;
}

/** Both halves of a new key, as text. */
export interface NewKey {
  /** The content of the key file. It is secret. */
  readonly secret: string;
  /** The value for `keys` of the widgets. */
  readonly publicKey: string;
}

const keyId = /^([\w.-]{1,64})\/[\w.-]{1,64}$/;

/** @throws {RangeError} for an id that is not `<feed>/<key>`. */
export function createKey(id: string): NewKey {
  requireKeyId(id);
  const {privateKey} = generateKeyPairSync('ed25519');
  const pem = privateKey.export({type: 'pkcs8', format: 'pem'});
  return {secret: `# ${id}\n${pem.toString()}`, publicKey: publicKeyOf({id, privateKey})};
}

/** The public half of a key, as `keys` of the widgets takes it. */
function publicKeyOf({id, privateKey}: Pick<SigningKey, 'id' | 'privateKey'>): string {
  const {x} = createPublicKey(privateKey).export({format: 'jwk'});
  return `${id}:${x}`;
}

/**
 * Reads a key file: its id in a comment, then the key as PEM (PKCS #8, RFC 7468).
 *
 * @throws {OutageFeedError} `invalid-key`.
 */
export async function readKey(file: string): Promise<SigningKey> {
  try {
    const text = await readFile(file, 'utf8');
    const [, id = ''] = /^# (\S+)/.exec(text) ?? [];
    const privateKey = createPrivateKey(text.slice(text.indexOf('-----BEGIN')));
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it holds no Ed25519 key');
    return {id, feed: requireKeyId(id), privateKey};
  } catch (cause) {
    throw new OutageFeedError(
      'invalid-key',
      `${file} is no key to sign with: ${(cause as Error).message}. ` +
        'Make one with "outage-feed keygen".',
      {cause},
    );
  }
}

/** @returns the feed of a key's id. */
function requireKeyId(id: string): string {
  const [, feed] = keyId.exec(id) ?? [];
  if (feed !== undefined) return feed;
  throw new RangeError(`a key is named <feed>/<key>, such as acme/2026, not "${id}"`);
}
