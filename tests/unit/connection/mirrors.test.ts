import {describe, expect, test} from 'vitest';
import {createMirrors} from '../../../src/connection/mirrors.js';
import {FeedError} from '../../../src/model/errors.js';
import {ManualClock, settle} from '../../support/clock.js';
import {
  answerDocument,
  goOn,
  nextVisit,
  SECOND,
  start,
  tellAll,
  wait,
} from '../../support/connection.js';
import type {Run} from '../../support/connection.js';
import {native, whole} from '../model.js';

const MINUTE = 60 * SECOND;
const home = 'https://feed.example/feed';
const mirror = 'https://mirror.example/feed';
const third = 'https://third.example/feed';

const startTwo = (options: Parameters<typeof start>[0] = {}) =>
  start({urls: [home, mirror], ...options});

const refused = () => new FeedError('http', {status: 403});

async function fail(run: Run, error: Error = new FeedError('network')) {
  await settle();
  run.call.fail(error);
  await nextVisit(run);
  return run.call.url;
}

/** The stream goes on until the connection leaves it; the document asked for beside it ends too. */
async function goOnUntilLeft(run: Run) {
  const {call} = run;
  while (!call.over) await goOn(run, 15, 1, call);
  for (const beside of run.script.running()) beside.end();
  await settle();
}

describe('the addresses of a feed', () => {
  const create = (urls: string[], chance = 0.5) => {
    const clock = new ManualClock();
    return {clock, mirrors: createMirrors(urls, clock, () => chance)};
  };

  test('are asked in turn, each after one failed attempt', () => {
    const {mirrors} = create([home, mirror, third]);
    const asked = [];
    for (let failure = 0; failure < 5; failure++) {
      asked.push(mirrors.url);
      mirrors.next(true, 0);
    }
    expect(asked).toEqual([home, mirror, third, home, mirror]);
  });

  test('are not changed while the present one answers', () => {
    const {mirrors} = create([home, mirror]);
    for (let attempt = 0; attempt < 10; attempt++) expect(mirrors.next(false, 0)).toBe(false);
    expect(mirrors.url).toBe(home);
  });

  test('are passed over for as long as they sent us away', () => {
    const {mirrors, clock} = create([home, mirror]);
    mirrors.next(false, 5 * MINUTE);
    expect(mirrors.url).toBe(mirror);
    // The mirror fails, and home is closed: the mirror is the one that can be asked.
    expect(mirrors.next(true, 0)).toBe(false);
    clock.sleep(5 * MINUTE);
    expect(mirrors.next(true, 0)).toBe(true);
    expect(mirrors.url).toBe(home);
  });

  test('are passed over for no longer where the clock is set back by a day', () => {
    const {mirrors, clock} = create([home, mirror]);
    mirrors.next(false, 5 * MINUTE);
    clock.shift(-24 * 60 * MINUTE);
    const asked = [];
    for (let minute = 0; minute < 30; minute++) {
      clock.sleep(MINUTE);
      mirrors.next(true, 0);
      asked.push(mirrors.url);
    }
    expect(asked).toContain(home);
  });

  test('with only one, there is nowhere to go', () => {
    const {mirrors} = create([home]);
    for (let failure = 0; failure < 9; failure++) expect(mirrors.next(true, 1)).toBe(false);
    expect([mirrors.url, mirrors.homeAt]).toEqual([home, Infinity]);
  });

  test.each([
    [0, 5],
    [0.5, 10],
    [1, 15],
  ])('lead home after ten minutes, half of it more or less (%f)', (chance, minutes) => {
    const {mirrors, clock} = create([home, mirror], chance);
    mirrors.next(true, 1);
    expect(mirrors.url).toBe(mirror);
    expect(mirrors.homeAt - clock.now()).toBe(minutes * MINUTE);
    clock.sleep(minutes * MINUTE - 1);
    expect(mirrors.next(false, 0)).toBe(false);
    clock.sleep(1);
    expect(mirrors.next(false, 0)).toBe(true);
    expect([mirrors.url, mirrors.homeAt]).toEqual([home, Infinity]);
    // A failure sends it back.
    expect(mirrors.next(true, 0)).toBe(true);
    expect(mirrors.url).toBe(mirror);
  });
});

describe('a feed with a mirror', () => {
  test('is asked there after one failed attempt, and after a refusal', async () => {
    expect(await fail(startTwo())).toBe(mirror);
    expect(await fail(startTwo(), refused())).toBe(mirror);
  });

  test('is asked where it was after the machine was offline, which says nothing of its host', async () => {
    expect(await fail(startTwo(), new FeedError('offline'))).toBe(home);
  });

  test('is read from the stream that an old document names, before a mirror is asked', async () => {
    const run = startTwo();
    const longAgo = run.clock.now() - 60 * MINUTE;
    await answerDocument(run, {generatedAt: longAgo, stream: '/stream'});
    expect(run.level).toBe('unknown');
    await nextVisit(run);
    expect(run.call.url).toBe('https://feed.example/stream');
  });

  test('is asked once more where its stream lived, and then at the mirror', async () => {
    const run = startTwo();
    await tellAll(run, 7);
    await goOn(run, 120, 7);
    expect(await fail(run)).toBe(home);
    expect(await fail(run)).toBe(mirror);
  });

  test('leaves an address whose stream is cut again and again', async () => {
    const run = startTwo();
    await tellAll(run, 7);
    expect(await fail(run)).toBe(home);
    await tellAll(run, 7);
    expect(await fail(run)).toBe(mirror);
  });

  test('asks a mirror as soon as a feed that was cut, and opens its stream at once', async () => {
    const run = startTwo({random: () => 0.999});
    await tellAll(run);
    await goOn(run, 120, 1);
    run.call.fail(new FeedError('network'));
    expect(await wait(run)).toBeLessThanOrEqual(15);
    await nextVisit(run);
    run.call.fail(new FeedError('network'));
    expect(await wait(run)).toBeLessThanOrEqual(15);
    await nextVisit(run);
    expect(run.call.url).toBe(mirror);
    await answerDocument(run, {stream: '/stream'});
    expect(await wait(run)).toBeLessThanOrEqual(2);
    await nextVisit(run);
    expect(run.call.url).toBe('https://mirror.example/stream');
  });

  test('waits longer and longer where every address fails', async () => {
    const run = startTwo({random: () => 0.999});
    const waits = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      await settle();
      run.call.fail(new FeedError('network'));
      waits.push(Math.round(await wait(run)));
      await nextVisit(run);
    }
    expect(waits).toEqual([15, 35, 35, 65, 65, 120, 120, 120]);
  });

  test('forgets at a mirror how narrow a spread the feed named', async () => {
    const run = startTwo({random: () => 0.999});
    await tellAll(run);
    run.call.send({type: 'retry', ms: SECOND});
    await goOn(run, 120, 1);
    run.call.fail(new FeedError('network'));
    expect(await wait(run)).toBeCloseTo(1, 1);
    await nextVisit(run);
    run.call.fail(new FeedError('network'));
    expect(await wait(run)).toBeCloseTo(15, 1);
  });

  test('stays there while it answers, with what another address knows nothing of left out', async () => {
    const run = startTwo();
    await tellAll(run, 7);
    run.call.fail(new FeedError('network'));
    await nextVisit(run);
    expect(run.call.lastEventId).toBe('7');
    await fail(run);
    expect(run.call).toMatchObject({url: mirror, lastEventId: ''});
    await tellAll(run, 8);
    run.call.end();
    await nextVisit(run);
    expect(run.call).toMatchObject({url: mirror, lastEventId: '8'});
  });

  test.each([
    [0.001, 5],
    [0.5, 10],
    [0.999, 15],
  ])('returns home after ten minutes, half of it more or less (%f)', async (chance, minutes) => {
    const run = startTwo({random: () => chance});
    const began = run.clock.now();
    await fail(run);
    await tellAll(run);
    await goOnUntilLeft(run);
    const stayed = run.clock.now() - began;
    expect(Math.abs(stayed - minutes * MINUTE)).toBeLessThanOrEqual(20 * SECOND);
    expect(run.wait).toBeLessThan(2 * SECOND);
    await nextVisit(run);
    expect(run.call).toMatchObject({url: home, lastEventId: '', accept: 'any'});
  });

  test('goes back to the mirror at the first failure at home, and not before', async () => {
    const run = startTwo();
    await fail(run);
    await tellAll(run);
    await goOnUntilLeft(run);
    await nextVisit(run);
    expect(run.call.url).toBe(home);
    const began = run.clock.now();
    expect(await fail(run)).toBe(mirror);
    expect(run.clock.now() - began).toBeLessThan(15 * SECOND);
  });

  test('polls a mirror too, and comes home from it', async () => {
    const run = startTwo();
    await fail(run);
    for (let minute = 0; run.call.url === mirror; minute++) {
      expect(minute).toBeLessThan(12);
      await answerDocument(run);
      await nextVisit(run);
    }
    expect(run.call).toMatchObject({url: home, accept: 'any'});
  });

  test('ignores an older document there, and leaves a mirror that has nothing newer', async () => {
    const run = startTwo();
    await tellAll(run, 5, {maxStaleSeconds: 60});
    const generatedAt = run.clock.now();
    run.call.fail(new FeedError('network'));
    await nextVisit(run);
    await fail(run);
    for (let visit = 0; run.call.url === mirror; visit++) {
      expect(visit, 'visits of a mirror that knows nothing').toBeLessThan(5);
      await settle();
      run.call.open('document');
      run.call.message(
        whole({page: {level: 'major'}, revision: native(4, {generatedAt, maxStaleSeconds: 60})}),
      );
      run.call.end();
      await settle();
      expect(run.level).not.toBe('major');
      await nextVisit(run);
    }
    expect(run.call.url).toBe(home);
  });

  test('leaves a stream on a mirror that brings bytes and never news', async () => {
    const run = startTwo();
    await fail(run);
    for (let visit = 0; run.call.url === mirror; visit++) {
      expect(visit, 'visits of a mirror that starves').toBeLessThan(3);
      await settle();
      run.call.open('stream');
      const {call} = run;
      call.alive();
      while (!call.over) await goOn(run, 15, undefined, call);
      await nextVisit(run);
    }
    expect(run.call.url).toBe(home);
  });

  test('forgets the stream of the address it leaves', async () => {
    const run = startTwo();
    await answerDocument(run, {stream: '/stream'});
    await nextVisit(run);
    expect(run.call.url).toBe('https://feed.example/stream');
    expect(await fail(run)).toBe(home);
    expect(await fail(run)).toBe(mirror);
    await answerDocument(run, {stream: '/stream'});
    await nextVisit(run);
    expect(run.call.url).toBe('https://mirror.example/stream');
  });
});

test('a stream that refuses shuts off no document that names it', async () => {
  const run = start({urls: [home]});
  await answerDocument(run, {stream: '/stream'});
  await nextVisit(run);
  run.call.fail(refused());
  for (let poll = 0; poll < 5; poll++) {
    expect(await wait(run)).toBeLessThan(90);
    await nextVisit(run);
    expect(run.call.url).toBe(home);
    await answerDocument(run, {stream: '/stream'});
  }
});

test('a document saves the day where no stream comes, and a stream is tried again', async () => {
  const run = start({urls: [home]});
  for (let visit = 0; visit < 3; visit++) await fail(run);
  expect(run.call.accept).toBe('document');
  await answerDocument(run);
  expect(run.level).toBe('operational');
  await nextVisit(run);
  expect(run.call.accept).toBe('any');
  await tellAll(run);
  expect(run.phases.at(-1)).toBe('live');
});

describe('where every host refuses', () => {
  /** When each was asked, in seconds from the start. */
  const times = (run: Run, asked: readonly (readonly [string, number])[]) =>
    run.script.calls
      .map(({url}) => url)
      .filter((url, index, all) => all.indexOf(url) === index)
      .map((url) => asked.filter(([one]) => one === url).map(([, at]) => at));

  test('each is asked soon, and then left alone for ten minutes', async () => {
    const run = start({urls: [home, mirror, third]});
    const began = run.clock.now();
    const asked: [string, number][] = [];
    for (let visit = 0; visit < 9; visit++) {
      await settle();
      asked.push([run.call.url, (run.clock.now() - began) / SECOND]);
      run.call.fail(refused());
      await nextVisit(run);
    }
    expect(asked.slice(0, 3).map(([url]) => url)).toEqual([home, mirror, third]);
    expect(asked[2]![1]).toBeLessThan(120);
    for (const at of times(run, asked)) {
      for (let index = 1; index < at.length; index++) {
        expect(at[index]! - at[index - 1]!).toBeGreaterThanOrEqual(600);
      }
    }
  });

  test('and nobody who looks again changes that', async () => {
    const run = startTwo();
    await fail(run, refused());
    const {length} = run.script.calls;
    run.call.fail(refused());
    await settle();
    const seconds = await wait(run);
    expect(seconds).toBeGreaterThan(300);
    for (let look = 0; look < seconds / 20 - 1; look++) {
      run.connection.reconnectSoon();
      await run.clock.advance(20 * SECOND);
    }
    expect(run.script.calls).toHaveLength(length);
  });
});
