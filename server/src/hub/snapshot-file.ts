import {mkdir, rename, stat, utimes, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {FeedDocument} from '../document.js';
import type {Encode} from '../signing/encoding.js';
import type {Destination} from './retrying-hub.js';

/**
 * The document as a static file, replaced whole with every change and every beat, for nginx and CDNs.
 *
 * nginx makes its ETag of the size and the second of the last change, so two versions of one second and size would pass for
 * one: each is dated at least a second after the one before.
 *
 * @param current the document with a `generated_at` of now.
 */
export function snapshotFile(
  file: string,
  current: () => FeedDocument,
  clock: () => number,
  encode: Encode,
): Destination {
  let dated = 0;

  async function date(): Promise<number> {
    dated ||= await stat(file).then(
      ({mtimeMs}) => Math.floor(mtimeMs / 1000),
      () => 0,
    );
    const now = Math.floor(clock() / 1000);
    // A date far in the future is a wrong clock's, and not to be topped for ever.
    return dated < now || dated > now + 3600 ? now : dated + 1;
  }

  return {
    name: `The snapshot ${file}`,
    async bring() {
      const document = current();
      const temporary = `${file}.tmp`;
      await mkdir(dirname(file), {recursive: true});
      await writeFile(temporary, encode('snapshot', document));
      const seconds = await date();
      await utimes(temporary, seconds, seconds);
      await rename(temporary, file);
      dated = seconds;
      return document.ext;
    },
  };
}
