// @ts-check
// Copies of the library for one page: script-tag files as they are built, and ones of other releases.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {rollup} from 'rollup';
import configs from '../../rollup.config.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{text: string, replacement: string}} Change of one module of dist/ */

/**
 * A release differs from the present one in its version at least. One with an older contract does
 * not share anything with the present one.
 * @type {Record<string, Change[]>}
 */
const changes = {
  'another release': [{text: "'0.1.0'", replacement: "'0.0.9'"}],
  'another contract': [
    {text: "'0.1.0'", replacement: "'0.0.8'"},
    {text: "'outage-widgets@5'", replacement: "'outage-widgets@0'"},
  ],
};

/** @param {'small' | 'full' | 'another release' | 'another contract'} name @returns {Promise<string>} */
export async function scriptTagCopy(name) {
  if (name === 'small') return readFile(`${root}cdn/outage-widgets.js`, 'utf8');
  if (name === 'full') return readFile(`${root}cdn/outage-widgets-full.js`, 'utf8');
  return changedCopy(/** @type {Change[]} */ (changes[name]));
}

/**
 * The small script-tag file, with text replaced in modules of dist/.
 * @param {readonly Change[]} replacements each of them has its place in one module
 * @returns {Promise<string>}
 */
export async function changedCopy(replacements) {
  const {input, output, plugins} = /** @type {any} */ (
    configs.find(
      ({output}) => output && 'file' in output && output.file?.endsWith('outage-widgets.js'),
    )
  );
  const places = replacements.map(() => 0);
  const build = await rollup({
    input: `${root}${input}`,
    plugins: [
      ...plugins,
      {
        name: 'changed-copy',
        transform(code, id) {
          if (!id.startsWith(`${root}dist/`)) return null;
          const changed = replacements.reduce((before, {text, replacement}, index) => {
            const parts = before.split(text);
            places[index] = (places[index] ?? 0) + parts.length - 1;
            return parts.join(replacement);
          }, code);
          return changed === code ? null : {code: changed, map: null};
        },
      },
    ],
  });
  for (const [index, {text}] of replacements.entries()) {
    if (places[index] !== 1) throw new Error(`dist/ has ${places[index]} places for "${text}".`);
  }
  const {output: files} = await build.generate({...output, sourcemap: false});
  await build.close();
  return files[0].code;
}
