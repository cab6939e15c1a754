import {createParser} from 'eventsource-parser';
import {maxEventCharacters} from './limits.js';
import type {StreamItem, StreamVisit} from './observation.js';

export interface Listening {
  /** Milliseconds to listen at most. */
  readonly forMs: number;
  /** Asked after each chunk: nothing more is needed. */
  readonly enough: (items: readonly StreamItem[]) => boolean;
  /** Milliseconds since any moment. */
  readonly clock: () => number;
}

/** Writes down what a stream brings until it ends, or we have enough, or the time is over. */
export async function listen(
  body: ReadableStream<Uint8Array>,
  {forMs, enough, clock}: Listening,
): Promise<Pick<StreamVisit, 'items' | 'end' | 'listenedMs'>> {
  const items: StreamItem[] = [];
  const start = clock();
  const at = (): number => clock() - start;
  let id: string | undefined;
  let tooLarge = false;
  const parser = createParser({
    onId: (given) => items.push({at: at(), type: 'id', id: (id = given)}),
    onRetry: (ms) => items.push({at: at(), type: 'retry', ms}),
    onComment: () => items.push({at: at(), type: 'comment'}),
    onEvent: ({event = 'message', data}) =>
      items.push({at: at(), type: 'event', name: event, data, id: id || undefined}),
    onError: ({type}) => {
      tooLarge ||= type === 'max-buffer-size-exceeded';
      if (type === 'invalid-retry') items.push({at: at(), type: 'fault', fault: type});
    },
    maxBufferSize: maxEventCharacters,
  });
  // The parser strips the one leading byte order mark itself; a decoder that did it too would strip two.
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  const reader = body.getReader();
  let left = false;
  const timer = setTimeout(() => {
    left = true;
    void reader.cancel();
  }, forMs);
  let end: StreamVisit['end'] = 'left';
  try {
    while (!left && !tooLarge && !enough(items)) {
      const {done, value} = await reader.read();
      if (done) {
        end = left ? 'left' : 'ended';
        break;
      }
      items.push({at: at(), type: 'bytes'});
      parser.feed(decoder.decode(value, {stream: true}));
    }
  } catch {
    end = 'cut';
  }
  clearTimeout(timer);
  if (tooLarge) items.push({at: at(), type: 'fault', fault: 'too-large'});
  const listenedMs = at();
  await reader.cancel().catch(() => undefined);
  return {items, end, listenedMs};
}
