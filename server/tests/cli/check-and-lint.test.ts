import {spawnSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {goodDocument, imperfectFeed} from '../support/imperfect-feed.js';
import {run} from '../support/program.js';
import {temporaryDirectory} from '../support/server.js';

// The built command line, as a publisher sees it.

test('check ends with the verdict, and its exit code says the same', async () => {
  const good = await run(['check', await imperfectFeed()]);
  expect(good).toMatchObject({code: 0, errors: ''});
  expect(good.output).toMatch(/^passed {2}.*\n(.*\n)*Conforms\.\n$/);

  const weak = await run(['check', await imperfectFeed({documentHeaders: {etag: undefined}})]);
  expect(weak.code).toBe(0);
  expect(weak.output).toMatch(
    /\nshould {2}The document has no ETag\. .*\nConforms, with 1 recommendation\.\n$/,
  );

  const bad = await run(['check', await imperfectFeed({documentHeaders: {vary: undefined}})]);
  expect(bad.code).toBe(1);
  expect(bad.output).toMatch(
    /\nmust {4}"Vary: Accept" .*\nDoes not conform: one thing must be mended\.\n$/,
  );
});

test('check --json is for programs', async () => {
  const url = await imperfectFeed({documentHeaders: {vary: undefined}});
  const {code, output} = await run(['check', url, '--json']);
  const report = JSON.parse(output);
  expect(code).toBe(1);
  expect(report).toMatchObject({subject: url, good: false});
  expect(report.findings.at(-1)).toMatchObject({weight: 'must', rule: 'vary', section: '4.2'});
});

test('check asks from the page it is told', async () => {
  const origins = new Set<string | undefined>();
  const url = await imperfectFeed({
    answer: (request) => (origins.add(request.headers.origin), false),
  });
  await run(['check', url, '--origin', 'https://shop.example/cart']);
  expect([...origins]).toEqual(['https://shop.example']);
});

test('lint reads a file, standard input or an address', async () => {
  const file = `${await temporaryDirectory()}/summary.json`;
  await writeFile(file, JSON.stringify(goodDocument()));
  expect(await run(['lint', file])).toMatchObject({
    code: 0,
    output:
      'passed  The document is valid: 1 component, 0 incidents, 0 maintenances, 1 KiB.\nValid.\n',
  });
  const program = fileURLToPath(new URL('../../bin/outage-feed.js', import.meta.url));
  const piped = spawnSync(process.execPath, [program, 'lint', '-'], {input: '{', encoding: 'utf8'});
  expect(piped.status).toBe(1);
  expect(piped.stdout).toMatch(
    /^must .*not a JSON object.*\nNot valid: one thing must be mended\.\n$/,
  );
  expect((await run(['lint', await imperfectFeed()])).code).toBe(0);
});

test('lint says why there is nothing to read', async () => {
  const [missing, refused] = [
    await run(['lint', '/nowhere/summary.json']),
    await run(['lint', await imperfectFeed({status: 403})]),
  ];
  expect(missing).toMatchObject({
    code: 1,
    errors: '/nowhere/summary.json cannot be read: there is no such file.\n',
  });
  expect(refused.code).toBe(1);
  expect(refused.errors).toMatch(/ answers with status 403, not with a document\.\n$/);
});

test.each([
  [['check'], '"check" needs <url>. See: outage-feed check --help'],
  [['check', 'status.acme.example'], 'The address must be a URL like https://'],
  [['check', 'http://127.0.0.1', '--origin', 'app'], '--origin must be a URL like https://'],
  [['check', 'http://127.0.0.1', '--seconds', '0'], '--seconds takes a whole number from 1'],
  [['lint'], '"lint" needs <file, - or url>. See: outage-feed lint --help'],
])('%j is a mistake, explained, with exit code 2', async (args, message) => {
  const {code, output, errors} = await run(args);
  expect({code, output}).toEqual({code: 2, output: ''});
  expect(errors).toContain(message);
});
