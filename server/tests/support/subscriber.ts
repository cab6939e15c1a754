import {onTestFinished} from 'vitest';

export interface ReceivedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: any;
  /** The data as it came. */
  readonly text: string;
}

export interface Subscriber {
  readonly response: Response;
  /**
   * The next event, but for the beat that ends the opening of a stream from the start; undefined
   * once the stream has ended. Rejects if it was cut.
   */
  readonly next: () => Promise<ReceivedEvent | undefined>;
  /** All received so far, comments included. */
  readonly text: () => string;
  readonly leave: () => void;
}

/** Subscribes as a reader does: one GET, and `last_event_id` in the query. */
export async function subscribe(url: string, lastEventId?: string): Promise<Subscriber> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const feed = new URL(`${url}/feed`);
  if (lastEventId !== undefined) feed.searchParams.set('last_event_id', lastEventId);
  const response = await fetch(feed, {
    headers: {accept: 'text/event-stream, application/json;q=0.9'},
    signal: abort.signal,
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  let openings = lastEventId === undefined ? 2 : 0;

  async function next(): Promise<ReceivedEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n', read);
      if (end >= 0) {
        const block = text.slice(read, end);
        read = end + 2;
        if (!block.startsWith('event: ')) continue;
        // The snapshot comes first, then the beat.
        openings--;
        if (openings !== 0 || !block.startsWith('event: beat')) return parse(block);
        continue;
      }
      const {done, value} = await reader.read();
      if (done) return undefined;
      text += decoder.decode(value, {stream: true});
    }
  }

  return {response, next, text: () => text, leave: () => abort.abort()};
}

function parse(block: string): ReceivedEvent {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return {
    event: field('event') ?? '',
    id: field('id'),
    data: JSON.parse(field('data') ?? 'null'),
    text: field('data') ?? '',
  };
}
