// A week of three tabs: what happens, and when, all of it follows from the seed.
import type {Weather} from './feed-host.ts';
import {createWatch, ELEMENT_REST, REST} from './watch.ts';
import {TABS} from './world.ts';
import type {World} from './world.ts';

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The events, and how often each of them happens in a hundred and some. */
const EVENTS = {
  hide: 11,
  show: 13,
  keep: 5,
  freeze: 5,
  network: 4,
  add: 16,
  remove: 6,
  move: 7,
  refresh: 5,
  subscribe: 5,
  unsubscribe: 4,
  dismiss: 3,
  sleep: 3,
  publish: 9,
  restore: 1,
  weather: 8,
  reset: 4,
  bye: 1,
};
type Kind = keyof typeof EVENTS;
const KINDS = Object.entries(EVENTS).flatMap(([kind, weight]) =>
  Array<Kind>(weight).fill(kind as Kind),
);
const WEATHERS: Weather[] = ['down', 'refusing', 'documents', 'slow', 'silent'];

interface Tab {
  visible: boolean;
  state: 'runs' | 'kept' | 'frozen';
}

export function createWeek(world: World) {
  const {random, hosts} = world;
  const watch = createWatch(world);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const tabs = Array.from({length: TABS}, (): Tab => ({visible: true, state: 'runs'}));
  const look = () => watch.look(tabs.every(({visible}) => !visible));
  let online = true;
  let events = 0;

  async function show(number: number) {
    const tab = tabs[number]!;
    watch.disturb(REST);
    if (tab.state === 'kept') await world.act(number, 'comeBack');
    else {
      if (tab.state === 'frozen') await world.act(number, 'resume');
      await world.act(number, 'show');
    }
    tabs[number] = {visible: true, state: 'runs'};
  }
  async function hide(number: number) {
    const tab = tabs[number]!;
    if (!tab.visible) return;
    watch.disturb(REST);
    tab.visible = false;
    await world.act(number, 'hide');
  }
  function turnTo(weather: Weather) {
    const host = pick(hosts);
    host.become(weather);
    world.after(random() * 4 * MINUTE, () => host.become('fair'));
  }
  async function stop(number: number, kind: 'keep' | 'freeze', state: 'kept' | 'frozen') {
    watch.disturb(REST);
    tabs[number] = {visible: false, state};
    if (random() < 0.3) {
      // It leaves while a script of its waits for an answer that does not come.
      turnTo('silent');
      await world.act(number, 'refresh', random());
      await world.pass(SECOND);
    }
    await world.act(number, kind);
  }
  async function reach(value: boolean) {
    if (online === value) return;
    online = value;
    watch.disturb(REST);
    for (const host of hosts) host.connect(value);
    for (const number of tabs.keys()) await world.act(number, 'reach', value);
  }
  async function sleep(ms: number) {
    // Routers forget who slept; some connections come back.
    if (random() < 0.5) for (const host of hosts) host.resetAll();
    await world.sleep(ms);
  }

  async function happen(kind: Kind) {
    const number = Math.floor(random() * TABS);
    const tab = tabs[number]!;
    const host = pick(hosts);
    const luck = random();
    switch (kind) {
      case 'show':
        return show(number);
      case 'hide':
        return hide(number);
      case 'keep':
        if (tab.state !== 'runs') return show(number);
        if (!tab.visible) await show(number);
        return stop(number, kind, 'kept');
      case 'freeze':
        if (tab.state !== 'runs') return show(number);
        await hide(number);
        return stop(number, kind, 'frozen');
      case 'network':
        world.after(luck * 4 * MINUTE, () => reach(true));
        return reach(false);
      case 'sleep':
        return sleep(luck * luck * 2 * HOUR);
      case 'publish':
        return host.publish();
      case 'restore':
        return host.restore();
      case 'weather':
        return turnTo(pick(WEATHERS));
      case 'reset':
        return host.resetAll();
      case 'bye':
        return host.bye();
      default:
        // Scripts stand still with their tab.
        if (tab.state !== 'runs') return show(number);
        watch.disturb(kind === 'refresh' ? REST : ELEMENT_REST);
        return world.act(number, kind, luck);
    }
  }

  /** Mostly short, sometimes minutes. */
  function pause() {
    const luck = random();
    if (luck < 0.6) return random() * 3 * SECOND;
    if (luck < 0.96) return random() * 12 * SECOND;
    return luck < 0.995 ? random() * 90 * SECOND : random() * 10 * MINUTE;
  }

  return {
    watch,
    events: () => events,
    async live(count: number) {
      for (let left = count; left > 0; left--) {
        events++;
        await happen(pick(KINDS));
        await world.pass(pause(), look);
      }
    },
    /**
     * Shows one tab for so long that streams are renewed, and compared with the document.
     */
    async read(ms: number) {
      await reach(true);
      for (const host of hosts) host.become('fair');
      await show(0);
      await world.act(0, 'add', 0);
      await world.pass(ms, look);
    },
    /** Hides all tabs. */
    async leave(ms: number) {
      for (const number of tabs.keys()) await hide(number);
      await world.pass(ms, look);
    },
    /** Removes all that is ours from the pages. */
    async clear() {
      await reach(true);
      for (const number of tabs.keys()) {
        await show(number);
        await world.act(number, 'clear');
      }
      await world.pass(MINUTE, look);
    },
  };
}
