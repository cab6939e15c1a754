import type {FeedDocument} from '../document.js';
import type {Encode} from '../signing/encoding.js';
import type {Destination} from './retrying-hub.js';

/** How long one request may take, in milliseconds. Nchan answers once Redis has the message. */
const timeoutMs = 3000;

/**
 * A channel of Nchan (https://nchan.io).
 *
 * Nchan hands the newest message to newcomers, and a stream must begin with a snapshot. So every
 * message is a whole `snapshot`, also for a beat (PROTOCOL.md, section 3, allows either).
 *
 * @param urls the publisher locations of nodes that share one Redis. One of them gets each message;
 * the next one is tried when it fails.
 * @param current returns the document with a `generated_at` of now.
 */
export function nchanChannel(
  urls: readonly string[],
  current: () => FeedDocument,
  encode: Encode,
): Destination {
  /** The node that took the last message stands first. */
  let nodes = urls;
  return {
    name: `Nchan at ${urls.join(' and ')}`,
    async deliver() {
      const {ext} = current();
      for (const [index, url] of nodes.entries()) {
        try {
          await post(url, encode('snapshot', current()));
          nodes = [...nodes.slice(index), ...nodes.slice(0, index)];
          break;
        } catch (error) {
          if (index === nodes.length - 1) throw error;
        }
      }
      return ext;
    },
  };
}

async function post(url: string, body: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'X-EventSource-Event': 'snapshot', 'Content-Type': 'application/json'},
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`it answers ${response.status}`);
}
