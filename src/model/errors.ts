/** What kind of trouble a feed has; each tells the reader and the retry policy something different. */
export type FeedErrorCode =
  /** No answer: refused, reset, DNS, CORS, or blocked by a Content Security Policy. */
  | 'network'
  /** No answer, and the browser says that this machine is offline. */
  | 'offline'
  /** An answer with a status that is not success; see `status`. */
  | 'http'
  /** An answer whose content type is neither a stream nor JSON. */
  | 'content-type'
  /** An answer that is not a status document. */
  | 'document'
  /** What was to be signed is not, or not by a key we know, or is an old copy. */
  | 'signature'
  /** An answer larger than `parsing/limits.ts` allows. */
  | 'too-large'
  /** No headers, no first byte or no byte for too long. */
  | 'timeout'
  /** An address that may not be read: another origin than the configured one, not https, or with a password. */
  | 'address';

/** Facts about a `FeedError`. */
export interface FeedErrorDetails {
  /** HTTP status code. */
  readonly status?: number;
  /** What the server asked for with `Retry-After`, in ms. */
  readonly retryAfterMs?: number | undefined;
  /** What a developer should know besides. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** Trouble with the network or the data: found in `FeedState.error`, never thrown at a page. */
export class FeedError extends Error {
  readonly code: FeedErrorCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: FeedErrorCode, {status, retryAfterMs, detail, cause}: FeedErrorDetails = {}) {
    super(`Status feed: ${code} ${status ?? detail ?? ''}`.trim(), {cause});
    this.name = 'FeedError';
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
