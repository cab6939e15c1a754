import type {OpenConnection} from './subscribers.js';

/**
 * Makes a web stream of a subscriber, for servers that take web streams.
 *
 * @param subscribe opens a connection, or returns false if there are too many subscribers.
 * @param abort cuts the connection under the stream. Default: the stream fails.
 */
export function webStream(
  subscribe: (open: OpenConnection) => boolean,
  abort?: () => void,
): ReadableStream<Uint8Array> | undefined {
  let stream: ReadableStream<Uint8Array> | undefined;
  subscribe((leave) => {
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const start = (given: typeof controller): void => void (controller = given);
    const fail = (): void => controller.error(new Error('The subscriber is too slow.'));
    const queue = new ByteLengthQueuingStrategy({highWaterMark: 0});
    stream = new ReadableStream({start, cancel: leave}, queue);
    return {
      write: (frame) => controller.enqueue(frame),
      backlog: () => -(controller.desiredSize ?? 0),
      end: () => controller.close(),
      cut: abort ?? fail,
    };
  });
  return stream;
}
