import type {FeedSettings} from '../feed-options.js';
import type {FreshDocument} from '../stream/fresh-document.js';
import {commentFrame, eventFrame, idOf, retryFrame} from '../stream/frames.js';
import {createReplay} from '../stream/replay.js';
import {createSubscribers} from '../stream/subscribers.js';
import type {OpenConnection} from '../stream/subscribers.js';
import {drainMsFor, retryMsFor} from './crowd.js';
import type {Beat, FeedView, Hub} from './hub.js';

/** The hub that every feed has: it delivers to the readers connected to this process. */
export interface EmbeddedHub extends Hub {
  /**
   * Opens an event stream (PROTOCOL.md, section 3).
   *
   * @param open opens the connection. It is called only if the hub takes one more subscriber.
   * @param lastEventId the id of the last message the subscriber has, to resume after it.
   * @returns false if the hub has as many subscribers as it takes.
   */
  readonly subscribe: (open: OpenConnection, lastEventId?: string) => boolean;
  readonly count: () => number;
}

export function createEmbeddedHub(
  {keepMessages, maxBacklogBytes, maxSubscribers, encode, ...settings}: FeedSettings,
  {document, beat, fresh}: FeedView & {readonly fresh: () => FreshDocument},
): EmbeddedHub {
  const subscribers = createSubscribers(maxBacklogBytes);
  const replay = createReplay(document().ext.rev, keepMessages, maxBacklogBytes / 2);
  const hello = commentFrame('hello');
  const heartbeat = commentFrame('still here');
  const stopHeartbeats = settings.schedule(settings.heartbeatSeconds * 1000, () =>
    subscribers.send(heartbeat),
  );

  const {retryMs: fixedRetryMs} = settings;
  const spreadFrame = (): Uint8Array => retryFrame(fixedRetryMs ?? retryMsFor(subscribers.count()));
  const beatFrame = (ext: Beat): Uint8Array => eventFrame('beat', encode('beat', {ext}), idOf(ext));

  return {
    publish(next) {
      const frame = eventFrame('snapshot', encode('snapshot', next), idOf(next.ext));
      replay.remember(next.ext.rev, frame);
      subscribers.send(frame);
    },

    beat(ext) {
      // The crowd has changed since most of them connected.
      if (fixedRetryMs === undefined) subscribers.send(spreadFrame());
      subscribers.send(beatFrame(ext));
    },

    subscribe(open, lastEventId) {
      if (subscribers.count() >= maxSubscribers) return false;
      const rev = revOf(document().ext, lastEventId);
      const missed = rev === undefined ? undefined : replay.after(rev);
      const news = missed ?? [fresh().snapshotFrame];
      // The document may be ten seconds old, and says so. The beat says what holds now.
      subscribers.add([hello, spreadFrame(), ...news, beatFrame(beat())], open);
      return true;
    },

    count: subscribers.count,

    close() {
      stopHeartbeats();
      const retryAfterMs = fixedRetryMs ?? drainMsFor(subscribers.count());
      subscribers.close(eventFrame('bye', encode('bye', {retry_after_ms: retryAfterMs})));
      return Promise.resolve();
    },
  };
}

/** The rev in an id of this epoch; undefined for an id of another epoch or another feed. */
function revOf({epoch}: Beat, id: string | undefined): number | undefined {
  const prefix = `${epoch}.`;
  if (id === undefined || !id.startsWith(prefix)) return undefined;
  const rev = id.slice(prefix.length);
  return /^\d{1,15}$/.test(rev) ? Number(rev) : undefined;
}
