import type {FeedDocument} from '../document.js';
import type {Destination} from './courier.js';

/** Milliseconds: Nchan answers once Redis has the message. */
const timeoutMs = 5000;

/**
 * A channel of Nchan (https://nchan.io), by the URL of its publisher location. Every message is a whole `snapshot`, beats too
 * (PROTOCOL.md, section 3, allows either): Nchan hands newcomers the newest message, and a stream begins with a snapshot.
 *
 * @param current the document with a `generated_at` of now.
 */
export function nchanChannel(url: string, current: () => FeedDocument): Destination {
  return {
    name: `Nchan at ${url}`,
    async bring() {
      const document = current();
      const response = await fetch(url, {
        method: 'POST',
        headers: {'X-EventSource-Event': 'snapshot', 'Content-Type': 'application/json'},
        body: JSON.stringify(document),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`it answers ${response.status}`);
      return document.ext;
    },
  };
}
