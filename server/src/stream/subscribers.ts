export interface Subscribers {
  /** How many are connected. */
  readonly count: () => number;
  readonly send: (frame: Uint8Array) => void;
  /**
   * @param first is sent at once.
   * @param abort cuts the connection under the stream. Default: the stream fails.
   */
  readonly add: (first: readonly Uint8Array[], abort?: () => void) => ReadableStream<Uint8Array>;
  /** Sends a last frame and ends every stream. */
  readonly close: (last: Uint8Array) => void;
}

interface Subscriber {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly abort: () => void;
}

/**
 * Everybody who listens. Frames are shared, not copied.
 *
 * @param maxBacklogBytes what may wait for one slow subscriber. Over it he is cut off; he comes back
 * and resumes.
 */
export function createSubscribers(maxBacklogBytes: number): Subscribers {
  const subscribers = new Set<Subscriber>();

  function send(frame: Uint8Array): void {
    for (const subscriber of subscribers) {
      if ((subscriber.controller.desiredSize ?? 0) > 0) {
        subscriber.controller.enqueue(frame);
      } else {
        subscribers.delete(subscriber);
        subscriber.abort();
      }
    }
  }

  function add(first: readonly Uint8Array[], abort?: () => void): ReadableStream<Uint8Array> {
    let subscriber: Subscriber;
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          const fail = (): void => controller.error(new Error('The subscriber is too slow.'));
          subscriber = {controller, abort: abort ?? fail};
          for (const frame of first) controller.enqueue(frame);
          subscribers.add(subscriber);
        },
        cancel() {
          subscribers.delete(subscriber);
        },
      },
      new ByteLengthQueuingStrategy({highWaterMark: maxBacklogBytes}),
    );
  }

  return {
    count: () => subscribers.size,
    send,
    add,
    close(last) {
      send(last);
      for (const {controller} of subscribers) controller.close();
      subscribers.clear();
    },
  };
}
