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
import {createEmbeddedHub} from './hub/embedded.js';
import type {EmbeddedHub} from './hub/embedded.js';
import type {Beat, Hub} from './hub/hub.js';
import {createFreshDocument} from './stream/fresh-document.js';
import type {FreshDocument} from './stream/fresh-document.js';

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
  /** Opens an event stream; undefined if the feed has as many subscribers as it takes. */
  readonly subscribe: EmbeddedHub['subscribe'];
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

  const document = (): FeedDocument => state.document;
  const fresh = createFreshDocument(document, settings.asOf);
  const embedded = createEmbeddedHub(settings, {document, beat: currentBeat, fresh});
  const hubs: readonly Hub[] = [embedded];
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
    for (const hub of hubs) hub.publish(state.document);
    return applied.select(state.document);
  }

  function currentBeat(): Beat {
    const {epoch, rev} = state.document.ext;
    return {epoch, rev, generated_at: new Date(settings.asOf()).toISOString()};
  }

  async function beat(): Promise<void> {
    const {clock, keepEndedSeconds} = settings;
    const {incidents, maintenances} = expire(state.document, clock(), keepEndedSeconds * 1000);
    if (incidents.length + maintenances.length > 0) await publish(noChange).catch(settings.report);
    else if (closing === undefined) for (const hub of hubs) hub.beat(currentBeat());
  }

  const stopBeats = settings.schedule(settings.beatSeconds * 1000, () => void beat());

  async function shutDown(): Promise<void> {
    stopBeats();
    await last;
    for (const hub of hubs) await hub.close();
    await store.close();
  }

  return {
    file: store.file,
    document,
    fresh,
    publish,
    subscribe: (...visit) => (closing === undefined ? embedded.subscribe(...visit) : undefined),
    subscriberCount: embedded.count,
    beat,
    close: () => (closing ??= shutDown()),
  };
}

const noChange: Change<void> = (document) => ({document, select: () => undefined});

function closedError(): OutageFeedError {
  return new OutageFeedError('closed', 'The feed is closed. Open it again to publish.');
}
