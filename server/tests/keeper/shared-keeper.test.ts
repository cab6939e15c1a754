import {join} from 'node:path';
import {expect, test} from 'vitest';
import {OutageFeedError, createIncident} from '../../src/index.js';
import {applyChange} from '../../src/feed-state.js';
import {withDefaults} from '../../src/feed-options.js';
import {openSharedKeeper} from '../../src/keeper/shared-keeper.js';
import {revOf} from '../../src/keeper/shared-state.js';
import type {SharedState} from '../../src/keeper/shared-state.js';
import {openStore} from '../../src/store/store.js';
import type {FeedState} from '../../src/store/store.js';
import {manualClock, temporaryDirectory} from '../support/server.js';

/** Redis as far as processes see it. */
function commonState() {
  let held: FeedState | undefined;
  let isUp = true;
  const answer = <Value>(make: () => Value): Promise<Value> =>
    isUp
      ? Promise.resolve(structuredClone(make()))
      : Promise.reject(new OutageFeedError('hub-failed', 'It does not answer.'));
  const same = (state: FeedState): boolean => JSON.stringify(state) === JSON.stringify(held);
  const shared: SharedState = {
    read: () => answer(() => held),
    replace: (before, next) => answer(() => same(before) && put(next)),
    refill: (state) =>
      answer(() => (held === undefined || revOf(held) < revOf(state)) && put(state)),
    close: () => Promise.resolve(),
  };
  function put(state: FeedState): true {
    held = structuredClone(state);
    return true;
  }
  return {
    shared,
    lose: (state?: FeedState) => void (held = state),
    held: () => held,
    set up(value: boolean) {
      isUp = value;
    },
  };
}

async function enter(shared: SharedState, clock = manualClock()) {
  const said: unknown[] = [];
  const file = join(await temporaryDirectory(), 'feed.json');
  const report = (error: unknown): void => void said.push(error);
  const settings = withDefaults({file, page: 'Acme', clock: clock.now, report});
  const store = await openStore(file);
  const told: number[] = [];
  const toldAsOf: number[] = [];
  const keeper = await openSharedKeeper(shared, store, settings, (state) => {
    told.push(revOf(state));
    toldAsOf.push(keeper.asOf());
  });
  const publish = (name: string): Promise<void> =>
    keeper.change((state) => applyChange(state, createIncident({name}), settings).state);
  const names = () => keeper.state().document.incidents.map((incident) => incident.name);
  return {keeper, publish, names, told, toldAsOf, said, clock};
}

test('a change that comes second is made again on what the first one left', async () => {
  const common = commonState();
  const [one, two] = [await enter(common.shared), await enter(common.shared)];
  await one.publish('first');
  await two.publish('second');
  expect(two.names()).toEqual(['second', 'first']);
  expect(two.told).toEqual([2, 3]);
  await one.keeper.confirm();
  expect(one.names()).toEqual(['second', 'first']);
});

test('a change is told with the time of its own proof, not of the one before', async () => {
  const common = commonState();
  const [one, two] = [await enter(common.shared), await enter(common.shared)];
  one.clock.advance(50);
  two.clock.advance(50);
  await one.publish('first');
  await two.keeper.confirm();
  expect([one.toldAsOf, two.toldAsOf]).toEqual([[one.clock.now()], [two.clock.now()]]);
});

test('who finds it empty refills it; who finds it older does too', async () => {
  const common = commonState();
  const one = await enter(common.shared);
  const {epoch} = one.keeper.state().document.ext;
  const yesterday = common.held();
  await one.publish('first');
  common.lose(yesterday);
  await one.keeper.confirm();
  expect(revOf(common.held()!)).toBe(2);
  common.lose();
  await one.publish('second');
  expect(one.names()).toEqual(['second', 'first']);
  expect(common.held()!.document.ext).toMatchObject({epoch, rev: 3});
});

test('a newcomer who began anew in an emptied Redis does not hide what others know', async () => {
  const common = commonState();
  const one = await enter(common.shared);
  await one.publish('first');
  common.lose();
  const newcomer = await enter(common.shared);
  expect(newcomer.names()).toEqual([]);
  await one.keeper.confirm();
  await newcomer.keeper.confirm();
  expect(newcomer.names()).toEqual(['first']);
  expect(one.told).toEqual([2]);
});

test('two states of one rev end in a new epoch, which readers of either take', async () => {
  const common = commonState();
  const [one, two] = [await enter(common.shared), await enter(common.shared)];
  const {epoch} = one.keeper.state().document.ext;
  const before = common.held();
  await one.publish('lost');
  // Redis wakes without it, and another process publishes first.
  common.lose(before);
  await two.publish('kept');
  one.clock.advance(1);
  await one.keeper.confirm();
  expect(one.names()).toEqual(['kept']);
  expect(one.keeper.state().document.ext.epoch).not.toBe(epoch);
  await two.keeper.confirm();
  expect(two.keeper.state()).toEqual(one.keeper.state());
});

test('out of reach nothing is published or proved, and it is said once', async () => {
  const common = commonState();
  const one = await enter(common.shared);
  one.clock.advance(10);
  await one.keeper.confirm();
  const proved = one.keeper.asOf();
  expect(proved).toBe(one.clock.now());
  common.up = false;
  one.clock.advance(10);
  await expect(one.publish('refused')).rejects.toMatchObject({code: 'hub-failed'});
  await expect(one.keeper.confirm()).rejects.toMatchObject({code: 'hub-failed'});
  expect(one.keeper.asOf()).toBe(proved);
  expect(one.names()).toEqual([]);
  expect(one.said).toHaveLength(1);
  expect(one.keeper.health?.()).toEqual({told: 1, failures: 2});
  common.up = true;
  await one.publish('taken');
  expect(one.keeper.health?.()).toEqual({told: 2, failures: 0});
});
