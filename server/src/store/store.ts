import {mkdir, readFile, realpath} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import type {FeedDocument, History} from '../document.js';
import {OutageFeedError} from '../errors.js';
import {documentProblems} from '../schema.js';
import {writeDurably} from './durable-file.js';
import {lockFile} from './lock.js';

/** Everything that a feed keeps. */
export interface FeedState {
  readonly document: FeedDocument;
  readonly history: History;
}

export interface Store {
  /** The state found on disk; undefined for a new file. */
  readonly found: FeedState | undefined;
  /** The absolute path. */
  readonly file: string;
  /** Resolves once the state is on disk. Calls must not overlap. */
  readonly save: (state: FeedState) => Promise<void>;
  /** Lets other processes open the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the file of a feed for this process alone.
 *
 * @throws {OutageFeedError} `file-locked`, or `invalid-file` for anything but a feed's own file,
 * which is never overwritten.
 */
export async function openStore(path: string): Promise<Store> {
  await mkdir(dirname(resolve(path)), {recursive: true});
  const file = await realpath(path).catch(() => resolve(path));
  const close = await lockFile(file);
  try {
    const found = await readState(file);
    return {found, file, close, save: (state) => save(file, state)};
  } catch (error) {
    await close();
    throw error;
  }
}

async function save(file: string, state: FeedState): Promise<void> {
  try {
    await writeDurably(file, `${JSON.stringify(state, undefined, 1)}\n`);
  } catch (cause) {
    throw new OutageFeedError(
      'storage-failed',
      `Nothing was published: ${file} could not be written (${(cause as Error).message}). ` +
        'Check the disk, then publish again.',
      {cause},
    );
  }
}

async function readState(file: string): Promise<FeedState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw invalidFile(file, error.message);
  });
  if (text === undefined) return undefined;
  try {
    return checkState(JSON.parse(text) as Partial<FeedState> | null);
  } catch (error) {
    throw invalidFile(file, (error as Error).message);
  }
}

/** @throws {Error} for anything but the state of a feed. */
export function checkState(value: Partial<FeedState> | null): FeedState {
  const [problem] = documentProblems(value?.document);
  if (problem !== undefined) {
    throw new Error(`/document${problem.pointer} ${problem.message}`);
  }
  const state = value as FeedState;
  const {epoch, rev} = state.document.ext ?? {};
  if (epoch === undefined || rev === undefined)
    throw new Error('/document/ext has no epoch or rev');
  const {incidents, maintenances} = state.history ?? {};
  if (!Array.isArray(incidents) || !Array.isArray(maintenances)) {
    throw new Error('/history has no incidents or maintenances');
  }
  return state;
}

function invalidFile(file: string, reason: string): OutageFeedError {
  return new OutageFeedError(
    'invalid-file',
    `${file} is not the file of a feed: ${reason}. It was left as it is. ` +
      'Put a backup in its place, or move it away to start with an empty feed.',
  );
}
