import {parseJson} from '../findings/json.js';

/**
 * What was seen of a feed from outside. The rules judge this and nothing else, so each can be tried
 * without a network.
 */
export interface Observation {
  /** The feed's address, as given. */
  readonly url: string;
  /** The page a browser would have asked from. */
  readonly origin: string;
  /** Our clock, milliseconds since 1970; used where the server shows no Date. */
  readonly now: number;
  /** The answer to `Accept: application/json`. */
  readonly document: Exchange;
  /** The answer to what readers send first; undefined if nothing answered the request before it. */
  readonly first?: Exchange;
  /** The document once more, with the ETag it had. */
  readonly revalidated?: Exchange;
  /** A path beside the feed that does not exist. */
  readonly missing?: Exchange;
  /** The stream: the first answer, or what `ext.stream` of the document names. */
  readonly stream?: StreamVisit;
  /** The stream again, with the last id that was heard. */
  readonly resumed?: StreamVisit;
  /** The document after the stream. */
  readonly documentAfter?: Exchange;
}

/** One GET and its answer. */
export interface Exchange {
  /** Where the answer came from: the last address asked. */
  readonly url: string;
  readonly redirects: readonly Redirect[];
  /** Why there is no answer, in words. */
  readonly failure?: string;
  /** 0 without an answer. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of a document; undefined if it was not read or did not come. */
  readonly body?: Body;
}

export interface Redirect {
  readonly status: number;
  readonly from: string;
  readonly to: string;
  /** Its Access-Control-Allow-Origin: browsers ask it of every hop. */
  readonly allowOrigin: string | undefined;
}

export interface Body {
  readonly text: string;
  /** After decompression; only up to what a reader takes was read. */
  readonly bytes: number;
  readonly tooLarge: boolean;
}

export interface StreamVisit {
  readonly exchange: Exchange;
  /** The id it was resumed with. */
  readonly lastEventId?: string;
  readonly items: readonly StreamItem[];
  /** `left`: we went; `ended`: the server ended it; `cut`: the connection broke. */
  readonly end: 'left' | 'ended' | 'cut';
  /** From the headers to the end, in milliseconds. */
  readonly listenedMs: number;
}

/** What came, in order; `at` in milliseconds since the headers. */
export type StreamItem = {readonly at: number} & (
  | {readonly type: 'bytes'}
  | {readonly type: 'comment'}
  | {readonly type: 'id'; readonly id: string}
  | {readonly type: 'retry'; readonly ms: number}
  /** `id`: the last id heard so far. */
  | {
      readonly type: 'event';
      readonly name: string;
      readonly data: string;
      readonly id: string | undefined;
    }
  /** What no parser of event streams takes; `flood`: more than is taken of one stream. */
  | {readonly type: 'fault'; readonly fault: 'invalid-retry' | 'too-large' | 'flood'}
);

export const readerAccept = 'text/event-stream, application/json;q=0.9';
export const documentAccept = 'application/json';

const streamType = /^\s*text\/event-stream\s*(;|$)/i;
const jsonType = /^\s*((application|text)\/json|[^;\s]+\+json)\s*(;|$)/i;

/** The essence of the content type decides, parameters aside (PROTOCOL.md, section 2). */
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

/** The server's present, by its own clock where it shows one, in milliseconds since 1970. */
export function serverTime({headers}: Exchange, now: number): number {
  const date = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(date)) return now;
  // A cache keeps the Date of the answer it has, and says in Age how long ago that was.
  return date + (Number(headers['age']) || 0) * 1000;
}
