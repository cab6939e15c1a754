// Two builds, in this order:
//   dist/  what npm users import: one file per module, nothing bundled, with types and source maps
//   cdn/   what a script tag loads: dist/auto.js and everything it needs as one classic script
import {existsSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
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

/**
 * Gives the Lit inside the script-tag bundle a Trusted Types policy name of its own. A host page that sends
 * `trusted-types lit-html` and runs its own Lit has used that name up: the second createPolicy('lit-html') throws
 * while our script is evaluated, and no widget ever appears.
 */
const ownTrustedTypesPolicy = {
  name: 'own-trusted-types-policy',
  transform(code, id) {
    if (!id.endsWith('/lit-html/lit-html.js')) return null;
    const renamed = code.replace(/createPolicy\((["'])lit-html\1/, 'createPolicy("outage-widget"');
    if (renamed === code) this.error(`No createPolicy('lit-html') in ${id}: has Lit renamed it?`);
    // Only columns of one minified line move, by a few characters.
    return {code: renamed, map: null};
  },
  generateBundle(_options, bundle) {
    const {code} = Object.values(bundle).find(({type}) => type === 'chunk');
    if (
      !/createPolicy\(["'`]outage-widget/.test(code) ||
      /createPolicy\(["'`]lit-html/.test(code)
    ) {
      this.error(
        'The bundle does not create the Trusted Types policy outage-widget, and only that one.',
      );
    }
  },
};

/** What stands in for packages in this file. */
const standIns = {lit: 'dist/tag/lit.js', 'eventsource-parser': 'dist/tag/event-stream.js'};

/** The stand-ins come first: gzip looks back only 32 kB, and our own code repeats itself more than it repeats Lit's. */
const smallPackages = {
  name: 'small-packages',
  resolveId: (source) => (source in standIns ? root + standIns[source] : null),
  transform(code, id) {
    if (id !== `${root}dist/auto.js`) return null;
    return {code: `import 'lit'; import 'eventsource-parser';${code}`, map: null};
  },
};

/** The licences of the packages inside the bundle ask that their text goes with it. */
const licences = {
  name: 'licences',
  generateBundle() {
    const packages = new Set();
    for (const id of this.getModuleIds()) {
      const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? [];
      if (folder) packages.add(folder);
    }
    const texts = [...packages].sort().map((folder) => {
      const {name, version, license} = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : `Licence: ${license}`;
      return `${name} ${version}\n\n${text}\n`;
    });
    this.emitFile({
      type: 'asset',
      fileName: 'licenses.txt',
      source: texts.join(`\n${'-'.repeat(80)}\n\n`),
    });
  },
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
    unsafe_comps: true,
  },
  format: {comments: false},
};

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
      resolve({browser: true, exportConditions: ['production']}),
      ownTrustedTypesPolicy,
      minifyTemplateLiterals(),
      terser({
        ...minify,
        toplevel: true,
        format: {
          ...minify.format,
          preamble: `/*! outage-widgets ${version} MIT, see licenses.txt */`,
        },
      }),
      clean('cdn'),
      licences,
    ],
  },
];
