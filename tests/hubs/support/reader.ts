// A reader without a screen: the headless entry point of the package. It keeps all that it believed, with times.
import {openFeed, pageLevel} from '../../../dist/core.js';
import type {Clock, FeedState, Level} from '../../../dist/core.js';

/** What a reader shows at a moment. */
export interface Sight {
  readonly at: number;
  readonly level: Level;
  /** -1: nothing is held. */
  readonly rev: number;
  /** How old the proof is, ms. */
  readonly age: number;
}

export interface Reader {
  readonly sights: readonly Sight[];
  /** Every address asked, in order. */
  readonly asked: readonly {readonly url: string; readonly at: number}[];
  readonly state: () => FeedState;
  /** What it would show so many ms from now, if nothing more came. */
  readonly levelIn: (ms: number) => Level;
  readonly close: () => void;
}

export function openReader(
  [src = '', ...mirrors]: readonly string[],
  random: () => number,
  clock?: Clock,
): Reader {
  const sights: Sight[] = [];
  const asked: {url: string; at: number}[] = [];
  const feed = openFeed({
    src,
    mirrors,
    random,
    ...(clock && {clock}),
    fetch(url, init) {
      asked.push({url, at: feed.now()});
      return fetch(url, init);
    },
  });
  const look = (): void => {
    const {state} = feed;
    const at = feed.now();
    sights.push({
      at,
      level: pageLevel(state, at),
      rev: state.snapshot?.revision.rev ?? -1,
      age: at - (state.provenAt ?? -Infinity),
    });
  };
  feed.subscribe(look);
  // Green expires by the clock, without any event.
  const timer = setInterval(look, 100);
  return {
    sights,
    asked,
    state: () => feed.state,
    levelIn: (ms) => pageLevel(feed.state, feed.now() + ms),
    close() {
      clearInterval(timer);
      feed.close();
    },
  };
}

/**
 * Greens that nobody could answer for: of a rev that was not well, of an old proof, or after a later rev was seen.
 *
 * @param wellRevs the revs whose page was well.
 * @param maxStaleMs how long a proof is good.
 */
export function wrongGreens(
  sights: readonly Sight[],
  wellRevs: ReadonlySet<number>,
  maxStaleMs: number,
): readonly Sight[] {
  let newest = -1;
  return sights.filter(({level, rev, age}) => {
    const fell = rev < newest;
    newest = Math.max(newest, rev);
    return level === 'operational' && (!wellRevs.has(rev) || age > maxStaleMs || fell);
  });
}
