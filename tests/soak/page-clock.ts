// Runs in the page around the tabs: one clock for all of them, and what they still have under way. Self-contained: it
// travels to the page as text.

/** One request of a tab that is not over. */
export interface Visit {
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

/** What the page has under way in the network, said whenever it changes. */
export interface Report {
  version: number;
  visits: Visit[];
}

export interface Answer {
  version: number;
  awake: number;
  /** Per tab: what it holds at this moment. */
  tabs: {timers: number; visits: number; channels: number; locks: number; paused: boolean}[];
  /** Per address: connections of all tabs that are to last. */
  streams: Record<string, number>;
}

interface Timer {
  tab: number;
  at: number;
  every: number | undefined;
  call: () => void;
}

export function installClock(start: number) {
  if (window !== top) return;
  // Awake time, which timers run by; the wall clock is ahead of it by what the laptop slept.
  let awake = 0;
  let slept = 0;
  let version = 0;
  let reporting = false;
  let lastTimer = 0;
  const timers = new Map<number, Timer>();
  const visits = new Set<Visit>();
  const locks = new Set<Lock>();
  const channels = new Set<Channel>();
  const tabs: {paused: boolean; acts: Record<string, (...args: any[]) => void>}[] = [];

  const {port1, port2} = new MessageChannel();
  const turns: (() => void)[] = [];
  port1.onmessage = () => turns.shift()?.();
  /** A real task: all microtasks so far, and what they started, are done after it. */
  const turn = () =>
    new Promise<void>((done) => {
      turns.push(done);
      port2.postMessage(0);
    });

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
  /** A visit changed: servers have to hear of it. */
  function changed() {
    version++;
    if (reporting) return;
    reporting = true;
    void turn().then(() => {
      reporting = false;
      const report: Report = {version, visits: [...visits]};
      (globalThis as any).soakReport(JSON.stringify(report));
    });
  }

  const answer = (): Answer => {
    const count = (items: Iterable<{tab: number}>, tab: number) =>
      [...items].filter((item) => item.tab === tab).length;
    const streams: Record<string, number> = {};
    for (const {url, stream, asked, aborted} of visits) {
      const {origin} = new URL(url);
      if (stream && !asked && !aborted) streams[origin] = (streams[origin] ?? 0) + 1;
    }
    return {
      version,
      awake,
      streams,
      tabs: tabs.map(({paused}, tab) => ({
        paused,
        timers: count(timers.values(), tab),
        visits: count(visits, tab),
        channels: count(channels, tab),
        locks: count(locks, tab),
      })),
    };
  };

  const soak = {
    tabs,
    visits,
    locks,
    channels,
    changed,
    /** A lock or a message moved on. */
    moved: () => wakeUp(),
    wall: () => start + awake + slept,
    awake: () => awake,
    setTimer(tab: number, call: () => void, ms: unknown, repeat: boolean) {
      const wait = Math.max(1, Number(ms) || 0);
      timers.set(++lastTimer, {tab, at: awake + wait, every: repeat ? wait : undefined, call});
      return lastTimer;
    },
    clearTimer: (id: number) => void timers.delete(id),
    /**
     * Lets time pass up to a moment; less, if a tab talks to the network on the way. Not at all, if
     * something happened that the test has not heard of.
     */
    async advance(to: number, known: number) {
      await arrive();
      while (version === known) {
        let id = 0;
        let next: Timer | undefined;
        for (const [key, timer] of timers) {
          // What is frozen, or kept for the back button, stands still.
          if (timer.at > to || tabs[timer.tab]!.paused || (next && next.at <= timer.at)) continue;
          [id, next] = [key, timer];
        }
        if (!next) {
          awake = Math.max(awake, to);
          break;
        }
        awake = Math.max(awake, next.at);
        if (next.every === undefined) timers.delete(id);
        else next.at = awake + next.every;
        next.call();
        await arrive();
      }
      return answer();
    },
    /** The laptop sleeps: the wall clock moves and timers do not. */
    async sleep(ms: number) {
      slept += ms;
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
  visits: Set<Visit>;
  locks: Set<Lock>;
  channels: Set<Channel>;
  changed(): void;
  moved(): void;
  wall(): number;
  awake(): number;
  setTimer(tab: number, call: () => void, ms: unknown, repeat: boolean): number;
  clearTimer(id: number): void;
};
