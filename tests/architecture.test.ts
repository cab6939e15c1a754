import {readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, posix} from 'node:path';
import {expect, test} from 'vitest';

// The stack of docs and CONTRIBUTING as a table: what each layer of src/ may import, besides itself. A layer is a folder,
// or a file at the top of src/. Where only types may cross, the name stands in `types`.
const layers: Record<string, {from: string[]; types?: string[]; packages?: string[]}> = {
  wire: {from: []},
  page: {from: []},
  store: {from: ['wire']},
  transport: {from: ['wire'], packages: ['eventsource-parser']},
  sources: {from: ['transport', 'wire']},
  formats: {from: ['sources', 'wire']},
  connection: {from: ['page', 'store', 'wire'], types: ['sources', 'transport']},
  registry: {from: [], types: ['feed', 'shared-feed']},
  signature: {from: ['wire'], types: ['sources']},
  'shared-feed': {
    from: ['connection', 'formats', 'sources', 'store', 'wire'],
    types: ['feed', 'transport'],
  },
  feed: {
    from: ['formats', 'page', 'registry', 'shared-feed', 'store', 'wire'],
    types: ['connection', 'sources', 'transport'],
  },
  binding: {from: ['feed', 'page', 'registry', 'store', 'wire'], packages: ['lit']},
  i18n: {from: ['wire'], packages: ['lit']},
  theme: {from: [], packages: ['lit']},
  elements: {
    from: ['binding', 'feed', 'page', 'registry', 'i18n', 'theme', 'store', 'wire'],
    packages: ['lit'],
  },
  define: {from: ['elements']},
  core: {from: ['feed', 'sources', 'store', 'wire'], types: ['connection', 'transport']},
  index: {from: ['core', 'elements', 'i18n', 'binding']},
  full: {from: ['feed', 'formats', 'signature'], types: ['sources']},
  'auto-full': {from: ['auto', 'full']},
  auto: {from: ['define', 'binding', 'feed', 'page']},
  // Stands in for packages in the script-tag file; nothing in src imports it.
  tag: {from: ['page'], packages: ['eventsource-parser']},
};

const src = new URL('../src/', import.meta.url);
const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter((name) =>
  name.endsWith('.ts'),
);
const layerOf = (file: string) => file.split('/')[0]!.replace(/\.[jt]s$/, '');

/** Every import and re-export of a file, with the rule it breaks, if any. */
function brokenRules(file: string): string[] {
  const layer = layerOf(file);
  const rules = layers[layer];
  if (!rules) return [`${file} is in no known layer`];
  const code = readFileSync(new URL(file, src), 'utf8');
  const imports = code.matchAll(/^(?:import|export)\b( type\b)?(?:[^;'"`]*?\bfrom)? ?'([^']+)'/gm);
  return [...imports].flatMap(([, isType, specifier = '']) => {
    const complain = (rule: string) => [`${file} imports ${specifier}: ${rule}`];
    if (!specifier.startsWith('.')) {
      const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier)!;
      return rules.packages?.includes(name) ? [] : complain(`${layer} does without ${name}`);
    }
    const target = layerOf(posix.join(dirname(file), specifier));
    if (!(target in layers)) return complain('it is outside src');
    if (target === layer || rules.from.includes(target)) return [];
    if (rules.types?.includes(target)) {
      return isType ? [] : complain(`only types cross from ${target} to ${layer}`);
    }
    return complain(`${layer} is not above ${target}`);
  });
}

test('the layers of src import one way only', () => {
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(brokenRules)).toEqual([]);
});

test('every file says what it is: none is called utils, helpers or common', () => {
  const vague = files.filter((file) =>
    /^(utils?|helpers?|common|misc|shared)\.ts$/.test(basename(file)),
  );
  // theme/shared.ts is the styles that all elements share.
  expect(vague.filter((file) => file !== 'theme/shared.ts')).toEqual([]);
});

test('the page gets one script: nothing in src is imported later', () => {
  const lazy = files.filter((file) => /\bimport\(/.test(readFileSync(new URL(file, src), 'utf8')));
  expect(lazy).toEqual([]);
});
