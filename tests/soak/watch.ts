// What holds after each event, whatever it was.
import type {World} from './world.ts';

/** Per tab: two feeds with an alarm, a watch over other tabs, a rest, a farewell and a request each; and what a page has once. */
export const MAX_TIMERS = 10;
/** Ms after which nobody holds anything while nobody looks: a rest begins after 60 s, a script's request may last 40. */
export const REST = 61_000;
/** Ms after which an element that came or went while nobody looked holds nothing: it looks out for a feed for 5 s. */
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
    /** Something happened: a rest may begin so many ms later. */
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
