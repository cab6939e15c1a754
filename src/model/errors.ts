/** The kind of trouble a feed has. Readers and the retry policy treat each in its own way. */
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
  /** A text without a valid signature by a known key, or an old copy of one. */
  | 'signature'
  /** An answer larger than `parsing/limits.ts` allows. */
  | 'too-large'
  /** No headers, no first byte or no byte for too long. */
  | 'timeout'
  /** A refused address: another origin than the configured one, not https, or with a password. */
  | 'address';

const SENTENCES: Readonly<Record<FeedErrorCode, string>> = {
  network: 'no answer came',
  offline: 'this machine is offline',
  http: 'the server answered with an error',
  'content-type': 'the answer is neither an event stream nor JSON',
  document: 'the answer is not a status document',
  signature: 'the signature is not accepted',
  'too-large': 'the answer is larger than allowed',
  timeout: 'the server did not answer in time',
  address: 'this address may not be read',
};

/** True for the code of a `FeedError`. */
export function isErrorCode(value: unknown): value is FeedErrorCode {
  return typeof value === 'string' && Object.hasOwn(SENTENCES, value);
}

/** Facts about a `FeedError`. */
export interface FeedErrorDetails {
  /** HTTP status code. */
  readonly status?: number | undefined;
  /** How long the server asked its readers to stay away with `Retry-After`, in ms. */
  readonly retryAfterMs?: number | undefined;
  /** Further facts for a developer; they end the message. */
  readonly detail?: string;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * Trouble with the network or the data. It stands in `FeedState.error` and is never thrown at a
 * page.
 */
export class FeedError extends Error {
  readonly code: FeedErrorCode;
  /** HTTP status code, for the code `http`. */
  readonly status: number | undefined;
  /** How long the server asked its readers to stay away with `Retry-After`, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(code: FeedErrorCode, {status, retryAfterMs, detail, cause}: FeedErrorDetails = {}) {
    const fact = status ?? detail;
    const sentence = `Status feed: ${SENTENCES[code]}`;
    super(fact === undefined ? sentence : `${sentence}: ${fact}`, {cause});
    this.name = 'FeedError';
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
