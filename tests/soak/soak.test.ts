// Three tabs live through a week with thousands of events and faults. Listeners, timers, channels,
// locks and heap end where they began. The tabs are three frames of one origin: they share locks,
// channels and storage as tabs do.
import {afterAll, beforeAll, expect, test} from 'vitest';
import {countLocks, listeners, memory} from './remains.ts';
import {createWeek, DAY, MINUTE} from './week.ts';
import {startWorld, TABS} from './world.ts';
import type {World} from './world.ts';

const SEED = 1;
const EVENTS_A_DAY = 450;
/** All that is held some time after the last event. */
const SETTLED = {timers: 0, attempts: 0, channels: 0, calls: 0, locks: 0};
/**
 * Bytes by which the heap may grow from the end of the first day to that of the last: engines compile
 * more of what runs often. It is about half of this, most of it on the second day.
 */
const HEAP_GROWTH = 1_000_000;
/**
 * Nodes and listeners of any object by which two days may differ. Browsers free them in their own
 * time, and vary by a fifth of this.
 */
const SLACK = 100;

let world: World;

beforeAll(async () => {
  world = await startWorld(SEED);
});
afterAll(() => world?.stop());

/** Counts all that tabs, browser and servers hold. */
async function held() {
  const {tabs} = world.answer();
  const sum = (name: 'timers' | 'attempts' | 'channels') =>
    tabs.reduce((total, tab) => total + tab[name], 0);
  return {
    timers: sum('timers'),
    attempts: sum('attempts'),
    channels: sum('channels'),
    calls: world.calls().length,
    locks: await countLocks(world),
  };
}

test('a week of tabs, faults and sleep leaves nothing behind', {timeout: 300_000}, async () => {
  const week = createWeek(world);
  const before = await listeners(world);
  // The voice for screen readers is made with the first news, once for each page, and stays.
  const after = [...before, ...Array<string>(TABS).fill('document visibilitychange')].sort();
  const nights: Awaited<ReturnType<typeof memory>>[] = [];
  for (let day = 1; day <= 7; day++) {
    await week.live(EVENTS_A_DAY / 2);
    await week.leave(90 * MINUTE);
    await week.live(EVENTS_A_DAY / 2);
    if (day % 3 === 2) await week.read(75 * MINUTE);
    await week.clear();
    expect(await held(), `on day ${day}`).toEqual(SETTLED);
    expect(await listeners(world), `on day ${day}`).toEqual(after);
    nights.push(await memory(world));
    await week.leave(day * DAY - world.elapsed());
  }

  const {mostStreams, mostTimers, rests} = week.watch.figures();
  const words = nights.map(({heap}) => `${(heap / 1_000_000).toFixed(2)} MB`).join(', ');
  console.log(
    `${week.events()} events, heap ${words}, ${mostTimers} timers in a tab, ${rests} rests`,
  );
  expect([...week.watch.broken]).toEqual([]);
  expect(await world.complaints()).toEqual([]);
  expect(week.events()).toBeGreaterThanOrEqual(3_000);
  expect(mostStreams).toBe(1);
  expect(rests).toBeGreaterThan(100);
  const [first, last] = [nights[0]!, nights.at(-1)!];
  expect(last.heap - first.heap, words).toBeLessThan(HEAP_GROWTH);
  expect(last.nodes - first.nodes).toBeLessThan(SLACK);
  expect(last.listeners - first.listeners).toBeLessThan(SLACK);
});
