import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Feed} from '../feed.js';
import {wantsStream} from './accept.js';
import {streamHeaders} from './reading.js';

/**
 * Opens a stream as `/feed` does, past Hono: a web stream for each of thousands of readers costs half
 * as much again as the sending itself, and half as much memory (`npm run bench:feed`).
 *
 * @returns false for any other request, and for one too many. Hono answers those.
 */
export function answerStream(
  feed: Feed,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  const [path, query] = (incoming.url ?? '').split('?', 2);
  const asks = incoming.method === 'GET' && path === '/feed';
  if (!asks || !wantsStream(incoming.headers.accept)) return false;
  const lastEventId = new URLSearchParams(query).get('last_event_id') ?? undefined;
  return feed.subscribe((leave) => {
    // Of the request: a response that waits behind another on the same connection never closes.
    incoming.on('close', leave);
    outgoing.writeHead(200, streamHeaders);
    return {
      write: (frame) => outgoing.write(frame),
      backlog: () => outgoing.writableLength,
      end: () => outgoing.end(),
      cut: () => outgoing.destroy(),
    };
  }, lastEventId);
}
