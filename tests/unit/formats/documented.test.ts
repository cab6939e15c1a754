// docs/formats.md, as a reader takes it: no name but those there are, none left out, and an example that works.
import {readFileSync} from 'node:fs';
import {expect, onTestFinished, test} from 'vitest';
import {sourceAdapters} from '../../../server/src/sources/adapters.ts';
import * as core from '../../../src/core.ts';
import type {FeedOptions} from '../../../src/core.ts';
import * as formats from '../../../src/formats.ts';
import {ManualClock} from '../../support/clock.ts';

const text = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8');
const rows = text.split('\n').filter((line) => /^\| `(?!format`)/.test(line));

test('its table has every format, and nothing else', () => {
  const names = new Set(rows.map((row) => /`([^`]+)`/.exec(row)![1]));
  const all = ['statuspage', ...sourceAdapters.map(({name}) => name)];
  expect([...names].sort()).toEqual(all.sort());
});

test('what only a relay knows is for a relay only', () => {
  const inBrowsers = new Set(['statuspage', ...formats.allAdapters.map(({name}) => name)]);
  for (const row of rows) {
    const [, name, , way] = row.split('|').map((cell) => cell.trim());
    if (!inBrowsers.has(name!.replaceAll('`', ''))) expect(way, row).toMatch(/^relay/);
  }
});

test('the pages of several documents it names are those of which a relay asks for more', () => {
  const [sentence] = /Some pages are several documents:[^.]+\./.exec(text)!;
  const named = sentence.replace(/\s+/g, ' ').match(/[A-Z][a-z]+(?: Kuma)?(?='s)/g)!;
  const ids = named.map((name) => name.toLowerCase().replace(' ', '-'));
  const several = sourceAdapters
    .filter(({companions}) => companions !== undefined)
    .map(({name}) => name.replace('-trust', ''));
  expect(ids.sort()).toEqual(several.sort());
});

test.each([
  [{Payments: 'red', Search: 'green'}, 'major'],
  [{Payments: 'green'}, 'operational'],
  [{Payments: 'mauve'}, 'unknown'],
  [{}, 'unknown'],
  [null, 'unknown'],
])('the example reads lights %j as %s', async (lights, level) => {
  const code = /```js\n(import[\s\S]+?)```/.exec(text)![1]!;
  const doors: Record<string, object> = {
    'outage-widgets/core.js': {
      ...core,
      openFeed: (options: FeedOptions) =>
        core.openFeed({
          ...options,
          clock: new ManualClock(),
          fetch: () => Promise.resolve(Response.json({lights})),
        }),
    },
    'outage-widgets/formats.js': formats,
  };
  const body = code.replace(
    /^import (\{.+\}) from '(.+)';$/gm,
    (_, names: string, door: string) => `const ${names} = doors['${door}'];`,
  );
  expect(body).not.toContain('import ');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('doors', 'console', `${body}; return feed;`) as (
    ...given: unknown[]
  ) => core.Feed;
  const printed: unknown[] = [];
  const feed = run(doors, {log: (word: unknown) => printed.push(word)});
  onTestFinished(() => feed.close());
  await feed.refresh();
  expect(printed.at(-1)).toBe(level);
});
