import {createParser} from 'outage-widgets/event-stream.js';
import {MAX_EVENT_CHARACTERS, MAX_STREAM_BYTES} from 'outage-widgets/protocol.js';
import type {StreamItem, StreamObservation} from './observation.js';

export interface Listening {
  /** The longest time to listen, in milliseconds. */
  readonly forMs: number;
  /** Called once for each item, in order. Returns whether nothing more is needed. */
  readonly enough: (item: StreamItem) => boolean;
  /** Milliseconds since any fixed moment. */
  readonly clock: () => number;
}

/** The most lines and events kept in memory. A well-behaved stream sends a few in a minute. */
const maxItems = 50_000;

/** Records what a stream sends until it ends, `enough` is true, or the time is over. */
export async function listen(
  body: ReadableStream<Uint8Array>,
  {forMs, enough, clock}: Listening,
): Promise<Pick<StreamObservation, 'items' | 'end' | 'listenedMs'>> {
  const items: StreamItem[] = [];
  const start = clock();
  const at = (): number => clock() - start;
  let id: string | undefined;
  let [tooLarge, isEnough] = [false, false];
  let bytes = 0;
  const keep = (item: StreamItem): void => {
    // A single chunk can hold thousands of short lines.
    if (items.length >= maxItems) return;
    items.push(item);
    isEnough ||= enough(item);
  };
  const isFlood = (): boolean => bytes > MAX_STREAM_BYTES || items.length >= maxItems;
  const parser = createParser({
    onId: (given) => keep({at: at(), type: 'id', id: (id = given)}),
    onRetry: (ms) => keep({at: at(), type: 'retry', ms}),
    onComment: () => keep({at: at(), type: 'comment'}),
    onEvent: ({event = 'message', data}) =>
      keep({at: at(), type: 'event', name: event, data, id: id || undefined}),
    onError: ({type}) => {
      tooLarge ||= type === 'max-buffer-size-exceeded';
      if (type === 'invalid-retry') keep({at: at(), type: 'fault', fault: type});
    },
    maxBufferSize: MAX_EVENT_CHARACTERS,
  });
  // The parser strips the byte order mark at the start. A decoder that did so too would strip two.
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  const reader = body.getReader();
  let left = false;
  const timer = setTimeout(() => {
    left = true;
    void reader.cancel();
  }, forMs);
  let end: StreamObservation['end'] = 'left';
  try {
    while (!left && !tooLarge && !isEnough && !isFlood()) {
      const {done, value} = await reader.read();
      if (done) {
        end = left ? 'left' : 'ended';
        break;
      }
      bytes += value.byteLength;
      keep({at: at(), type: 'bytes'});
      parser.feed(decoder.decode(value, {stream: true}));
    }
  } catch {
    end = 'cut';
  }
  clearTimeout(timer);
  if (tooLarge) items.push({at: at(), type: 'fault', fault: 'too-large'});
  else if (isFlood()) items.push({at: at(), type: 'fault', fault: 'flood'});
  const listenedMs = at();
  await reader.cancel().catch(() => undefined);
  return {items, end, listenedMs};
}
