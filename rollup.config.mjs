// Two builds, in this order:
//   dist/  the files that npm users import: one per module, with types and source maps
//   cdn/   the files that a script tag loads: each one classic script with all it needs
import {existsSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {idiomaticDecoratorsTransformer} from '@lit/ts-transformers';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';

const root = fileURLToPath(new URL('.', import.meta.url));
const {exports, version, dependencies} = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The source files behind the `exports` of package.json. No entry point can be forgotten here. */
const entryPoints = Object.values(exports)
  .filter((path) => typeof path === 'string' && /^\.\/dist\/.*\.js$/.test(path))
  .flatMap((path) => {
    const source = path.replace('./dist/', 'src/').replace(/js$/, 'ts');
    if (!source.includes('*')) return source;
    const folder = source.slice(0, source.lastIndexOf('/'));
    return readdirSync(root + folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`);
  });

/** Removes the last build only once this one compiles: a typo leaves the old files in place. */
const clean = (folder) => ({
  name: 'clean',
  generateBundle: () => rmSync(root + folder, {recursive: true, force: true}),
});

/** The name of the package whose module this is; undefined for a module of ours. */
const packageOf = (id) => /^.*\/(?:node_modules|dist\/vendor)\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];

/** Writes the licences of the packages that a build contains beside its files. */
const licences = {
  name: 'licences',
  generateBundle() {
    const names = new Set([...this.getModuleIds()].map(packageOf).filter(Boolean));
    const texts = [...names].sort().map((name) => {
      const folder = `${root}node_modules/${name}`;
      const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
      return `${name}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
    });
    const source = texts.join(`\n${'-'.repeat(78)}\n\n`);
    this.emitFile({type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source});
  },
};

/** Follows the source maps of dist/, so that the map of the bundle ends in src/. */
const sourceMapsOfDist = {
  name: 'source-maps-of-dist',
  load(id) {
    if (!id.startsWith(`${root}dist/`) || !existsSync(`${id}.map`)) return null;
    return {code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8')};
  },
};

/**
 * Packages as a browser gets them in production: Lit without its development mode.
 * @param {import('@rollup/plugin-node-resolve').RollupNodeResolveOptions} [options]
 */
export const resolvePackages = (options) =>
  resolve({browser: true, exportConditions: ['production'], ...options});

/** For builds of this package, which start at its entry points: each of them has its effect. */
const resolveOurs = () => resolvePackages({ignoreSideEffectsForRoot: true});

/**
 * Gives Lit a `document` and a `globalThis` that no page can break. An import shadows the globals;
 * on the first line, so that the lines of the source map stay right.
 */
const litEnvironment = {
  name: 'lit-environment',
  transform(code, id) {
    if (!/\/node_modules\/(lit|lit-html|lit-element|@lit\/reactive-element)\//.test(id))
      return null;
    const environment = JSON.stringify(`${root}dist/dom/lit-environment.js`);
    const names = 'litDocument as document, litGlobal as globalThis, litPropertyMetadata';
    return {code: `import {${names}} from ${environment};${code}`, map: null};
  },
};

/** Lit's own compiler step: `@property()` becomes `static properties`, which needs no decorator. */
const withoutDecorators = {
  before: [{type: 'program', factory: idiomaticDecoratorsTransformer}],
};

/**
 * Makes a bundle small, at the minifier's ordinary settings. Property names stay as they are,
 * because copies of this library on one page share objects. It writes ASCII, because a page in
 * another encoding than UTF-8 reads its scripts in that encoding.
 * @param {string} [preamble] first line of the file
 * @returns {import('rollup').Plugin}
 */
export const minify = (preamble = '') =>
  terser({
    ecma: 2022,
    compress: {passes: 3},
    format: {comments: false, ascii_only: true, preamble},
  });

/**
 * Has browsers compile every function while the file arrives, beside the main thread. Without it
 * each of the 360 functions that the first rendering calls is compiled at its first call, which
 * takes as long as all they do. See https://v8.dev/blog/explicit-compile-hints.
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

/**
 * A file for a script tag, all in one.
 * @param {string} entryPoint a module of dist/
 * @param {string} name of the file
 * @returns {import('rollup').RollupOptions}
 */
const scriptTagFile = (entryPoint, name) => ({
  input: `dist/${entryPoint}.js`,
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
    resolveOurs(),
    litEnvironment,
    // It takes line ends and indents out of templates and styles, which saves 355 bytes of gzip.
    minifyTemplateLiterals({include: 'dist/elements/**'}),
    minify(
      `/*! outage-widgets ${version} MIT, others: THIRD-PARTY-LICENSES.txt */\n${COMPILE_HINT}`,
    ),
    licences,
  ],
});

export default [
  {
    input: [...entryPoints, 'src/auto.ts', 'src/auto-full.ts', 'src/dom/lit-environment.ts'],
    external: Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
    output: {
      dir: 'dist',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: 'src',
      // Users do not install the packages in vendor/. npm would leave out what is in node_modules/.
      entryFileNames: ({name}) =>
        `${name.replace(/^node_modules\/(.*?)\/(?:dist\/)?/, 'vendor/$1/')}.js`,
      sourcemap: true,
    },
    plugins: [
      resolveOurs(),
      typescript({tsconfig: 'tsconfig.json', noEmitOnError: true, transformers: withoutDecorators}),
      clean('dist'),
      clean('cdn'),
      licences,
    ],
  },
  scriptTagFile('auto', 'outage-widgets'),
  scriptTagFile('auto-full', 'outage-widgets-full'),
];
