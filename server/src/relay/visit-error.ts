/**
 * - `network`: no answer.
 * - `timeout`: no whole answer in time.
 * - `http`: an answer with a status that is no success.
 * - `redirect`: it leads where we do not follow.
 * - `unreadable`: an answer that is no status document.
 * - `old-copy`: an earlier document of the page, again and again.
 */
export type VisitErrorKind =
  'network' | 'timeout' | 'http' | 'redirect' | 'unreadable' | 'old-copy';

/** A source could not be read. The message is a plain sentence for an operator. */
export class VisitError extends Error {
  override readonly name = 'VisitError';
  readonly kind: VisitErrorKind;
  /** HTTP status, of `http`. */
  readonly status: number | undefined;
  /** What the answer asked for with `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: VisitErrorKind,
    message: string,
    details: {readonly status?: number; readonly retryAfterMs?: number | undefined} = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}
