// @ts-check
// Bundles a few lines of code that import the package, as a user of the npm package would.
import {fileURLToPath} from 'node:url';
import {rollup} from 'rollup';
import {minify, resolvePackages} from '../../rollup.config.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = `${root}consumer.js`;

/**
 * @param {string} code imports the package by its name
 * @param {{minified?: boolean}} [options]
 * @returns {Promise<string>} one module
 */
export async function bundle(code, {minified = false} = {}) {
  const build = await rollup({
    input: entry,
    onwarn: ({message}) => {
      throw new Error(message);
    },
    plugins: [
      {
        name: 'consumer',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
      resolvePackages(),
      ...(minified ? [minify()] : []),
    ],
  });
  const {output} = await build.generate({format: 'es'});
  await build.close();
  return output[0].code;
}
