// Signs as a publisher does (PROTOCOL.md, section 6), in Node and in browsers that have Ed25519.

export interface Signer {
  /** A key as `outage-feed keygen` prints it. */
  readonly publicKey: string;
  /** `<feed>/<key>:<signature>` of exactly these bytes. */
  sign(text: string): Promise<string>;
}

const base64url = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A new key pair. @param id - `<feed>/<key>`. */
export async function createSigner(id: string): Promise<Signer> {
  const {publicKey, privateKey} = await crypto.subtle.generateKey('Ed25519', true, [
    'sign',
    'verify',
  ]);
  return {
    publicKey: `${id}:${base64url(await crypto.subtle.exportKey('raw', publicKey))}`,
    sign: async (text) =>
      `${id}:${base64url(await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(text)))}`,
  };
}

/** A text with another last member: the given signatures, separated by blanks. */
export const withSignature = (text: string, signatures: string) =>
  `${text.slice(0, -1)},"signature":"${signatures}"}`;

/** Signs a message as a publisher with these keys does. */
export async function signed(value: unknown, ...signers: readonly Signer[]): Promise<string> {
  const text = JSON.stringify(value);
  const signatures = await Promise.all(signers.map((signer) => signer.sign(text)));
  return withSignature(text, signatures.join(' '));
}
