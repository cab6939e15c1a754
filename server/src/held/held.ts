import {OutageFeedError} from '../errors.js';
import type {Publication} from '../publications.js';
import {createTaskQueue} from '../task-queue.js';
import {readHeld, writeHeld} from './held-file.js';

/** A publication that goes out after a while, unless it is taken back before. */
export interface HeldPublication {
  readonly id: string;
  readonly publication: Publication;
  /** When it goes out, RFC 3339. */
  readonly dueAt: string;
  /** Why it did not go out when it was due. It stays until it is taken back or sent again. */
  readonly failure?: string;
}

/** The publications that wait. They survive a restart of the server. */
export interface Held {
  /**
   * Takes a publication in, and resolves once it is on disk.
   *
   * @throws {OutageFeedError} `storage-failed`; then nothing is held.
   */
  readonly add: (publication: Publication, milliseconds: number) => Promise<HeldPublication>;
  /** Those that wait, the next one first. */
  readonly list: () => readonly HeldPublication[];
  /**
   * Takes one back.
   *
   * @throws {OutageFeedError} `not-found` if it has gone out, or was taken back before.
   */
  readonly withdraw: (id: string) => Promise<HeldPublication>;
  /**
   * Sends one at once, and resolves with what the publish gives.
   *
   * @throws {OutageFeedError} `not-found`, or what the publish throws; then it still waits.
   */
  readonly send: (id: string) => Promise<{publication: Publication; result: unknown}>;
  readonly close: () => Promise<void>;
}

export interface HeldSettings {
  /** The file that keeps the publications. */
  readonly file: string;
  readonly publish: (publication: Publication) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Runs a task once, after so many milliseconds, unless the returned function is called. */
  readonly after: (milliseconds: number, task: () => void) => () => void;
  readonly createToken: () => string;
  readonly report: (error: unknown) => void;
}

/** After a failure of the machine it is sent again after this time, in milliseconds. */
const retryMs = 10_000;

/** Opens what waited when the server stopped. What is due by now goes out at once. */
export async function openHeld(settings: HeldSettings): Promise<Held> {
  const {file, publish, clock, after, createToken, report} = settings;
  const waiting = new Map<string, HeldPublication>();
  const goingOut = new Set<string>();
  const timers = new Map<string, () => void>();
  for (const held of await readHeld(file, report)) start(held);

  const list = (): readonly HeldPublication[] =>
    [...waiting.values()].sort((one, other) => one.dueAt.localeCompare(other.dueAt));
  const writing = createTaskQueue();
  writing.start();
  const save = (): Promise<void> => writing.run(() => writeHeld(file, list()));

  function start(held: HeldPublication): void {
    waiting.set(held.id, held);
    if (held.failure === undefined) wake(held.id, Date.parse(held.dueAt) - clock());
  }

  function wake(id: string, milliseconds: number): void {
    timers.get(id)?.();
    timers.set(
      id,
      after(Math.max(0, milliseconds), () => void sendDue(id)),
    );
  }

  /** One that waits, and is not going out at this moment. */
  function find(id: string): HeldPublication {
    const held = waiting.get(id);
    if (held !== undefined && !goingOut.has(id)) return held;
    const message = `Nothing waits as ${id}. It has gone out, or was taken back.`;
    throw new OutageFeedError('not-found', message);
  }

  function forget(id: string): void {
    waiting.delete(id);
    timers.get(id)?.();
    timers.delete(id);
  }

  async function send(id: string): Promise<{publication: Publication; result: unknown}> {
    const {publication} = find(id);
    goingOut.add(id);
    try {
      const result = await publish(publication);
      forget(id);
      // After a crash at this point it goes out a second time. To lose it would be worse.
      await save().catch(report);
      return {publication, result};
    } finally {
      goingOut.delete(id);
    }
  }

  async function sendDue(id: string): Promise<void> {
    // Somebody sends it by hand. If that fails, it is due again later.
    if (goingOut.has(id)) return wake(id, retryMs);
    try {
      await send(id);
    } catch (error) {
      await onFailure(id, error);
    }
  }

  async function onFailure(id: string, error: unknown): Promise<void> {
    const held = waiting.get(id);
    const code = error instanceof OutageFeedError ? error.code : undefined;
    if (held === undefined || code === 'closed') return;
    report(error);
    if (code === 'storage-failed' || code === 'hub-failed') return wake(id, retryMs);
    waiting.set(id, {...held, failure: (error as Error).message});
    await save().catch(report);
  }

  return {
    list,
    send,
    async add(publication, milliseconds) {
      const held: HeldPublication = {
        id: `held-${createToken()}`,
        publication,
        dueAt: new Date(clock() + milliseconds).toISOString(),
      };
      start(held);
      try {
        await save();
      } catch (error) {
        forget(held.id);
        throw error;
      }
      return held;
    },
    async withdraw(id) {
      const held = find(id);
      forget(id);
      await save();
      return held;
    },
    async close() {
      for (const stop of timers.values()) stop();
      timers.clear();
      await writing.idle();
    },
  };
}
