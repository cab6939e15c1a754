import type {FeedDocument} from '../document.js';
import type {Encode} from '../signing/encoding.js';
import type {Destination} from './retrying-hub.js';

/** Milliseconds: Nchan answers once Redis has the message. */
const timeoutMs = 3000;

/**
 * A channel of Nchan (https://nchan.io), by the URLs of its publisher locations. Every message is a whole `snapshot`, beats too
 * (PROTOCOL.md, section 3, allows either): Nchan hands newcomers the newest message, and a stream begins with a snapshot.
 *
 * @param urls nodes with one Redis, of which one is told; the others are asked in turn while it fails.
 * @param current the document with a `generated_at` of now.
 */
export function nchanChannel(
  urls: readonly string[],
  current: () => FeedDocument,
  encode: Encode,
): Destination {
  let inTurn = urls;
  return {
    name: `Nchan at ${urls.join(' and ')}`,
    async bring() {
      const {ext} = current();
      for (const [index, url] of inTurn.entries()) {
        try {
          await post(url, encode('snapshot', current()));
          inTurn = [...inTurn.slice(index), ...inTurn.slice(0, index)];
          break;
        } catch (error) {
          if (index === inTurn.length - 1) throw error;
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
