import {readFile} from 'node:fs/promises';
import {OutageFeedError} from '../errors.js';
import {isAction} from '../publications.js';
import {writeDurably} from '../store/durable-file.js';
import type {HeldPublication} from './held.js';

/**
 * Reads the publications that waited when the server stopped. A file that cannot be read is
 * reported and left as it is: it must not keep a feed from starting on a bad day.
 */
export async function readHeld(
  file: string,
  report: (error: unknown) => void,
): Promise<readonly HeldPublication[]> {
  try {
    const text = await readFile(file, 'utf8');
    return (JSON.parse(text) as unknown[]).filter(isHeld);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      report(new OutageFeedError('invalid-file', `${file} was not read.`, {cause: error}));
    }
    return [];
  }
}

/** @throws {OutageFeedError} `storage-failed`. */
export async function writeHeld(file: string, held: readonly HeldPublication[]): Promise<void> {
  try {
    await writeDurably(file, `${JSON.stringify(held, undefined, 1)}\n`);
  } catch (cause) {
    throw new OutageFeedError(
      'storage-failed',
      `${file} could not be written (${(cause as Error).message}). Check the disk, then try again.`,
      {cause},
    );
  }
}

function isHeld(value: unknown): value is HeldPublication {
  const {id, dueAt, publication} = (value ?? {}) as Partial<HeldPublication>;
  const isDated = !Number.isNaN(Date.parse(dueAt ?? ''));
  return typeof id === 'string' && isDated && isAction(publication?.action);
}
