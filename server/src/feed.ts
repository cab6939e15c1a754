import type {Change} from './changes/change.js';
import {expire} from './changes/expire.js';
import type {FeedDocument} from './document.js';
import {OutageFeedError} from './errors.js';
import {withDefaults} from './feed-options.js';
import type {FeedOptions, FeedSettings} from './feed-options.js';
import {applyChange} from './feed-state.js';
import {openStore} from './store/store.js';
import type {FeedState, Store} from './store/store.js';
import {createEmbeddedHub} from './hub/embedded.js';
import type {EmbeddedHub} from './hub/embedded.js';
import type {Beat, Hub, HubHealth} from './hub/hub.js';
import {openHubs} from './hub/open-hubs.js';
import {shareThroughRedis} from './keeper/redis.js';
import {keepInCommon} from './keeper/shared-keeper.js';
import {readKey} from './signing/keys.js';
import {signWith} from './signing/sign.js';
import {keepInFile} from './keeper/file-keeper.js';
import type {Keeper} from './keeper/keeper.js';
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
   * @throws {OutageFeedError} `not-found`, `storage-failed` or `closed`; nothing was changed. `hub-failed`: Redis did not acknowledge it.
   */
  readonly publish: <Result>(change: Change<Result>) => Promise<Result>;
  /** Opens an event stream; false if the feed is closed or has as many subscribers as it takes. */
  readonly subscribe: EmbeddedHub['subscribe'];
  readonly subscriberCount: () => number;
  /** Of what can be in trouble beside the disk: Redis; the snapshot, then each cluster of Nchan. */
  readonly hubHealth: () => readonly HubHealth[];
  /** Takes out what ended long ago, or else tells subscribers that the feed lives. */
  readonly beat: () => Promise<void>;
  /** Waits for the changes already asked for, says bye, ends all streams, lets go of the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a feed. Its timers do not keep the process alive.
 *
 * @throws {OutageFeedError} `invalid-file`, `file-locked`, `invalid-key`, or `hub-failed` if there is no Redis to begin with.
 * @throws {RangeError} for an option out of range.
 */
export async function createFeed(options: FeedOptions): Promise<Feed> {
  const settings = await withSigning(withDefaults(options));
  const store = await openStore(settings.file);
  let closing: Promise<void> | undefined;
  let hubs: readonly Hub[] = [];
  const tell = ({document}: FeedState): void => hubs.forEach((hub) => hub.publish(document));
  const wake = (): void => void confirm().catch(() => undefined);
  let begin = (): void => undefined;
  // What comes in while it opens waits until there is somebody to tell.
  let last: Promise<unknown> = new Promise<void>((resolve) => (begin = resolve));
  const keeper = await openKeeper(store, settings, tell, wake).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });

  const document = (): FeedDocument => keeper.state().document;
  const fresh = createFreshDocument(document, keeper.asOf, settings.clock, settings.encode);
  const voice = {document, beat: currentBeat};
  const embedded = createEmbeddedHub(settings, {...voice, fresh});
  hubs = [embedded, ...openHubs(settings, voice)];
  begin();

  /** Everything that may change the state, one after the other. */
  function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  }

  function confirm(): Promise<void> {
    if (closing !== undefined) return Promise.reject(closedError());
    return inTurn(() => keeper.confirm());
  }

  function publish<Result>(change: Change<Result>): Promise<Result> {
    if (closing !== undefined) return Promise.reject(closedError());
    return inTurn(() => makeChange(change));
  }

  async function makeChange<Result>(change: Change<Result>): Promise<Result> {
    let select: ((published: FeedDocument) => Result) | undefined;
    await keeper.change((state) => {
      const applied = applyChange(state, change, settings);
      ({select} = applied);
      return applied.state;
    });
    return (select as (published: FeedDocument) => Result)(document());
  }

  function currentBeat(): Beat {
    const {epoch, rev} = document().ext;
    return {epoch, rev, generated_at: new Date(keeper.asOf()).toISOString()};
  }

  async function beat(): Promise<void> {
    // Whoever does not know whether there is news has no proof of life to give.
    const isConfirmed = await confirm().then(
      () => true,
      () => false,
    );
    if (!isConfirmed || closing !== undefined) return;
    const {clock, keepEndedSeconds} = settings;
    const {incidents, maintenances} = expire(document(), clock(), keepEndedSeconds * 1000);
    if (incidents.length + maintenances.length > 0) await publish(noChange).catch(settings.report);
    else for (const hub of hubs) hub.beat(currentBeat());
  }

  const stopBeats = settings.schedule(settings.beatSeconds * 1000, () => void beat());

  async function shutDown(): Promise<void> {
    stopBeats();
    await last;
    await Promise.all(hubs.map((hub) => hub.close()));
    await keeper.close();
    await store.close();
  }

  return {
    file: store.file,
    document,
    fresh,
    publish,
    subscribe: (...visit) => closing === undefined && embedded.subscribe(...visit),
    subscriberCount: embedded.count,
    hubHealth: () => [keeper, ...hubs].flatMap(({health}) => health?.() ?? []),
    beat,
    close: () => (closing ??= shutDown()),
  };
}

async function withSigning(settings: FeedSettings): Promise<FeedSettings> {
  const {sign, clock} = settings;
  if (sign.length === 0) return settings;
  return {...settings, encode: signWith(await Promise.all(sign.map(readKey)), clock)};
}

async function openKeeper(
  store: Store,
  settings: FeedSettings,
  tell: (state: FeedState) => void,
  wake: () => void,
): Promise<Keeper> {
  const {hub} = settings;
  if (hub === 'embedded' || 'nchan' in hub) return keepInFile(store, settings, tell);
  const shared = await shareThroughRedis(hub.redis, wake);
  return keepInCommon(shared, store, settings, tell).catch(async (error: unknown) => {
    await shared.close();
    throw error;
  });
}

const noChange: Change<void> = (document) => ({document, select: () => undefined});

function closedError(): OutageFeedError {
  return new OutageFeedError('closed', 'The feed is closed. Open it again to publish.');
}
