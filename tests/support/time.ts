// Time that stands still until a test lets it pass.
import {afterwards} from './page.ts';

interface Timer {
  at: number;
  every: number | undefined;
  call: () => void;
}

/** Each stopped clock starts an hour after the last one: what happened in one test is long ago in the next. */
let start = Date.now();

const breathe = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

type Realm = typeof globalThis;

/** Stops `Date.now` and all timers that are set from now on, in this page or in others, until the test ends. */
export function stopTime(...realms: Realm[]) {
  if (realms.length === 0) realms = [globalThis];
  const timers = new Map<number, Timer>();
  let now = (start += 3_600_000);
  let lastId = 1_000_000;

  const add = (call: unknown, ms = 0, repeat: boolean) => {
    const every = repeat ? Math.max(1, ms) : undefined;
    timers.set(++lastId, {at: now + Math.max(0, ms), every, call: call as () => void});
    return lastId;
  };
  const stop = (realm: Realm) => {
    const {setTimeout, clearTimeout, setInterval, clearInterval} = realm;
    const dateNow = realm.Date.now;
    const remove = (id: number) => {
      if (!timers.delete(id)) clearTimeout(id);
    };
    realm.Date.now = () => now;
    Object.assign(realm, {
      setTimeout: (call: unknown, ms?: number) => add(call, ms, false),
      setInterval: (call: unknown, ms?: number) => add(call, ms, true),
      clearTimeout: remove,
      clearInterval: remove,
    });
    return () => {
      realm.Date.now = dateNow;
      Object.assign(realm, {setTimeout, clearTimeout, setInterval, clearInterval});
    };
  };
  const restore = realms.map(stop);
  const join = (realm: Realm) => void restore.push(stop(realm));
  const resume = () => {
    start = Math.max(start, now);
    for (const one of restore) one();
  };
  afterwards(resume);

  return {
    /** Lets real time go on, for those who need it. */
    resume,
    /** Stops it in one more page. */
    join,
    /** How many timers are waiting. */
    get pending() {
      return timers.size;
    },
    /** Lets time pass: every timer that is due runs at its moment. */
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        await breathe();
        const [due] = [...timers]
          .filter(([, {at}]) => at <= end)
          .sort(([, a], [, b]) => a.at - b.at);
        if (!due) break;
        const [id, timer] = due;
        now = Math.max(now, timer.at);
        if (timer.every === undefined) timers.delete(id);
        else timer.at += timer.every;
        timer.call();
      }
      now = end;
      await breathe();
    },
  };
}
