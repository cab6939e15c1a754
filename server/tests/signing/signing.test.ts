import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import {signedBy} from 'outage-widgets/signature.js';
import {createIncident} from '../../src/index.js';
import {createKey} from '../../src/signing/keys.js';
import {run, serveProgram} from '../support/program.js';
import {manualClock, startServer, temporaryDirectory} from '../support/server.js';
import {subscribe} from '../support/subscriber.js';

async function keyFile(id: string): Promise<{file: string; publicKey: string}> {
  const {secret, publicKey} = createKey(id);
  const file = join(await temporaryDirectory(), 'key.pem');
  await writeFile(file, secret);
  return {file, publicKey};
}

/** Rejects unless the reader of these keys believes the text. */
async function believe(keys: string, event: string, text: string): Promise<void> {
  await signedBy('require', keys, statuspage).verify!(event, text, Date.now());
}

test('the document and every event carry signatures that the widgets believe', async () => {
  const {file, publicKey} = await keyFile('acme/2026');
  const {url, feed, close} = await startServer({sign: [file]});
  const document = await (await fetch(`${url}/summary.json`)).text();
  await believe(publicKey, '', document);

  const subscriber = await subscribe(url);
  const snapshot = await subscriber.next();
  await feed.publish(createIncident({name: 'Payments fail'}));
  const news = await subscriber.next();
  await feed.beat();
  const beat = await subscriber.next();
  await close();
  const bye = await subscriber.next();
  for (const message of [snapshot, news, beat, bye]) {
    await believe(publicKey, message!.event, message!.text);
  }
  expect([snapshot, news, beat, bye].map((message) => message?.event)).toEqual([
    'snapshot',
    'snapshot',
    'beat',
    'bye',
  ]);
});

test('what stays readable for everybody else is the same document', async () => {
  const {file} = await keyFile('acme/2026');
  const {url} = await startServer({sign: [file]});
  const {page, ext} = await (await fetch(`${url}/summary.json`)).json();
  expect(page).toMatchObject({name: 'Acme'});
  expect(ext).toMatchObject({feed: 'acme', event: 'snapshot', rev: 1});
});

test('two keys sign while one replaces the other', async () => {
  const [old, young] = [await keyFile('acme/2025'), await keyFile('acme/2026')];
  const {url} = await startServer({sign: [old.file, young.file]});
  const text = await (await fetch(`${url}/feed`)).text();
  for (const {publicKey} of [old, young]) await believe(publicKey, '', text);
});

test('a snapshot file is signed as well', async () => {
  const {file, publicKey} = await keyFile('acme/2026');
  const snapshot = join(await temporaryDirectory(), 'acme.json');
  const {close} = await startServer({sign: [file], snapshot});
  await close();
  await believe(publicKey, '', await readFile(snapshot, 'utf8'));
});

test('the file of the feed holds no signature: it outlives its keys', async () => {
  const {file} = await keyFile('acme/2026');
  const {feed} = await startServer({sign: [file]});
  expect(await readFile(feed.file, 'utf8')).not.toContain('signature');
});

test('a document unchanged for a week is signed anew, also with silent sources', async () => {
  const {file, publicKey} = await keyFile('acme/2026');
  const clock = manualClock();
  const asOf = clock.now();
  const {url} = await startServer({sign: [file], clock: clock.now, asOf: () => asOf});
  clock.advance(7 * 24 * 3600);
  const text = await (await fetch(`${url}/summary.json`)).text();
  await signedBy('require', publicKey, statuspage).verify!('', text, clock.now());
  expect(JSON.parse(text).ext.generated_at).toBe(new Date(asOf).toISOString());
});

test('keys of two feeds, and files without a key, are refused in words', async () => {
  const [mine, theirs] = [await keyFile('acme/2026'), await keyFile('other/2026')];
  await expect(startServer({sign: [mine.file, theirs.file]})).rejects.toThrow(/acme and other/);
  const wrong = join(await temporaryDirectory(), 'wrong.pem');
  await writeFile(wrong, 'nothing');
  await expect(startServer({sign: [wrong]})).rejects.toThrow(/no key to sign with/);
});

test('keygen writes the secret for its owner alone, and prints what a page needs', async () => {
  const file = join(await temporaryDirectory(), 'acme.pem');
  const {code, output} = await run(['keygen', 'acme/2026', '--file', file]);
  expect(code).toBe(0);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const [, publicKey = ''] = /public {2}(\S+)/.exec(output) ?? [];
  const feed = join(await temporaryDirectory(), 'feed.json');
  const {url} = await serveProgram(['--file', feed, '--sign', file]);
  await believe(publicKey, '', await (await fetch(`${url}/summary.json`)).text());
});

test('keygen overwrites no key, and takes no name without a feed', async () => {
  const {file} = await keyFile('acme/2026');
  expect(await run(['keygen', 'acme/2026', '--file', file])).toMatchObject({code: 1});
  const {code, errors} = await run(['keygen', 'acme']);
  expect(code).toBe(2);
  expect(errors).toContain('<feed>/<key>');
});
