// A publisher, two nodes of Nchan and one Redis, and readers of many kinds.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished} from 'vitest';
import {startFeed} from '../../support/feed-process.mjs';
import {seededRandom} from '../../support/random.mjs';
import type {Clock} from '../../../dist/core.js';
import {publisherArguments, startNode} from './node.ts';
import type {Node} from './node.ts';
import {freePorts, newFolder, startRedis} from './processes.ts';
import {openReader} from './reader.ts';
import type {Reader} from './reader.ts';

export const soon = {timeout: 30_000, interval: 25};

/** Seconds; the least that is allowed, so that green expires in a test's time. */
export const maxStale = 30;

/** What readers run on. */
interface Surroundings {
  /** Chance, for a reader by his number. Default: at its quicker end, for the spread has a test of its own. */
  readonly random?: (index: number) => () => number;
  readonly clock?: Clock;
}

function quickChance(index: number): () => number {
  const random = seededRandom(index);
  return () => random() * 0.02;
}

/**
 * Two nodes and one Redis that nobody has published to.
 * @param maxSubscribers of each node. Default: as deployed.
 */
export async function startEdge(maxSubscribers?: number) {
  const [redisPort, feedPort, ...nodePorts] = (await freePorts(6)) as [number, number, ...number[]];
  const snapshots = join(newFolder(), 'public');
  mkdirSync(snapshots);
  let redis = await startRedis(redisPort);
  const [a, b] = (await Promise.all(
    // Only the first has the file; the other asks the publisher.
    [snapshots, undefined].map((folder, index) =>
      startNode({
        publicPort: nodePorts[2 * index]!,
        publishPort: nodePorts[2 * index + 1]!,
        redisPort,
        feedPort,
        ...(folder !== undefined && {snapshots: folder}),
        ...(maxSubscribers !== undefined && {maxSubscribers}),
      }),
    ),
  )) as [Node, Node];
  const publishers = [1, 3].map((index) => `http://127.0.0.1:${nodePorts[index]}/pub/acme`);
  onTestFinished(async () => {
    await Promise.all([a.kill(), b.kill()]);
    await redis.kill();
    expect([...a.crashes(), ...b.crashes()]).toEqual([]);
  });
  return {
    a,
    b,
    feedPort,
    snapshots,
    publishers,
    killRedis: () => redis.kill(),
    /** With nothing in it. */
    async startRedisAgain() {
      redis = await startRedis(redisPort);
    },
  };
}

export async function startWorld() {
  const edge = await startEdge();
  const {a, b, feedPort, snapshots, publishers} = edge;
  const file = join(newFolder(), 'feed.json');
  const args = publisherArguments({
    '/var/lib/outage-feed/feed.json': file,
    '/var/lib/outage-feed/public': snapshots,
    'http://127.0.0.1:8081/pub/acme': publishers.join('|'),
  });
  const quick = ['--beat', '1', '--max-stale', `${maxStale}`];
  const feed = await startFeed({port: feedPort, file, args: [...args, ...quick]});
  const readers: Reader[] = [];
  onTestFinished(async () => {
    for (const reader of readers) reader.close();
    await feed.stop();
  });

  return {
    ...edge,
    feed,
    /** Readers whose first address is one node and whose mirror is the other, half of them each way. */
    open(count: number, {random = quickChance, clock}: Surroundings = {}): readonly Reader[] {
      const opened = Array.from({length: count}, (_, index) => {
        const urls = index % 2 ? [b.document, a.document] : [a.document, b.document];
        return openReader(urls, random(index), clock);
      });
      readers.push(...opened);
      return opened;
    },
    /** An incident that breaks payments; resolves with its id. */
    async breakPayments(): Promise<string> {
      const components = [{id: 'payments', status: 'major_outage'}];
      const body = {name: 'Payments fail', impact: 'major', components};
      return ((await feed.send('POST', '/incidents', body)) as {id: string}).id;
    },
    async rev(): Promise<number> {
      return (await health(feed.url)).rev;
    },
    hubs: async () => (await health(feed.url)).hubs,
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

interface Health {
  readonly rev: number;
  readonly hubs: readonly {readonly told?: number; readonly failures: number}[];
}

async function health(url: string): Promise<Health> {
  return (await fetch(`${url}/healthz`)).json() as Promise<Health>;
}

/** All of them hold this rev, and show it. */
export function allHold(readers: readonly Reader[], rev: number, level: string): Promise<void> {
  return expect
    .poll(() => readers.map(({sights}) => `${sights.at(-1)?.rev} ${sights.at(-1)?.level}`), soon)
    .toEqual(readers.map(() => `${rev} ${level}`));
}

/** All of them have their news from a stream. */
export function allLive(readers: readonly Reader[]): Promise<void> {
  return expect
    .poll(() => readers.map(({state}) => state().connection), soon)
    .toEqual(readers.map(() => 'live'));
}
