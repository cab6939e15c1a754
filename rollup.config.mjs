// Two builds, in this order:
//   dist/  what npm users import: one file per module, nothing bundled, with types and source maps
//   cdn/   what a script tag loads: dist/auto.js and everything it needs as one classic script
import {existsSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';
import {minify as uglify} from 'uglify-js';

const root = fileURLToPath(new URL('.', import.meta.url));
const {exports, version} = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The source files behind the `exports` of package.json, so that no door can be forgotten here. */
const doors = Object.values(exports)
  .filter((path) => typeof path === 'string' && /^\.\/dist\/.*\.js$/.test(path))
  .flatMap((path) => {
    const source = path.replace('./dist/', 'src/').replace(/js$/, 'ts');
    if (!source.includes('*')) return source;
    const folder = source.slice(0, source.lastIndexOf('/'));
    return readdirSync(root + folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`);
  });

/** Removes what the last build wrote, only once this one compiles, so that a typo leaves the old files in place. */
const clean = (folder) => ({
  name: 'clean',
  generateBundle: () => rmSync(root + folder, {recursive: true, force: true}),
});

/** Follows the source maps of dist/, so that the map of the bundle ends in src/. */
const sourceMapsOfDist = {
  name: 'source-maps-of-dist',
  load(id) {
    if (!id.startsWith(`${root}dist/`) || !existsSync(`${id}.map`)) return null;
    return {code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8')};
  },
};

/** The file parses no HTML, and needs no Trusted Types policy: its pages may forbid all of them. */
const noHtmlStrings = {
  name: 'no-html-strings',
  generateBundle(_options, bundle) {
    const {code} = Object.values(bundle).find(({type}) => type === 'chunk');
    const [sink] = /createPolicy|[a-z]+HTML\b|document\.write|DOMParser/.exec(code) ?? [];
    if (sink) this.error(`The bundle must not contain ${sink}.`);
  },
};

/** What stands in for packages in this file. */
const standIns = {lit: 'dist/tag/lit.js', 'eventsource-parser': 'dist/tag/event-stream.js'};

const smallPackages = {
  name: 'small-packages',
  resolveId: (source) => (source in standIns ? root + standIns[source] : null),
};

/** A script tag's file always has a page around it. */
const onAPage = {
  name: 'on-a-page',
  transform: (code, id) =>
    id === `${root}dist/dom/safe-document.js`
      ? {code: code.replace("typeof document === 'object'", 'true'), map: null}
      : null,
};

/**
 * Makes a bundle small. Also used by tests/support/bundle.mjs, so that its figures are those of a careful user. Two
 * minifiers, because each finds what the other leaves: together they save 1.4 % more than either.
 * @param {{preamble?: string, props?: RegExp}} [options] `props`: names of properties to shorten
 * @returns {import('rollup').Plugin[]}
 */
export const minify = ({preamble = '', props} = {}) => [
  terser({
    ecma: 2020,
    toplevel: true,
    compress: {passes: 3, unsafe_arrows: true, pure_getters: true},
    mangle: {properties: props ? {regex: props} : false},
    format: {comments: false},
  }),
  {
    name: 'uglify',
    renderChunk(code) {
      const {error, ...result} = uglify(code, {
        toplevel: true,
        // Comparisons stay as written: with an undefined operand `!(a <= b)` is not `a > b`.
        compress: {passes: 2, inline: 1, comparisons: false},
        output: {preamble},
        sourceMap: true,
      });
      if (error) throw error;
      return result;
    },
  },
];

/**
 * Properties that only this file's own parts know, and no page, feed or other tab can see: their names are shortened.
 * A name that is not in the source any more does no harm.
 */
const innerNames = `
  healthyMs stalled rotated askedMs spreadMs closedMs onSign ageMs opensAt homeAt maxBufferSize onEvent onId onRetry onError
  selectLevel selectNews plainText leadMs lingerMs bodyFormat allWell allUnknown maintenanceOf goneText lastConfirmed
  announceUpdate showLess showMore statusPage newTab nextUpdate deliver greet receive follow leave hurry urls seenAt
  severity working affects justNow dismiss lead rest wake report strings urgent heard
`;

/**
 * A file for a script tag, all in one.
 * @param {string} door a module of dist/
 * @param {string} name of the file
 * @param {RegExp} [props] names of properties to shorten
 * @returns {import('rollup').RollupOptions}
 */
const scriptTagFile = (door, name, props) => ({
  input: `dist/${door}.js`,
  output: {
    file: `cdn/${name}.js`,
    format: 'iife',
    exports: 'none',
    inlineDynamicImports: true,
    // The map lies beside the file, which does not spend bytes on saying so.
    sourcemap: 'hidden',
  },
  plugins: [
    sourceMapsOfDist,
    smallPackages,
    onAPage,
    noHtmlStrings,
    minifyTemplateLiterals(),
    ...minify({preamble: `/*! outage-widgets ${version} MIT */`, props}),
  ],
});

export default [
  {
    input: doors.concat(
      'src/auto.ts',
      'src/auto-full.ts',
      'src/tag/lit.ts',
      'src/tag/event-stream.ts',
    ),
    external: (id) => !/^[./]/.test(id),
    output: {
      dir: 'dist',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: 'src',
      sourcemap: true,
    },
    plugins: [
      typescript({tsconfig: 'tsconfig.json', noEmitOnError: true}),
      clean('dist'),
      clean('cdn'),
    ],
  },
  scriptTagFile(
    'auto',
    'outage-widgets',
    new RegExp(`^(?:${innerNames.trim().split(/\s+/).join('|')})$`),
  ),
  // Vendors' own names may be among the inner ones.
  scriptTagFile('auto-full', 'outage-widgets-full'),
];
