// Checks what must be true after each event.
import type {World} from './world.ts';

/**
 * The most timers of a tab. Each of its two feeds has an alarm, a watch over the leader, a timer until
 * it suspends, one until it closes, and one for a request. The others exist once for each page.
 */
export const MAX_TIMERS = 10;
/**
 * Ms after which hidden tabs hold nothing: a connection is suspended after 60 s, and a script's
 * request may last 40 s.
 */
export const REST = 61_000;
/**
 * Ms after which an element that was added or removed in a hidden tab holds nothing: it waits for a
 * feed for 5 s.
 */
export const ELEMENT_REST = 6_000;

export function createWatch(world: World) {
  const broken = new Set<string>();
  let restsAt = 0;
  let mostTimers = 0;
  let mostStreams = 0;
  let rests = 0;
  return {
    broken,
    figures: () => ({mostTimers, mostStreams, rests}),
    /** Something happened: connections may be suspended so many ms later. */
    disturb: (ms: number) => void (restsAt = Math.max(restsAt, world.awake() + ms)),
    look(hidden: boolean) {
      const {tabs, streams, awake} = world.answer();
      const say = (what: string) => broken.add(`${Math.round(awake / 1000)} s: ${what}`);
      for (const count of Object.values(streams)) {
        mostStreams = Math.max(mostStreams, count);
        if (count > 1) say(`${count} connections for one feed`);
      }
      for (const [tab, {timers, attempts, channels, locks, paused}] of tabs.entries()) {
        mostTimers = Math.max(mostTimers, timers);
        if (timers > MAX_TIMERS) say(`${timers} timers in tab ${tab}`);
        const resting = hidden && awake > restsAt;
        if (resting) rests++;
        const held = attempts + channels + locks + (paused ? 0 : timers);
        if ((paused || resting) && held > 0)
          say(`tab ${tab} rests with ${JSON.stringify(tabs[tab])}`);
      }
    },
  };
}
