import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Feed} from '../feed.js';
import {wantsStream} from './accept.js';
import {streamHeaders} from './reading.js';

/**
 * Opens the stream of `/feed` on Node's own response, without Hono. A web stream for each of
 * thousands of readers would cost half as much again in time and memory (`npm run bench:feed`).
 *
 * @returns false for any other request, and for a subscriber too many. Hono answers those.
 */
export function answerStream(
  feed: Feed,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  const [path, query] = (incoming.url ?? '').split('?', 2);
  const isFeedRequest = incoming.method === 'GET' && path === '/feed';
  if (!isFeedRequest || !wantsStream(incoming.headers.accept)) return false;
  const lastEventId = new URLSearchParams(query).get('last_event_id') ?? undefined;
  return feed.subscribe((leave) => {
    // The event is the request's, because a response that waits behind another one on the same
    // connection never closes.
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
