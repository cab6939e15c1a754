// Two builds, in this order:
//   dist/  what npm users import: one file per module, nothing bundled, with types and source maps
//   cdn/   what a script tag loads: dist/auto.js and everything it needs as one classic script
import {existsSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';

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

/**
 * Shared with tests/support/bundle.mjs, so that its figures are those of a careful user.
 * @type {import('@rollup/plugin-terser').Options}
 */
export const minify = {
  ecma: 2020,
  compress: {
    passes: 3,
    unsafe_arrows: true,
    pure_getters: true,
    sequences: false,
  },
  format: {comments: false},
};

/**
 * Properties that only this file's own parts know, and no page, feed or other tab can see: their names are shortened.
 * A name that is not in the source any more does no harm.
 */
const innerNames = `
  healthyMs stalled rotated askedMs spreadMs closedMs onSign ageMs opensAt homeAt maxBufferSize onEvent onId onRetry onError
  selectLevel selectNews plainText leadMs lingerMs bodyFormat allWell allUnknown maintenanceOf goneText lastConfirmed
  announceUpdate showLess showMore statusPage newTab nextUpdate deliver greet receive follow leave hurry urls seenAt
  severity working affects justNow dismiss lead rest wake
`;

export default [
  {
    input: doors.concat('src/auto.ts', 'src/tag/lit.ts', 'src/tag/event-stream.ts'),
    external: (id) => !/^[./]/.test(id),
    output: {
      dir: 'dist',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: 'src',
      sourcemap: true,
    },
    plugins: [typescript({tsconfig: 'tsconfig.json', noEmitOnError: true}), clean('dist')],
  },
  {
    input: 'dist/auto.js',
    output: {
      file: 'cdn/outage-widgets.js',
      format: 'iife',
      exports: 'none',
      inlineDynamicImports: true,
      sourcemap: true,
    },
    plugins: [
      sourceMapsOfDist,
      smallPackages,
      noHtmlStrings,
      minifyTemplateLiterals(),
      terser({
        ...minify,
        toplevel: true,
        mangle: {
          properties: {regex: new RegExp(`^(?:${innerNames.trim().split(/\s+/).join('|')})$`)},
        },
        format: {
          ...minify.format,
          preamble: `/*! outage-widgets ${version} MIT */`,
        },
      }),
      clean('cdn'),
    ],
  },
];
