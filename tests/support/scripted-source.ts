import type {SourceEvent, Source, SourceRequest} from '../../src/transport/source.ts';
import type {Message} from '../../src/model/types.ts';

/** One attempt that a test answers, piece by piece. */
export interface Call extends SourceRequest {
  readonly url: string;
  /** True from the abort, the end or the failure on, or when nobody listens any more. */
  readonly over: boolean;
  open(via: 'stream' | 'document', clockOffset?: number): void;
  alive(): void;
  message(message: Message): void;
  send(arrival: SourceEvent): void;
  end(): void;
  fail(error: Error): void;
}

/** A source without a network: each attempt waits in `calls` until the test says what comes. */
export function scriptedSource(): {
  source: Source;
  calls: Call[];
  readonly last: Call;
  running(): Call[];
} {
  const calls: Call[] = [];
  const source: Source = (url, request) => {
    const queue: SourceEvent[] = [];
    let over = false;
    let ended = false;
    let failure: Error | undefined;
    let wake = (): void => undefined;
    const push = (arrival: SourceEvent): void => {
      queue.push(arrival);
      wake();
    };
    const call: Call = {
      ...request,
      url,
      get over() {
        return over;
      },
      open: (via, clockOffset = 0) => push({type: 'open', via, clockOffset}),
      alive: () => push({type: 'alive'}),
      message: (message) =>
        push({
          type: 'messages',
          messages: [{message, problems: [], raw: {event: '', text: ''}}],
        }),
      send: push,
      end() {
        ended = true;
        wake();
      },
      fail(error) {
        failure = error;
        wake();
      },
    };
    calls.push(call);
    return (async function* () {
      const {signal} = request;
      signal.addEventListener('abort', () => wake());
      try {
        for (;;) {
          // Like a body's reader, which fails at once when its request is aborted.
          signal.throwIfAborted();
          const next = queue.shift();
          if (next) yield next;
          else if (failure) throw failure;
          else if (ended) return;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        over = true;
      }
    })();
  };
  return {
    source,
    calls,
    get last() {
      return calls.at(-1)!;
    },
    running: () => calls.filter(({over}) => !over),
  };
}
