import {readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, posix} from 'node:path';
import {expect, test} from 'vitest';

// The floors of the house: what each layer of src/ may import, besides itself. A layer is a folder, or a
// file at the top of src/. Where only types may cross, the name stands in `types`.
const layers: Record<string, {from: string[]; types?: string[]; packages?: string[]}> = {
  model: {from: []},
  parsing: {from: ['model']},
  formats: {from: ['model', 'parsing']},
  transport: {
    from: ['model', 'parsing'],
    types: ['formats'],
    packages: ['eventsource-parser'],
  },
  clock: {from: ['parsing']},
  store: {from: ['model', 'parsing']},
  persistence: {from: ['parsing'], types: ['model']},
  dom: {from: ['clock']},
  tabs: {from: ['clock', 'dom', 'parsing']},
  connection: {from: ['clock', 'model', 'parsing', 'store'], types: ['transport']},
  signature: {from: ['model', 'parsing'], types: ['formats']},
  feed: {
    from: [
      'clock',
      'connection',
      'dom',
      'formats',
      'model',
      'parsing',
      'persistence',
      'store',
      'tabs',
      'transport',
    ],
  },
  i18n: {from: ['model'], types: ['store']},
  binding: {from: ['dom', 'feed', 'store'], packages: ['lit']},
  announcer: {from: ['dom', 'feed', 'i18n', 'store']},
  elements: {
    from: ['announcer', 'binding', 'dom', 'feed', 'i18n', 'model', 'parsing', 'store'],
    packages: ['lit'],
  },
  define: {from: ['elements']},
  protocol: {from: ['clock', 'model', 'parsing']},
  'event-stream': {from: ['transport'], packages: ['eventsource-parser']},
  core: {
    from: ['feed', 'formats', 'model', 'parsing', 'store'],
    types: ['clock', 'persistence', 'transport'],
  },
  index: {from: ['binding', 'core', 'elements', 'i18n']},
  full: {from: ['feed', 'formats', 'signature']},
  page: {from: ['dom'], types: ['feed', 'store']},
  auto: {from: ['binding', 'define', 'dom', 'feed', 'page']},
  'auto-full': {from: ['auto', 'full']},
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
  expect(vague).toEqual([]);
});

test('the page gets one script: nothing in src is imported later', () => {
  const lazy = files.filter((file) => /\bimport\(/.test(readFileSync(new URL(file, src), 'utf8')));
  expect(lazy).toEqual([]);
});
