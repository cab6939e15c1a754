import {open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

/**
 * Replaces a file. After a crash at any moment it holds either the whole old text or the whole new
 * one. Once this resolves, the new text survives a crash.
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

/** The new name of a file is on disk only after its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory. It writes names to disk at once.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
