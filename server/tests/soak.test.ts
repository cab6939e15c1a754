import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {FeedDocument} from '../src/index.js';
import {serveProgram} from './support/program.js';
import {createPublisher} from './support/publisher.js';
import {temporaryDirectory} from './support/server.js';
import {subscribe} from './support/subscriber.js';

/** OUTAGE_FEED_SEED=7 plays another schedule of kills. */
const seed = process.env['OUTAGE_FEED_SEED'] ?? '1';
const publishes = 10_000;
/** Acknowledged publishes from one start to the next kill. */
const leastLife = 150;
const mostLife = 550;
/**
 * The time of one publish, in milliseconds. The kill comes at a random moment of it. Only the
 * moment depends on the clock, and no assertion does.
 */
const publishMs = 4;
/** A kill takes the process and not the disk, so the file is in memory where that is possible. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

test(`${publishes} publishes under kill -9: seed ${seed}`, {timeout: 300_000}, async () => {
  const random = seededRandom(seed);
  const file = join(await temporaryDirectory(place), 'feed.json');
  const publishers = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((name) =>
    createPublisher(name.toLowerCase()),
  );
  const components = publishers.map(({component}) => component).join();
  const acknowledged = (): number =>
    publishers.reduce((sum, publisher) => sum + publisher.acknowledged(), 0);
  const countIn = (document: FeedDocument, component: string): number =>
    Number(document.components.find(({id}) => id === component)?.description ?? 0);

  /** Every publish raises one count and the rev, so the counts add up to it; rev 1 is the start. */
  function expectWhole(document: FeedDocument): void {
    const counts = publishers.map(({component}) => countIn(document, component));
    expect(counts.reduce((sum, count) => sum + count, 1)).toBe(document.ext.rev);
  }

  /** What is on disk after a kill: all that was acknowledged, and at most what was on its way. */
  async function readKilled(): Promise<FeedDocument> {
    const {document} = JSON.parse(await readFile(file, 'utf8')) as {document: FeedDocument};
    expectWhole(document);
    for (const {component, acknowledged: countOf} of publishers) {
      const lost = countOf() - countIn(document, component);
      expect([0, -1], `of the last two of ${component}`).toContain(lost);
    }
    return document;
  }

  let kills = 0;
  let held: FeedDocument | undefined;
  let seen = 0;
  let lastEventId: string | undefined;
  while (acknowledged() < publishes) {
    const {url, child, exited} = await serveProgram(['--file', file, '--components', components]);
    const reader = await subscribe(url, lastEventId);
    const listen = async (): Promise<void> => {
      for (let isFirst = true; ; isFirst = false) {
        const event = await reader.next();
        if (event === undefined) return;
        lastEventId = event.id;
        const {rev} = event.data.ext;
        // A killed server has lost its messages, so a subscriber who resumes may skip to the
        // newest.
        if (event.event === 'beat' || (isFirst && rev === seen)) expect(rev).toBe(seen);
        else if (isFirst) expect(rev).toBeGreaterThan(seen);
        else expect(rev).toBe(seen + 1);
        if (event.event === 'snapshot') expectWhole(event.data);
        seen = rev;
      }
    };
    const listened = listen().catch((error: Error) => error);

    const life = leastLife + Math.floor(random() * (mostLife - leastLife));
    const end = Math.min(acknowledged() + life, publishes);
    let killed: Promise<void> | undefined;
    const kill = async (): Promise<void> => {
      await pause(random() * publishMs);
      child.kill('SIGKILL');
    };
    const more = (): boolean => {
      if (acknowledged() >= end) killed ??= kill();
      return true;
    };
    const start = held;
    await Promise.all(
      publishers.map((publisher) =>
        publisher.publishTo(url, start ? countIn(start, publisher.component) : 0, more),
      ),
    );
    await killed;
    await exited;
    kills += 1;
    expect(await listened).toMatchObject({message: 'terminated'});
    const found = await readKilled();
    if (held !== undefined) expect(found.ext.epoch).toBe(held.ext.epoch);
    // Nobody has been told what is not on disk.
    expect(seen).toBeLessThanOrEqual(found.ext.rev);
    held = found;
  }

  expect(kills).toBeGreaterThanOrEqual(24);
  const {url} = await serveProgram(['--file', file, '--components', components]);
  const served = (await (await fetch(`${url}/summary.json`)).json()) as FeedDocument;
  expect(served.components).toEqual(held?.components);
  expect(served.ext).toMatchObject({epoch: held?.ext.epoch, rev: held?.ext.rev});
});

/** Returns repeatable random numbers from 0 to 1. */
function seededRandom(source: string): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(`${source} ${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
}
