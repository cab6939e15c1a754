import {open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

/**
 * Replaces a file so that after a crash at any moment it holds the old text or the new one whole,
 * and the new one for certain once this returns.
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncDirectory(dirname(file));
}

/** The new name of a file is on disk only once its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory; it writes names through.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
