/** One thing wrong with an input. */
export interface Problem {
  /** JSON Pointer (RFC 6901) into the input; the empty string is the whole of it. */
  readonly pointer: string;
  readonly message: string;
}

/** An input was refused. Nothing was changed. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({pointer, message}) => `${pointer || 'The input'} ${message}`).join('; '));
    this.problems = problems;
  }
}

/**
 * - `not-found`: no object with this id.
 * - `invalid-file`: the feed file is not one; it was left as it is.
 * - `file-locked`: another process has the feed file open.
 * - `storage-failed`: the disk refused a write. Nothing was published.
 * - `hub-failed`: Nchan or Redis does not answer.
 * - `invalid-key`: a file to sign with holds no key.
 * - `port-in-use`: something else listens there.
 * - `address-not-usable`: this machine has no such address, or no right to the port.
 * - `closed`: the feed was closed before.
 */
export type OutageFeedErrorCode =
  | 'not-found'
  | 'invalid-file'
  | 'file-locked'
  | 'storage-failed'
  | 'hub-failed'
  | 'invalid-key'
  | 'port-in-use'
  | 'address-not-usable'
  | 'closed';

/** The message says what to do. */
export class OutageFeedError extends Error {
  override readonly name = 'OutageFeedError';
  readonly code: OutageFeedErrorCode;

  constructor(code: OutageFeedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
