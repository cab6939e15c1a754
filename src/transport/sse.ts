import {createParser} from 'eventsource-parser';
import {FeedError} from '../model/errors.js';
import {MAX_EVENT_CHARACTERS, MAX_STREAM_BYTES} from '../parsing/limits.js';

/** A read of a stream brings these, in order (HTML Standard, section 9.2.6). */
export type BatchItem =
  | {readonly type: 'event'; readonly name: string; readonly data: string}
  /** The last event id from here on; empty after an empty id. */
  | {readonly type: 'id'; readonly id: string}
  | {readonly type: 'retry'; readonly ms: number};

/** A stream of server-sent events brings these, in order. */
export type StreamItem =
  | BatchItem
  /** The end of a read, whatever its bytes mean: a comment cut in two proves life as well. */
  | {readonly type: 'alive'};

/**
 * The items of a response body until it ends, one by one; see `readBatches`.
 * @param limit - characters the parser may hold for one event.
 * @throws {FeedError} `too-large`, or whatever the body's reader throws.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  limit = MAX_EVENT_CHARACTERS,
): AsyncGenerator<StreamItem, void, undefined> {
  for await (const items of readBatches(body, limit)) {
    yield* items;
    yield {type: 'alive'};
  }
}

/**
 * The items of a response body until it ends, those of one read together. An unfinished last block
 * is dropped, as the standard says.
 * @param limit - characters the parser may hold for one event.
 * @throws {FeedError} `too-large`, or whatever the body's reader throws.
 */
export async function* readBatches(
  body: ReadableStream<Uint8Array>,
  limit = MAX_EVENT_CHARACTERS,
): AsyncGenerator<readonly BatchItem[], void, undefined> {
  let items: BatchItem[] = [];
  let overflow = false;
  let bytes = 0;
  const parser = createParser({
    onId: (id) => items.push({type: 'id', id}),
    onEvent: ({event = 'message', data}) => items.push({type: 'event', name: event, data}),
    onRetry: (ms) => items.push({type: 'retry', ms}),
    onError: ({type}) => (overflow ||= type === 'max-buffer-size-exceeded'),
    maxBufferSize: limit,
  });
  // The parser strips the one leading BOM itself; a decoder that did it too would strip two.
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  const reader = body.getReader();
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    items = [];
    bytes += value.byteLength;
    parser.feed(decoder.decode(value, {stream: true}));
    yield items;
    if (overflow || bytes > MAX_STREAM_BYTES) throw new FeedError('too-large');
  }
}
