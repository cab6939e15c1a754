import {parseJson} from '../json.js';

/**
 * Everything that was seen of a feed. The rules judge only this, so they can be tested without a
 * network.
 */
export interface Observation {
  /** The address of the feed, as given. */
  readonly url: string;
  /** The origin of the page that a browser would ask from. */
  readonly origin: string;
  /** Our clock, in milliseconds since 1970. It stands in for a missing Date header. */
  readonly now: number;
  /** The answer to `Accept: application/json`. */
  readonly document: Exchange;
  /** The answer to the first request of a reader; undefined if the request before got no answer. */
  readonly first?: Exchange;
  /** The answer for the document with its ETag in If-None-Match. */
  readonly revalidated?: Exchange;
  /** The answer for a path beside the feed that does not exist. */
  readonly missing?: Exchange;
  /** The stream: either the first answer, or the one that `ext.stream` of the document names. */
  readonly stream?: StreamObservation;
  /** The stream again, resumed with the last id that was received. */
  readonly resumed?: StreamObservation;
  /** The document as it was after the stream. */
  readonly documentAfter?: Exchange;
}

/** One GET request and its answer. */
export interface Exchange {
  /** The address of the answer: the last one that was asked. */
  readonly url: string;
  readonly redirects: readonly Redirect[];
  /** The reason why there is no answer, in words. */
  readonly failure?: string;
  /** The HTTP status; 0 without an answer. */
  readonly status: number;
  /** The headers, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body of a document; undefined if it was not read or did not arrive. */
  readonly body?: Body;
}

export interface Redirect {
  readonly status: number;
  readonly from: string;
  readonly to: string;
  /** Its Access-Control-Allow-Origin, which browsers need on every redirect. */
  readonly allowOrigin: string | undefined;
}

export interface Body {
  readonly text: string;
  /** The number of bytes after decompression. At most as many are read as a reader takes. */
  readonly bytes: number;
  readonly tooLarge: boolean;
}

export interface StreamObservation {
  readonly exchange: Exchange;
  /** The id that the stream was resumed with. */
  readonly lastEventId?: string;
  readonly items: readonly StreamItem[];
  /** `left`: we ended it; `ended`: the server ended it; `cut`: the connection broke. */
  readonly end: 'left' | 'ended' | 'cut';
  /** The time from the headers to the end, in milliseconds. */
  readonly listenedMs: number;
}

/** One thing that the stream sent, in order. `at` is in milliseconds since the headers arrived. */
export type StreamItem = {readonly at: number} & (
  | {readonly type: 'bytes'}
  | {readonly type: 'comment'}
  | {readonly type: 'id'; readonly id: string}
  | {readonly type: 'retry'; readonly ms: number}
  /** `id` is the last id up to this event. */
  | {
      readonly type: 'event';
      readonly name: string;
      readonly data: string;
      readonly id: string | undefined;
    }
  /** An error in the stream. `flood` means that it sent more than is read from one stream. */
  | {readonly type: 'fault'; readonly fault: 'invalid-retry' | 'too-large' | 'flood'}
);

export const readerAccept = 'text/event-stream, application/json;q=0.9';
export const documentAccept = 'application/json';

const streamType = /^\s*text\/event-stream\s*(;|$)/i;
const jsonType = /^\s*((application|text)\/json|[^;\s]+\+json)\s*(;|$)/i;

/** Only the content type without its parameters decides (PROTOCOL.md, section 2). */
export function kindOf({status, headers}: Exchange): 'stream' | 'document' | 'neither' {
  const type = headers['content-type'] ?? '';
  if (status !== 200) return 'neither';
  if (streamType.test(type)) return 'stream';
  return jsonType.test(type) ? 'document' : 'neither';
}

/** The JSON value of an answer; undefined if it has none. */
export function bodyValue({body}: Exchange): unknown {
  return body === undefined || body.tooLarge ? undefined : parseJson(body.text);
}

/** The present by the clock of the server, or else by ours, in milliseconds since 1970. */
export function serverTime({headers}: Exchange, now: number): number {
  const date = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(date)) return now;
  // A cache keeps the Date of its copy and tells the age of the copy in Age.
  return date + (Number(headers['age']) || 0) * 1000;
}
