import {readdirSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {allAdapters} from '../../../src/formats/all-adapters.ts';
import {statuspage} from '../../../src/formats/statuspage/statuspage.ts';
import {goodDocument} from '../../fixtures/hostile.ts';
import {documentOf, folders} from './documents.ts';

const documents = readdirSync(folders).flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, folders))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({folder, name: `${folder}/${file.replace('.json', '')}`})),
);

/** From `JSON.parse`, as foreign documents come: `__proto__` is a key like any other. */
const hostile: readonly unknown[] = [
  '{"__proto__": {"data": []}, "constructor": {"page": 1}}',
  '{"page": {"__proto__": null, "status": {"toString": 1}}, "status": {"text": {}, "type": []}}',
  '{"data": [null, {"type": "__proto__", "id": {"toString": 1}, "attributes": [null]}], "included": [null, 0]}',
  '[null, [null], {"key": {"__proto__": 1}, "slug": {}, "results": [null]}]',
].map((text) => JSON.parse(text) as unknown);

let deep: unknown = null;
for (let depth = 0; depth < 2000; depth++) deep = depth % 2 ? [deep, null] : {data: deep};

const garbage: readonly unknown[] = [
  ...[undefined, null, true, 0, NaN, '', '__proto__', [], {}, [null], [[]], [{}], deep],
  ...hostile,
];

/** What stands in the place of a value: each kind that JSON has, and one that cannot be made a text. */
const odd: readonly unknown[] = [null, -1e300, '', [null], JSON.parse('{"toString": 1}')];

/** Copies of a document with one part replaced, in turn everywhere but in the rest of long lists. */
function* spoiled(value: unknown): Generator<unknown> {
  for (const replacement of odd) yield replacement;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value).slice(0, Array.isArray(value) ? 3 : undefined)) {
    for (const part of spoiled((value as Record<string, unknown>)[key])) {
      const copy: any = Array.isArray(value) ? [...(value as unknown[])] : {...value};
      copy[key] = part;
      yield copy;
    }
  }
}

test.each(documents)('$name is recognised by its adapter and no other', ({folder, name}) => {
  const document = documentOf(name);
  const found = allAdapters.filter((adapter) => adapter.matches(document));
  expect(found.map((adapter) => adapter.name)).toEqual([folder]);
});

test('a document of the Statuspage family is nobody else’s', () => {
  expect(allAdapters.filter((adapter) => adapter.matches(goodDocument()))).toEqual([]);
});

describe.each(allAdapters)('$name', (adapter) => {
  const own = documents.filter(({folder}) => folder === adapter.name).map(({name}) => name);
  const companions = own.length > 0 ? companionsOf(adapter.name) : [];

  test('has fixtures', () => {
    expect(own).not.toEqual([]);
  });

  // Some of what is odd is of no use to anybody.
  test.each(own.filter((name) => !name.endsWith('/odd')))(
    'says %s without losing anything',
    (name) => {
      const {problems} = statuspage.document(adapter.translate(documentOf(name), {}));
      // But the end of a long history.
      expect(problems.filter(({message}) => !message.includes('more than'))).toEqual([]);
    },
  );

  test('recognises no garbage', () => {
    expect(garbage.filter((value) => adapter.matches(value))).toEqual([]);
  });

  test('never throws, whatever it is given', () => {
    const names = Object.keys(adapter.companions?.(new URL('https://status.acme.example/')) ?? {});
    for (const value of garbage) {
      const others = Object.fromEntries(names.map((name) => [name, value]));
      expect(adapter.translate(value, others)).toBeTypeOf('object');
    }
  });

  test('never throws at its own documents with one part spoiled, and stays readable', () => {
    for (const name of own) {
      for (const value of spoiled(documentOf(name))) {
        const translation = adapter.translate(value, {});
        // What it does not know for its own it may refuse: an error keeps what was known, an empty page does not.
        if (adapter.matches(value)) expect(() => statuspage.document(translation)).not.toThrow();
      }
    }
    for (const name of companions) {
      for (const value of spoiled(documentOf(`${adapter.name}/companions/${name}`))) {
        // A companion's fixture is called like the companion, maybe with a version after it.
        const others = {[name.replace(/-\d$/, '')]: value};
        const document = documentOf(own[0]!);
        expect(() => statuspage.document(adapter.translate(document, others))).not.toThrow();
      }
    }
  });
});

function companionsOf(folder: string): readonly string[] {
  const files = readdirSync(new URL(`${folder}/`, folders), {recursive: true, encoding: 'utf8'});
  return files
    .filter((file) => file.startsWith('companions/'))
    .map((file) => file.slice('companions/'.length).replace('.json', ''));
}
