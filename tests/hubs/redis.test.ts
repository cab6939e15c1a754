// Several outage-feed processes that stay in step through one Redis.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {subscribe} from '../../server/tests/support/subscriber.ts';
import {startFeed} from '../support/feed-process.mjs';
import {freePorts, newFolder, startRedis} from './support/processes.ts';
import {soon} from './support/world.ts';

type Feed = Awaited<ReturnType<typeof startFeed>>;

async function startShared(feeds: number) {
  const [port] = (await freePorts(1)) as [number];
  const folder = newFolder();
  let redis = await startRedis(port);
  onTestFinished(() => redis.kill());
  async function enter(name: string, ...args: readonly string[]): Promise<Feed> {
    const hub = ['--hub', `redis=redis://127.0.0.1:${port}/0`, '--beat', '1', '--max-stale', '30'];
    const feed = await startFeed({file: join(folder, `${name}.json`), args: [...hub, ...args]});
    onTestFinished(() => feed.stop());
    return feed;
  }
  const first: Feed[] = [];
  // At once: of all that find nothing one begins, and the others take what it made.
  first.push(...(await Promise.all(Array.from({length: feeds}, (_, index) => enter(`${index}`)))));
  return {
    feeds: first,
    enter,
    fileOf: (name: string) => join(folder, `${name}.json`),
    killRedis: () => redis.kill(),
    async startRedisAgain() {
      redis = await startRedis(port);
    },
  };
}

const extOf = async ({url}: Feed) => (await documentOf(url)).ext;

async function documentOf(url: string) {
  return (await fetch(`${url}/summary.json`)).json() as Promise<{
    ext: {epoch: string; rev: number; generated_at: string};
    incidents: {name: string}[];
  }>;
}

function post({url}: Feed, name: string): Promise<Response> {
  return fetch(`${url}/incidents`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({name}),
  });
}

/** All of them say the same, of this rev. */
async function inStep(feeds: readonly Feed[], rev: number): Promise<void> {
  const [first] = feeds as [Feed];
  await expect
    .poll(async () => Promise.all(feeds.map(async (feed) => (await extOf(feed)).rev)), soon)
    .toEqual(feeds.map(() => rev));
  const {incidents, ext} = await documentOf(first.url);
  for (const {url} of feeds) {
    const other = await documentOf(url);
    expect(other.incidents).toEqual(incidents);
    expect(other.ext.epoch).toBe(ext.epoch);
  }
}

test('what one publishes all tell, under the same id, and a reader resumes at any', async () => {
  const {feeds, enter} = await startShared(2);
  const [one, two] = feeds as [Feed, Feed];
  await inStep(feeds, 1);
  const subscriber = await subscribe(two.url);
  expect((await subscriber.next())?.data.ext.rev).toBe(1);
  const answer = await post(one, 'Payments fail');
  expect(answer.status).toBe(201);
  let news = await subscriber.next();
  while (news?.event === 'beat') news = await subscriber.next();
  expect(news).toMatchObject({event: 'snapshot', data: {incidents: [{name: 'Payments fail'}]}});
  const {epoch} = await extOf(one);
  expect(news?.id).toBe(`${epoch}.2`);

  await post(two, 'Exports fail');
  await inStep(feeds, 3);
  const back = await subscribe(one.url, news?.id);
  expect(await back.next()).toMatchObject({event: 'snapshot', id: `${epoch}.3`});

  // One that comes later, with nothing on its disk.
  await inStep([...feeds, await enter('late')], 3);
});

test('all publish at once and one is killed: what was acknowledged is kept, in one order', async () => {
  const {feeds, enter} = await startShared(3);
  const [victim, ...rest] = feeds as [Feed, Feed, Feed];
  const acknowledged: string[] = [];
  const publishing = feeds.map(async (feed, index) => {
    for (let count = 0; count < 15; count++) {
      const name = `${index}-${count}`;
      if (feed === victim && count === 5) await victim.kill();
      const answer = await post(feed, name).catch(() => undefined);
      if (answer?.status === 201) acknowledged.push(name);
    }
  });
  await Promise.all(publishing);
  expect(acknowledged).toHaveLength(35);
  await inStep(rest, 36);
  const {incidents} = await documentOf(rest[0].url);
  expect(incidents.map(({name}) => name).sort()).toEqual(acknowledged.sort());

  // Its own file is behind, and it takes what the others know.
  const again = await enter('0');
  await inStep([...rest, again], 36);
  expect((await post(again, 'Once more')).status).toBe(201);
  await inStep([...rest, again], 37);
});

test('Redis dies and comes back empty: no proof of life, no publish, and then all goes on', async () => {
  const {feeds, killRedis, startRedisAgain} = await startShared(2);
  const [one, two] = feeds as [Feed, Feed];
  await post(one, 'Payments fail');
  await inStep(feeds, 2);
  const {epoch} = await extOf(one);
  const subscriber = await subscribe(two.url);
  const heard: unknown[] = [];
  const listening = (async () => {
    for (let news; (news = await subscriber.next());) heard.push(news.data);
  })().catch(() => undefined);
  await expect.poll(() => heard.length, soon).toBeGreaterThan(1);

  await killRedis();
  const refused = await post(one, 'Lost');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await refused.json()).toMatchObject({
    error: expect.stringMatching(/^Redis at .* does not answer/),
  });
  await expect.poll(() => failuresOf(two), soon).toBeGreaterThan(0);
  const told = heard.length;
  const proof = await proofOf(two, `${epoch}.2`);
  await expect.poll(() => failuresOf(two), soon).toBeGreaterThan(2);
  // Two beats are due and none came; readers are served, with the time of the last proof.
  expect(heard).toHaveLength(told);
  expect(await proofOf(two, `${epoch}.2`)).toBe(proof);
  const newcomer = await subscribe(two.url);
  expect(await newcomer.next()).toMatchObject({event: 'snapshot', data: {ext: {rev: 2}}});

  await startRedisAgain();
  await expect.poll(async () => (await post(two, 'It goes on')).status, soon).toBe(201);
  await inStep(feeds, 3);
  expect((await extOf(one)).epoch).toBe(epoch);
  expect(Date.parse(await proofOf(two, `${epoch}.3`))).toBeGreaterThan(Date.parse(proof));
  expect(await failuresOf(two)).toBe(0);
  // The same old connection hears of it.
  await expect.poll(() => heard.at(-1), soon).toMatchObject({ext: {rev: 3}});
  subscriber.leave();
  await listening;
});

/** Up to when a process says that it knows: the beat for a reader who missed nothing. */
async function proofOf({url}: Feed, lastEventId: string): Promise<string> {
  const subscriber = await subscribe(url, lastEventId);
  const beat = await subscriber.next();
  subscriber.leave();
  expect(beat?.event).toBe('beat');
  return beat?.data.ext.generated_at as string;
}

async function failuresOf({url}: Feed): Promise<number> {
  const {hubs} = (await (await fetch(`${url}/healthz`)).json()) as {hubs: {failures: number}[]};
  return hubs[0]!.failures;
}

test('a file of another feed is refused, and left alone', async () => {
  const {feeds, enter, fileOf} = await startShared(1);
  const stranger = await startFeed({file: fileOf('stranger')});
  await stranger.stop();
  const before = await readFile(fileOf('stranger'), 'utf8');
  await expect(enter('stranger')).rejects.toThrow(/ended with 1: .* and Redis holds epoch/s);
  expect(await readFile(fileOf('stranger'), 'utf8')).toBe(before);
  // Unless it is said that it counts.
  const renewed = await enter('stranger', '--new-epoch');
  await inStep([...feeds, renewed], 2);
});

test('a backup that is restored with a new epoch counts for all', async () => {
  const {feeds, enter, fileOf} = await startShared(2);
  const [one, two] = feeds as [Feed, Feed];
  await post(one, 'Before the backup');
  await inStep(feeds, 2);
  const backup = await readFile(fileOf('0'), 'utf8');
  await post(one, 'A mistake');
  await inStep(feeds, 3);
  await one.stop();
  await writeFile(fileOf('0'), backup);
  const restored = await enter('0', '--new-epoch');
  await inStep([restored, two], 4);
  const {incidents} = await documentOf(two.url);
  expect(incidents.map(({name}) => name)).toEqual(['Before the backup']);
});
