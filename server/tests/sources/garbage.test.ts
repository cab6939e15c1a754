import {expect, test} from 'vitest';
import type {Translation} from 'outage-widgets/formats.js';
import {sourceAdapters} from '../../src/sources/adapters.js';

const values = [
  undefined,
  null,
  0,
  'x',
  [],
  {},
  {toString: 1},
  JSON.parse('{"__proto__": {"feed": "rss"}, "constructor": 1}'),
];
const members = ['title', 'link', 'updated', 'items', 'categories', 'id', 'published', 'body'];

/** A document of one kind with one member broken at a time, in itself or in its items. */
const garbage = values.flatMap((value) => [
  value,
  ...members.flatMap((member) => {
    const item = {id: 'a#b_123456789', title: 'x', [member]: value};
    const document = {feed: 'rss', link: 'https://status.aws.amazon.com/', items: [item, value]};
    return [
      document,
      {...document, title: 'Azure Status', link: ''},
      {...document, [member]: value},
    ];
  }),
]);

test('no adapter throws, whatever it is given', () => {
  for (const adapter of sourceAdapters) {
    for (const document of garbage) {
      expect(() => adapter.matches(document)).not.toThrow();
      expect(() => adapter.translate(document, {components: document})).not.toThrow();
    }
  }
});

test('nor is any of it well: only an empty channel of Azure is', () => {
  const levels = sourceAdapters
    .slice(0, 3)
    .flatMap((adapter) =>
      garbage
        .filter((document) => !adapter.matches(document))
        .map((document) => (adapter.translate(document, {}) as Translation).status?.ext.level),
    );
  expect(levels).not.toContain('operational');
});
