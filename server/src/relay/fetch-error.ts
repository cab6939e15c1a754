/**
 * The kinds of failure:
 * - `network`: there is no answer.
 * - `timeout`: the whole answer did not arrive in time.
 * - `http`: the status of the answer is not a success.
 * - `redirect`: the answer leads to an address that is not followed.
 * - `unreadable`: the answer is not a status document.
 * - `old-copy`: the answer is an earlier document, again and again.
 */
export type FetchErrorKind =
  'network' | 'timeout' | 'http' | 'redirect' | 'unreadable' | 'old-copy';

/** A source could not be fetched or read. The message is a plain sentence for an operator. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly kind: FetchErrorKind;
  /** The HTTP status of the kind `http`. */
  readonly status: number | undefined;
  /** The wait that the answer asked for with `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FetchErrorKind,
    message: string,
    details: {readonly status?: number; readonly retryAfterMs?: number | undefined} = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}
