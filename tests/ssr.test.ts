import {pathToFileURL} from 'node:url';
import {expect, test} from 'vitest';
import {modules, root} from './support/entry-points.js';

// A server that renders pages imports the widgets too, where there is no document. This takes what `npm run build` wrote,
// through Node's own import.
const load = (file: string) =>
  import(/* @vite-ignore */ pathToFileURL(root + file).href) as Promise<Record<string, unknown>>;

test('there is no document here', () => {
  expect([typeof document, typeof window]).toEqual(['undefined', 'undefined']);
});

test.each(modules())('%s can be imported in Node', async (file) => {
  await expect(load(file)).resolves.toBeDefined();
});

test('every element can be constructed in Node', async () => {
  await load('dist/define.js');
  const elements = Object.values(await load('dist/index.js')).filter(
    (value): value is new () => HTMLElement =>
      typeof value === 'function' && 'elementStyles' in value,
  );
  expect(elements.length).toBeGreaterThan(0);
  for (const Element of elements) expect(() => new Element(), Element.name).not.toThrow();
});
