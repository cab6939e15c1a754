// @ts-check
// Copies of the library for one page: script-tag files as they are built, and ones of other releases.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {rollup} from 'rollup';
import configs from '../../rollup.config.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {readonly [module: string, text: string, replacement: string]} Change of a module of dist/ */

/**
 * A release differs from the present one in its version at least. One with an older contract does
 * not share anything with the present one.
 * @type {Record<string, Change[]>}
 */
const changes = {
  'another release': [['elements/base/define-element.js', "'0.1.0'", "'0.0.9'"]],
  'another contract': [
    ['elements/base/define-element.js', "'0.1.0'", "'0.0.8'"],
    ['feed/registry.js', "'outage-widgets@2'", "'outage-widgets@0'"],
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
 * @param {readonly Change[]} replacements
 * @returns {Promise<string>}
 */
export async function changedCopy(replacements) {
  const {input, output, plugins} = /** @type {any} */ (
    configs.find(
      ({output}) => output && 'file' in output && output.file?.endsWith('outage-widgets.js'),
    )
  );
  const missing = new Set(replacements);
  const build = await rollup({
    input: `${root}${input}`,
    plugins: [
      ...plugins,
      {
        name: 'changed-copy',
        transform(code, id) {
          let changed = code;
          for (const change of replacements) {
            const [module, text, replacement] = change;
            if (id !== `${root}dist/${module}` || !changed.includes(text)) continue;
            missing.delete(change);
            changed = changed.replace(text, () => replacement);
          }
          return changed === code ? null : {code: changed, map: null};
        },
      },
    ],
  });
  for (const [module, text] of missing) throw new Error(`dist/${module} has no "${text}".`);
  const {output: files} = await build.generate({...output, sourcemap: false});
  await build.close();
  return files[0].code;
}
