// Runs in the page around the tabs, after the script of sinon's clock: one clock for all tabs, and
// what they still have under way. Self-contained: it travels to the page as text.
import type {PageClock} from '../support/page-clock.mjs';

/** One request of a tab that is not over. */
export interface Attempt {
  tab: number;
  url: string;
  /** It takes a stream. */
  stream: boolean;
  /** A script asked for it by `refresh()`. */
  asked: boolean;
  /** Headers came. */
  open: boolean;
  aborted: boolean;
  /** The server's name for it. */
  serial: number;
  /** Read of its body. */
  bytes: number;
  reading: number;
}

export interface Lock {
  tab: number;
  name: string;
  state: 'waiting' | 'held' | 'ending';
}

export interface Channel {
  tab: number;
  name: string;
  /** Sent to it, and not arrived. */
  due: number;
}

/** The attempts of the page that are under way. The page sends it whenever they change. */
export interface Report {
  version: number;
  attempts: Attempt[];
}

export interface Answer {
  version: number;
  awake: number;
  /** Per tab: what it holds at this moment. */
  tabs: {timers: number; attempts: number; channels: number; locks: number; paused: boolean}[];
  /** Per address: connections of all tabs that are to last. */
  streams: Record<string, number>;
}

interface Timer {
  tab: number;
  repeats: boolean;
  /** It was due while its tab was paused. */
  missed: boolean;
  call: () => void;
}

export function installClock(start: number) {
  if (window !== top) return;
  // "Awake" time is that of the timers; the wall clock is ahead of it by what the laptop slept.
  const {clock, turn, untilNext}: PageClock = (globalThis as any).createPageClock(start);
  const awake = () => clock.performance.now() as number;
  let version = 0;
  let reporting = false;
  /** By the id that sinon's clock gave them. */
  const timers = new Map<number, Timer>();
  const attempts = new Set<Attempt>();
  const locks = new Set<Lock>();
  const channels = new Set<Channel>();
  const tabs: {paused: boolean; acts: Record<string, (...args: any[]) => void>}[] = [];

  const isBusy = () => {
    const list = [...locks];
    return (
      [...channels].some(({due}) => due > 0) ||
      list.some(({state}) => state === 'ending') ||
      list.some(
        ({name, state}) =>
          state === 'waiting' &&
          !list.some((other) => other.name === name && other.state === 'held'),
      )
    );
  };
  let wakeUp = () => {};
  /** Locks and messages between tabs need no server: they arrive before anything else happens. */
  async function arrive() {
    await turn();
    while (isBusy()) {
      await new Promise<void>((resolve) => (wakeUp = resolve));
      await turn();
    }
  }
  /** An attempt changed: servers have to hear of it. */
  function changed() {
    version++;
    if (reporting) return;
    reporting = true;
    void turn().then(() => {
      reporting = false;
      const report: Report = {version, attempts: [...attempts]};
      (globalThis as any).soakReport(JSON.stringify(report));
    });
  }

  function ring(id: number) {
    const timer = timers.get(id);
    if (!timer) return;
    // A page that is frozen, or kept for the back button, stands still.
    timer.missed = tabs[timer.tab]!.paused;
    if (timer.missed) return;
    if (!timer.repeats) timers.delete(id);
    timer.call();
  }

  const answer = (): Answer => {
    const count = (items: Iterable<{tab: number}>, tab: number) =>
      [...items].filter((item) => item.tab === tab).length;
    const streams: Record<string, number> = {};
    for (const {url, stream, asked, aborted} of attempts) {
      const {origin} = new URL(url);
      if (stream && !asked && !aborted) streams[origin] = (streams[origin] ?? 0) + 1;
    }
    return {
      version,
      awake: awake(),
      streams,
      tabs: tabs.map(({paused}, tab) => ({
        paused,
        timers: count(timers.values(), tab),
        attempts: count(attempts, tab),
        channels: count(channels, tab),
        locks: count(locks, tab),
      })),
    };
  };

  const soak = {
    tabs,
    attempts,
    locks,
    channels,
    changed,
    /** A lock or a message moved on. */
    moved: () => wakeUp(),
    wall: () => clock.now,
    awake,
    setTimer(tab: number, call: () => void, ms: unknown, repeats: boolean) {
      const set = repeats ? clock.setInterval : clock.setTimeout;
      const id: number = Number(set(() => ring(id), Math.max(1, Number(ms) || 0)));
      timers.set(id, {tab, repeats, missed: false, call});
      return id;
    },
    clearTimer(id: number) {
      if (timers.delete(id)) clock.clearTimeout(id);
    },
    /** A tab runs again: what it has missed is due now. */
    runMissed(tab: number) {
      for (const [id, timer] of timers) {
        if (timer.tab === tab && timer.missed) clock.setTimeout(() => ring(id), 0);
      }
    },
    /**
     * Lets time pass up to a moment; less, if a tab talks to the network on the way. No time passes
     * if something has happened that the test does not know of yet.
     */
    async advance(to: number, known: number) {
      await arrive();
      while (version === known) {
        const left = Math.max(0, Math.ceil(to - awake()));
        if (untilNext() > left) {
          clock.tick(left);
          break;
        }
        await clock.nextAsync();
        await arrive();
      }
      return answer();
    },
    /** The laptop sleeps: the wall clock moves and timers do not. */
    async sleep(ms: number) {
      clock.setSystemTime(clock.now + ms);
      await arrive();
      return answer();
    },
    async act(tab: number, name: string, ...args: unknown[]) {
      tabs[tab]!.acts[name]!(...args);
      await arrive();
      return answer();
    },
  };
  Object.assign(globalThis, {soak});
}

export type Soak = {
  tabs: {paused: boolean; acts: Record<string, (...args: any[]) => void>}[];
  attempts: Set<Attempt>;
  locks: Set<Lock>;
  channels: Set<Channel>;
  changed(): void;
  moved(): void;
  wall(): number;
  awake(): number;
  setTimer(tab: number, call: () => void, ms: unknown, repeats: boolean): number;
  clearTimer(id: number): void;
  runMissed(tab: number): void;
};
