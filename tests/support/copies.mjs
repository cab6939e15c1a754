// @ts-check
// Copies of the library for one page: script-tag files as they are built, and ones of other releases.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {rollup} from 'rollup';
import configs from '../../rollup.config.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A release differs from the present one in its version at least. One with an older contract does
 * not share anything with the present one.
 * @type {Record<string, [module: string, text: string, replacement: string][]>}
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
  const changed = /** @type {[string, string, string][]} */ (changes[name]);
  const {input, output, plugins} = /** @type {any} */ (
    configs.find(
      ({output}) => output && 'file' in output && output.file?.endsWith('outage-widgets.js'),
    )
  );
  let done = 0;
  const build = await rollup({
    input: `${root}${input}`,
    plugins: [
      ...plugins,
      {
        name: 'another-release',
        transform(code, id) {
          const [, text, replacement] =
            changed.find(([module]) => id === `${root}dist/${module}`) ?? [];
          if (text === undefined || replacement === undefined || !code.includes(text)) return null;
          done++;
          return {code: code.replace(text, replacement), map: null};
        },
      },
    ],
  });
  if (done !== changed.length) throw new Error(`Not everything of ${name} was found in dist/.`);
  const {output: files} = await build.generate({...output, sourcemap: false});
  await build.close();
  return files[0].code;
}
