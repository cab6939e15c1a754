// @ts-check
// Prints the weight of the widgets: minified, gzip, brotli. For the script-tag files it says which
// part is Lit, the event stream parser, and ours. It fails above a budget.
//   --json   prints JSON
//   --write  brings the figures in README.md up to date: kB (1000 bytes) of gzip, between
//            <!-- size:NAME --> and <!-- /size -->, NAME being one of the printed names without .js
//   --check  fails if a figure in README.md is off by more than 0.1 kB
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {bundle} from '../tests/support/bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = `${root}README.md`;

/**
 * Bytes of gzip the script-tag files may have, so that a growth shows: their size of today, rounded
 * up to the next 500. They are no reason to write worse code. The aim is 28,500 and 42,000.
 * @type {Record<string, {file: string, budget: number}>}
 */
const SCRIPTS = {
  'cdn.js': {file: 'cdn/outage-widgets.js', budget: 48_000},
  'cdn-full.js': {file: 'cdn/outage-widgets-full.js', budget: 61_000},
};

/** @param {string | Buffer} code */
function weigh(code) {
  const bytes = Buffer.from(code);
  return {
    min: bytes.length,
    gzip: gzipSync(bytes, {level: 9}).length,
    brotli: brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length}})
      .length,
  };
}

/** Everything that a module of the package exports. @param {string} door */
const withEverything = (door) =>
  bundle(`import * as all from 'outage-widgets/${door}'; globalThis.all = all;`, {minified: true});

/** Imports all that our modules import of Lit, as one module. */
function usedOfLit() {
  /** @type {Map<string, Set<string>>} */
  const imports = new Map();
  for (const file of readdirSync(`${root}dist`, {recursive: true, encoding: 'utf8'})) {
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(`${root}dist/${file}`, 'utf8');
    for (const [, names = '', from = ''] of code.matchAll(
      /import \{([^}]+)\} from '(lit[^']*)'/g,
    )) {
      const known = imports.get(from) ?? new Set();
      for (const name of names.split(',')) known.add(name.trim());
      imports.set(from, known);
    }
  }
  const parts = [...imports].map(([from, names]) => ({from, names: [...names]}));
  const lines = parts.map(({from, names}) => `import {${names.join(', ')}} from '${from}';`);
  const all = parts.flatMap(({names}) => names).join(', ');
  return bundle(`${lines.join('\n')} globalThis.all = [${all}];`, {minified: true});
}

const parser = await bundle(
  `import {createParser} from 'eventsource-parser'; globalThis.all = createParser;`,
  {minified: true},
);

/**
 * The rest of a file, without the packages in it.
 * @param {ReturnType<typeof weigh>} whole
 * @param {ReturnType<typeof weigh>[]} parts
 */
const without = (whole, ...parts) =>
  parts.reduce(
    (rest, {min, gzip, brotli}) => ({
      min: rest.min - min,
      gzip: rest.gzip - gzip,
      brotli: rest.brotli - brotli,
    }),
    whole,
  );

/** @type {Record<string, ReturnType<typeof weigh>>} */
const sizes = {
  lit: weigh(await usedOfLit()),
  parser: weigh(parser),
  'core.js': weigh(await withEverything('core.js')),
};
for (const file of readdirSync(`${root}dist/define`)
  .filter((name) => name.endsWith('.js'))
  .sort()) {
  sizes[`define/${file}`] = weigh(await withEverything(`define/${file}`));
}
const {lit: litSize, parser: parserSize} = sizes;
for (const [name, {file}] of Object.entries(SCRIPTS)) {
  const whole = weigh(readFileSync(root + file));
  sizes[name] = whole;
  if (litSize && parserSize) sizes[`${name} ours`] = without(whole, litSize, parserSize);
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * The README with its figures brought up to date, and what was wrong with them.
 * @param {string} text
 */
function updated(text) {
  /** @type {string[]} */
  const wrong = [];
  const marker = /<!-- size:(\S+) -->(.*?)<!-- \/size -->/gs;
  const next = text.replace(marker, (whole, name, figure) => {
    const size = sizes[name] ?? sizes[`${name}.js`];
    if (!size) {
      wrong.push(`README.md has a figure for "${name}", which nothing here is called.`);
      return whole;
    }
    const actual = kB(size.gzip);
    if (
      !(Math.abs(parseFloat(figure) - parseFloat(actual)) < 0.11) ||
      !/^[\d.]+ kB$/.test(figure)
    ) {
      wrong.push(
        `README.md says "${figure}" for ${name}; it is ${actual}. ` +
          'Run `npm run size -- --write`.',
      );
    }
    return `<!-- size:${name} -->${actual}<!-- /size -->`;
  });
  return {next, wrong};
}

const options = process.argv.slice(2);
if (options.includes('--json')) {
  console.log(JSON.stringify(sizes, null, 2));
} else {
  console.table(sizes);
  console.log(
    Object.entries(SCRIPTS)
      .map(([name, {file}]) => `${name} is ${file}; `)
      .join('') + '"ours" is what lit and parser, both packed alone, leave of it.',
  );
}

const problems = [];
for (const [name, {file, budget}] of Object.entries(SCRIPTS)) {
  const {gzip} = /** @type {ReturnType<typeof weigh>} */ (sizes[name]);
  if (gzip > budget) {
    problems.push(
      `${file} has ${gzip} bytes of gzip, ${gzip - budget} over its budget of ${budget}.`,
    );
  }
}
if (!existsSync(readme)) {
  problems.push('There is no README.md to compare these figures with.');
} else if (options.includes('--write') || options.includes('--check')) {
  const {next, wrong} = updated(readFileSync(readme, 'utf8'));
  if (options.includes('--check')) problems.push(...wrong);
  else writeFileSync(readme, next);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
