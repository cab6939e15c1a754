import type {Change} from './changes/change.js';
import {expire} from './changes/expire.js';
import type {FeedDocument} from './document.js';
import {OutageFeedError} from './errors.js';
import {withDefaults} from './feed-options.js';
import type {FeedOptions, FeedSettings} from './feed-options.js';
import {applyChange} from './feed-state.js';
import {encodeHistory, historyDocument, historyOf} from './history-document.js';
import type {HistoryAnswer} from './history-document.js';
import {openHeld} from './held/held.js';
import type {Held} from './held/held.js';
import {createEmbeddedHub} from './hub/embedded.js';
import type {EmbeddedHub} from './hub/embedded.js';
import type {Beat, Hub, HubHealth} from './hub/hub.js';
import {openHubs} from './hub/open-hubs.js';
import type {Keeper} from './keeper/keeper.js';
import {openKeeper} from './keeper/open-keeper.js';
import {changeOf} from './publications.js';
import {readKey} from './signing/keys.js';
import {signWith} from './signing/sign.js';
import {openStore} from './store/store.js';
import {createFreshDocument} from './stream/fresh-document.js';
import type {FreshDocument} from './stream/fresh-document.js';
import {createTaskQueue} from './task-queue.js';

export interface Feed {
  /** The absolute path of the file. */
  readonly file: string;
  /** The document as it is on disk. */
  readonly document: () => FeedDocument;
  /** The document with a `generated_at` of now, ready to be sent. */
  readonly fresh: () => FreshDocument;
  /** The events that are over, ready to be sent; or one of them, undefined if there is none. */
  readonly history: (id?: string) => HistoryAnswer | undefined;
  /**
   * Makes one change: first on disk, then to every subscriber. Resolves with what the change
   * selects. Changes are made one after the other, in the order of the calls.
   *
   * @throws {InvalidInputError} if the change is refused; nothing was changed.
   * @throws {OutageFeedError} `not-found`, `storage-failed` or `closed`; nothing was changed.
   * `hub-failed` if Redis did not acknowledge the change.
   */
  readonly publish: <Result>(change: Change<Result>) => Promise<Result>;
  /** Opens an event stream; false if the feed is closed or has as many subscribers as it takes. */
  readonly subscribe: EmbeddedHub['subscribe'];
  readonly subscriberCount: () => number;
  /**
   * Returns what a change would give, without making it.
   *
   * @throws {InvalidInputError} if the change is refused.
   * @throws {OutageFeedError} `not-found`.
   */
  readonly preview: <Result>(change: Change<Result>) => Result;
  /** The clock of the feed, in milliseconds since 1970. */
  readonly now: () => number;
  /** Publications that wait, so that they can be taken back. */
  readonly held: Held;
  /**
   * The health of each connection that can be lost: Redis, then the snapshot file, then each
   * cluster of Nchan.
   */
  readonly hubHealth: () => readonly HubHealth[];
  /**
   * Sends a beat. If events have expired, it publishes their removal instead, which also proves
   * that the feed lives.
   */
  readonly beat: () => Promise<void>;
  /** Finishes the changes already asked for, says bye, ends all streams and releases the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a feed. Its timers do not keep the process alive.
 *
 * @throws {OutageFeedError} `invalid-file`, `file-locked`, `invalid-key`, or `hub-failed` if Redis
 * does not answer at the start.
 * @throws {RangeError} for an option out of range.
 */
export async function createFeed(options: FeedOptions): Promise<Feed> {
  const settings = await withSigning(withDefaults(options));
  const store = await openStore(settings.file);
  // Tasks that arrive while the feed opens wait until there are hubs to publish to.
  const queue = createTaskQueue();
  let hubs: readonly Hub[] = [];
  let closing: Promise<void> | undefined;
  const enqueue = <Result>(task: () => Promise<Result>): Promise<Result> =>
    closing === undefined ? queue.run(task) : Promise.reject(closedError());
  const confirm = (): Promise<void> => enqueue(() => keeper.confirm());
  const keeper: Keeper = await openKeeper(store, settings, {
    onState: ({document}) => hubs.forEach((hub) => hub.publish(document)),
    onSharedChange: () => void confirm().catch(() => undefined),
  });

  const document = (): FeedDocument => keeper.state().document;
  const fresh = createFreshDocument(document, keeper.asOf, settings.clock, settings.encode);
  const view = {document, beat: (): Beat => currentBeat(keeper)};
  const embedded = createEmbeddedHub(settings, {...view, fresh});
  hubs = [embedded, ...openHubs(settings, view)];
  queue.start();

  function history(id?: string): HistoryAnswer | undefined {
    const whole = historyDocument(keeper.state());
    const asked = id === undefined ? whole : historyOf(whole, id);
    return asked && encodeHistory(asked, settings.encode);
  }

  function publish<Result>(change: Change<Result>): Promise<Result> {
    return enqueue(() => makeChange(keeper, change, settings));
  }

  const held = await openHeld({
    ...settings,
    file: `${store.file}.held`,
    publish: (publication) => publish(changeOf(publication)),
  });

  async function beat(): Promise<void> {
    // A process that cannot confirm its state must not prove to readers that the feed lives.
    if (!(await succeeds(confirm())) || closing !== undefined) return;
    if (hasExpired(document(), settings)) await publish(noChange).catch(settings.report);
    else for (const hub of hubs) hub.beat(view.beat());
  }

  const stopBeats = settings.schedule(settings.beatSeconds * 1000, () => void beat());

  async function shutDown(): Promise<void> {
    stopBeats();
    await held.close();
    await queue.idle();
    await Promise.all(hubs.map((hub) => hub.close()));
    await keeper.close();
    await store.close();
  }

  return {
    file: store.file,
    document,
    fresh,
    history,
    publish,
    preview: (change) => {
      const {state, select} = applyChange(keeper.state(), change, settings);
      return select(state.document, state.history);
    },
    now: settings.clock,
    held,
    subscribe: (...request) => closing === undefined && embedded.subscribe(...request),
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

async function makeChange<Result>(
  keeper: Keeper,
  change: Change<Result>,
  settings: FeedSettings,
): Promise<Result> {
  let select!: ReturnType<Change<Result>>['select'];
  await keeper.change((state) => {
    const applied = applyChange(state, change, settings);
    ({select} = applied);
    return applied.state;
  });
  const {document, history} = keeper.state();
  return select(document, history);
}

function succeeds(task: Promise<void>): Promise<boolean> {
  return task.then(
    () => true,
    () => false,
  );
}

function currentBeat(keeper: Keeper): Beat {
  const {epoch, rev} = keeper.state().document.ext;
  return {epoch, rev, generated_at: new Date(keeper.asOf()).toISOString()};
}

function hasExpired(document: FeedDocument, {clock, keepEndedSeconds}: FeedSettings): boolean {
  const {incidents, maintenances} = expire(document, clock(), keepEndedSeconds * 1000);
  return incidents.length + maintenances.length > 0;
}

const noChange: Change<void> = (document) => ({document, select: () => undefined});

function closedError(): OutageFeedError {
  return new OutageFeedError('closed', 'The feed is closed. Open it again to publish.');
}
