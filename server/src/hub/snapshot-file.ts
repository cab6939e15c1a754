import {mkdir, rename, stat, utimes, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {FeedDocument} from '../document.js';
import type {Encode} from '../signing/encoding.js';
import type {Destination} from './retrying-hub.js';

/**
 * Writes the document to a static file for nginx and CDNs. Every change and every beat replaces the
 * whole file.
 *
 * nginx makes the ETag from the size and the modification time in seconds. Two versions of the same
 * size within one second would get the same ETag, so each version is dated at least one second
 * after the one before.
 *
 * @param current returns the document with a `generated_at` of now.
 * @param clock milliseconds since 1970.
 */
export function snapshotFile(
  file: string,
  current: () => FeedDocument,
  clock: () => number,
  encode: Encode,
): Destination {
  /** The modification time of the file, in seconds since 1970. */
  let modifiedAt = 0;

  async function nextModifiedAt(): Promise<number> {
    modifiedAt ||= await stat(file).then(
      ({mtimeMs}) => Math.floor(mtimeMs / 1000),
      () => 0,
    );
    const now = Math.floor(clock() / 1000);
    // A time far in the future comes from a wrong clock. Adding to it would never end.
    const isFromWrongClock = modifiedAt > now + 3600;
    return modifiedAt < now || isFromWrongClock ? now : modifiedAt + 1;
  }

  return {
    name: `The snapshot ${file}`,
    async deliver() {
      const document = current();
      const temporary = `${file}.tmp`;
      await mkdir(dirname(file), {recursive: true});
      await writeFile(temporary, encode('snapshot', document));
      const seconds = await nextModifiedAt();
      await utimes(temporary, seconds, seconds);
      await rename(temporary, file);
      modifiedAt = seconds;
      return document.ext;
    },
  };
}
