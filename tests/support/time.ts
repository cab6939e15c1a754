// Time that stands still until a test lets it pass. Sinon's clock keeps the timers.
import * as fakeTimers from '@sinonjs/fake-timers';
import {createPageClock} from './page-clock.mjs';
import {afterwards} from './page.ts';

const HOUR = 3_600_000;

/** Each clock starts an hour after the last one: the past of one test is long ago in the next. */
let start = Date.now();

type Realm = typeof globalThis;

/**
 * Stops `Date.now` and all timers that are set from now on, until the test ends. `realms` are the
 * pages for which it does so; this page by default.
 */
export function stopTime(...realms: Realm[]) {
  start += HOUR;
  const {clock} = createPageClock(fakeTimers, start);
  const stop = (realm: Realm) => {
    const {setTimeout, clearTimeout, setInterval, clearInterval} = realm;
    const dateNow = realm.Date.now;
    /** Timers that were set before are the browser's. */
    const clear = (id: number) => {
      if (clock.timers?.has(id)) clock.clearTimeout(id);
      else clearTimeout(id);
    };
    realm.Date.now = () => clock.now;
    Object.assign(realm, {
      setTimeout: clock.setTimeout,
      setInterval: clock.setInterval,
      clearTimeout: clear,
      clearInterval: clear,
    });
    return () => {
      realm.Date.now = dateNow;
      Object.assign(realm, {setTimeout, clearTimeout, setInterval, clearInterval});
    };
  };
  const restore = (realms.length > 0 ? realms : [globalThis]).map(stop);
  const join = (realm: Realm) => void restore.push(stop(realm));
  const resume = () => {
    start = Math.max(start, clock.now);
    for (const one of restore) one();
  };
  afterwards(resume);

  return {
    /** Lets real time go on. */
    resume,
    /** Stops time in one more page. */
    join,
    /** The number of timers that wait. */
    get pending() {
      return clock.countTimers();
    },
    /** Lets time pass. Each timer fires at its moment, and a task passes before the next one. */
    async pass(ms: number) {
      await clock.tickAsync(ms);
    },
  };
}
