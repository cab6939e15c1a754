import type {FeedSettings} from '../feed-options.js';
import type {FreshDocument} from '../stream/fresh-document.js';
import {commentFrame, eventFrame, idOf, retryFrame} from '../stream/frames.js';
import {createReplay} from '../stream/replay.js';
import {createSubscribers} from '../stream/subscribers.js';
import type {OpenConnection} from '../stream/subscribers.js';
import type {Beat, Hub, Voice} from './hub.js';

/** The hub that is always there: everybody who is connected to this process. */
export interface EmbeddedHub extends Hub {
  /**
   * Opens an event stream (PROTOCOL.md, section 3).
   *
   * @param open is called if there is room.
   * @param lastEventId the id of the last message the subscriber has, to resume after it.
   * @returns whether there was.
   */
  readonly subscribe: (open: OpenConnection, lastEventId?: string) => boolean;
  readonly count: () => number;
}

export function createEmbeddedHub(
  {keepMessages, maxBacklogBytes, maxSubscribers, encode, ...settings}: FeedSettings,
  {document, beat, fresh}: Voice & {readonly fresh: () => FreshDocument},
): EmbeddedHub {
  const subscribers = createSubscribers(maxBacklogBytes);
  const replay = createReplay(document().ext.rev, keepMessages, maxBacklogBytes / 2);
  const hello = [commentFrame('hello'), retryFrame(settings.retryMs)];
  const heartbeat = commentFrame('still here');
  const stopHeartbeats = settings.schedule(settings.heartbeatSeconds * 1000, () =>
    subscribers.send(heartbeat),
  );

  const beatFrame = (ext: Beat): Uint8Array => eventFrame('beat', encode('beat', {ext}), idOf(ext));

  return {
    publish(document) {
      const frame = eventFrame('snapshot', encode('snapshot', document), idOf(document.ext));
      replay.remember(document.ext.rev, frame);
      subscribers.send(frame);
    },

    beat: (ext) => subscribers.send(beatFrame(ext)),

    subscribe(open, lastEventId) {
      if (subscribers.count() >= maxSubscribers) return false;
      const rev = revOf(document().ext, lastEventId);
      const missed = rev === undefined ? undefined : replay.after(rev);
      const news = missed === undefined ? [fresh().snapshotFrame] : [...missed, beatFrame(beat())];
      subscribers.add([...hello, ...news], open);
      return true;
    },

    count: subscribers.count,

    close() {
      stopHeartbeats();
      subscribers.close(eventFrame('bye', encode('bye', {retry_after_ms: settings.retryMs})));
      return Promise.resolve();
    },
  };
}

/** The rev in an id this feed gave out in this epoch. */
function revOf({epoch}: Beat, id: string | undefined): number | undefined {
  const prefix = `${epoch}.`;
  if (id === undefined || !id.startsWith(prefix)) return undefined;
  const rev = id.slice(prefix.length);
  return /^\d{1,15}$/.test(rev) ? Number(rev) : undefined;
}
