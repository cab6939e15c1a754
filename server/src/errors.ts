/** One mistake in an input. */
export interface Problem {
  /** JSON Pointer (RFC 6901) into the input; the empty string points at all of it. */
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
 * - `not-found`: there is no object with this id.
 * - `invalid-file`: the file is not a feed's file; it was left as it is.
 * - `file-locked`: another process has the feed file open.
 * - `storage-failed`: the disk refused a write. Nothing was published.
 * - `hub-failed`: Nchan or Redis does not answer.
 * - `invalid-key`: the file named for signing holds no key.
 * - `port-in-use`: another program listens on the port.
 * - `address-not-usable`: this machine has no such address, or may not use the port.
 * - `closed`: the feed has been closed.
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

/** An operation failed. The message says what to do. */
export class OutageFeedError extends Error {
  override readonly name = 'OutageFeedError';
  readonly code: OutageFeedErrorCode;

  constructor(code: OutageFeedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
