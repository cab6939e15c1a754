// A whole feed on real HTTP, under a clock that a test moves. For Node and for browsers.
import type {Clock} from '../../src/clock/clock.ts';
import {openFeed} from '../../src/feed/feed.ts';
import type {FeedState} from '../../src/store/reduce.ts';
import {FeedError} from '../../src/model/errors.ts';
import {fakeFeed} from '../support/feed-routes.mjs';
import type {FakeAnswer} from '../support/feed-routes.mjs';

/** Where the cases run. */
export interface Place {
  /** Of the server of the routes; a browser's page has the same. */
  readonly origin: string;
  /** The same server by another name, which makes it another origin. */
  readonly other: string;
  /** Whether this is a browser, whose `fetch` obeys CORS. */
  readonly browser: boolean;
}

/** A feed by the routes of this place until `use` is done with it. */
export async function withFeed<T>(
  {origin}: Place,
  script: FakeAnswer,
  use: (feed: Awaited<ReturnType<typeof fakeFeed>>) => Promise<T>,
): Promise<T> {
  const feed = await fakeFeed(script, origin);
  try {
    return await use(feed);
  } finally {
    await feed.remove();
  }
}

/** A status document that says who it is of. */
export const snapshotOf = (name: string): string =>
  `event: snapshot\ndata: ${JSON.stringify({
    page: {id: 'a', name, url: 'https://status.example'},
    status: {indicator: 'none', description: ''},
    components: [],
    incidents: [],
  })}\n\n`;

/** What went wrong, in a word and a number. */
export function trouble(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof FeedError)) return 'broken';
  // A browser without a way out of its machine says so, though its own machine answers it.
  const code = error.code === ('offline' as string) ? 'network' : error.code;
  return error.status === undefined ? code : `${code} ${error.status}`;
}

/** Time that goes from timer to timer, when it is told to. */
function steppedClock(): Clock & {step(until?: number): boolean} {
  let now = Date.now();
  let last = 0;
  const timers = new Map<unknown, {at: number; callback: () => void}>();
  return {
    now: () => now,
    setTimeout(callback, ms) {
      timers.set(++last, {at: now + ms, callback});
      return last;
    },
    clearTimeout: (timer) => void timers.delete(timer),
    /** Lets the next timer ring; false if there is none until then. */
    step(until = Infinity) {
      const [next] = [...timers].sort(([, a], [, b]) => a.at - b.at);
      if (!next || next[1].at > until) return false;
      const [timer, {at, callback}] = next;
      timers.delete(timer);
      now = Math.max(now, at);
      callback();
      return true;
    },
  };
}

/** What waits for promises goes on, and what waits for the network if there is nothing else to do. */
async function breathe(idle: boolean): Promise<void> {
  if (idle) await new Promise((resolve) => setTimeout(resolve));
  else for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** How long a feed without listeners stays connected. */
const LINGER = 1_000;

export interface Followed {
  readonly state: () => FeedState;
  readonly until: (done: (state: FeedState) => boolean) => Promise<FeedState>;
  /** Lets time pass while it is so. */
  readonly pass: (condition: () => boolean) => Promise<void>;
  /** Until it asks again, from the end of a visit on; how long that took, ms. */
  readonly wait: () => Promise<number>;
}

/** Follows a feed until `use` is done with it. */
export async function follow<T>(src: string, use: (followed: Followed) => Promise<T>): Promise<T> {
  const clock = steppedClock();
  const feed = openFeed({src, clock, random: () => 0.5});
  /** When the last visit began, and how many there were. */
  let [visits, visitedAt] = [0, clock.now()];
  let phase = feed.state.connection;
  feed.subscribe(({connection}) => {
    if (connection === 'connecting' && phase !== connection) {
      visits++;
      visitedAt = clock.now();
    }
    phase = connection;
  });
  const until: Followed['until'] = (done) =>
    new Promise((resolve) => {
      const look = (state: FeedState): void => {
        if (done(state)) resolve(state);
      };
      feed.subscribe(look);
      look(feed.state);
    });
  const pass: Followed['pass'] = async (condition) => {
    while (condition()) await breathe(!clock.step());
  };
  try {
    return await use({
      state: () => feed.state,
      until,
      pass,
      async wait() {
        await until(({connection}) => connection === 'waiting');
        const [before, start] = [visits, clock.now()];
        await pass(() => visits === before);
        return visitedAt - start;
      },
    });
  } finally {
    feed.close();
    const end = clock.now() + LINGER;
    while (clock.step(end)) await breathe(false);
  }
}
