import {isDeepStrictEqual} from 'node:util';
import type {Change} from './changes/change.js';
import {expire} from './changes/expire.js';
import type {FeedDocument} from './document.js';
import {OutageFeedError} from './errors.js';
import {withDefaults} from './feed-options.js';
import type {FeedOptions} from './feed-options.js';
import {applyChange, startState} from './feed-state.js';
import {openStore} from './store/store.js';
import type {FeedState} from './store/store.js';
import {createFreshDocument} from './stream/fresh-document.js';
import type {FreshDocument} from './stream/fresh-document.js';
import {commentFrame, eventFrame, retryFrame} from './stream/frames.js';
import {createReplay} from './stream/replay.js';
import {createSubscribers} from './stream/subscribers.js';

export interface Feed {
  /** Absolute path of the file. */
  readonly file: string;
  /** The document as it is on disk. */
  readonly document: () => FeedDocument;
  /** The document with a `generated_at` of now, ready to be sent. */
  readonly fresh: () => FreshDocument;
  /**
   * Makes one change: on disk first, then to every subscriber, then this resolves with what the
   * change selects. Changes are made one after the other, in the order of the calls.
   *
   * @throws {InvalidInputError} and nothing was changed.
   * @throws {OutageFeedError} `not-found`, `storage-failed` or `closed`; nothing was changed.
   */
  readonly publish: <Result>(change: Change<Result>) => Promise<Result>;
  /**
   * Opens an event stream (PROTOCOL.md, section 3).
   *
   * @param lastEventId the id of the last message the subscriber has, to resume after it.
   * @param abort cuts the connection of a subscriber who is too slow.
   * @returns undefined if the feed has as many subscribers as it takes.
   */
  readonly subscribe: (
    lastEventId?: string,
    abort?: () => void,
  ) => ReadableStream<Uint8Array> | undefined;
  readonly subscriberCount: () => number;
  /** Takes out what ended long ago, or else tells subscribers that the feed lives. */
  readonly beat: () => Promise<void>;
  /** Waits for the changes already asked for, says bye, ends all streams, lets go of the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a feed. Its timers do not keep the process alive.
 *
 * @throws {OutageFeedError} `invalid-file` or `file-locked`.
 * @throws {RangeError} for an option out of range.
 */
export async function createFeed(options: FeedOptions): Promise<Feed> {
  const settings = withDefaults(options);
  const store = await openStore(settings.file);
  let state: FeedState;
  try {
    state = startState(settings, store.found);
    if (!isDeepStrictEqual(state, store.found)) await store.save(state);
  } catch (error) {
    await store.close();
    throw error;
  }

  const subscribers = createSubscribers(settings.maxBacklogBytes);
  const {keepMessages, maxBacklogBytes} = settings;
  const replay = createReplay(state.document.ext.rev, keepMessages, maxBacklogBytes / 2);
  const fresh = createFreshDocument(() => state.document, settings.asOf);
  const hello = [commentFrame('hello'), retryFrame(settings.retryMs)];
  const heartbeat = commentFrame('still here');
  let last: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;

  function publish<Result>(change: Change<Result>): Promise<Result> {
    if (closing !== undefined) return Promise.reject(closedError());
    const published = last.then(() => makeChange(change));
    last = published.catch(() => undefined);
    return published;
  }

  async function makeChange<Result>(change: Change<Result>): Promise<Result> {
    const applied = applyChange(state, change, settings);
    await store.save(applied.state);
    state = applied.state;
    const {document} = state;
    const frame = eventFrame('snapshot', document, idOf(document));
    replay.remember(document.ext.rev, frame);
    subscribers.send(frame);
    return applied.select(document);
  }

  function subscribe(
    lastEventId?: string,
    abort?: () => void,
  ): ReadableStream<Uint8Array> | undefined {
    if (closing !== undefined || subscribers.count() >= settings.maxSubscribers) return undefined;
    const rev = revOf(state.document, lastEventId);
    const missed = rev === undefined ? undefined : replay.after(rev);
    const news = missed === undefined ? [fresh().snapshotFrame] : [...missed, beatFrame()];
    return subscribers.add([...hello, ...news], abort);
  }

  function beatFrame(): Uint8Array {
    const {epoch, rev} = state.document.ext;
    const ext = {epoch, rev, generated_at: new Date(settings.asOf()).toISOString()};
    return eventFrame('beat', {ext}, idOf(state.document));
  }

  async function beat(): Promise<void> {
    const {clock, keepEndedSeconds} = settings;
    const {incidents, maintenances} = expire(state.document, clock(), keepEndedSeconds * 1000);
    if (incidents.length + maintenances.length > 0) await publish(noChange).catch(settings.report);
    else if (closing === undefined) subscribers.send(beatFrame());
  }

  const stopBeats = settings.schedule(settings.beatSeconds * 1000, () => void beat());
  const stopHeartbeats = settings.schedule(settings.heartbeatSeconds * 1000, () =>
    subscribers.send(heartbeat),
  );

  async function shutDown(): Promise<void> {
    stopBeats();
    stopHeartbeats();
    await last;
    subscribers.close(eventFrame('bye', {retry_after_ms: settings.retryMs}));
    await store.close();
  }

  return {
    file: store.file,
    document: () => state.document,
    fresh,
    publish,
    subscribe,
    subscriberCount: subscribers.count,
    beat,
    close: () => (closing ??= shutDown()),
  };
}

const noChange: Change<void> = (document) => ({document, select: () => undefined});

function idOf({ext}: FeedDocument): string {
  return `${ext.epoch}.${ext.rev}`;
}

/** The rev in an id this feed gave out in this epoch. */
function revOf({ext}: FeedDocument, id: string | undefined): number | undefined {
  const prefix = `${ext.epoch}.`;
  if (id === undefined || !id.startsWith(prefix)) return undefined;
  const rev = id.slice(prefix.length);
  return /^\d{1,15}$/.test(rev) ? Number(rev) : undefined;
}

function closedError(): OutageFeedError {
  return new OutageFeedError('closed', 'The feed is closed. Open it again to publish.');
}
