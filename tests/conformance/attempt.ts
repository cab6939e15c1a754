// A whole feed on real HTTP, under a clock that a test moves. For Node and for browsers.
import * as fakeTimers from '@sinonjs/fake-timers';
import type {Clock} from '../../src/clock/clock.ts';
import {openFeed} from '../../src/feed/feed.ts';
import type {FeedState} from '../../src/store/reduce.ts';
import {FeedError} from '../../src/model/errors.ts';
import {fakeFeed} from '../support/feed-routes.mjs';
import type {FakeAnswer} from '../support/feed-routes.mjs';
import {createPageClock} from '../support/page-clock.mjs';

/** The cases run here: in Node or in a browser. */
export interface Place {
  /** The origin of the server of the routes; a browser's page has the same. */
  readonly origin: string;
  /** The same server by another name, which makes it another origin. */
  readonly other: string;
  /** True in a browser, whose `fetch` obeys CORS. */
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

/** A status document with the name of its page. */
export const snapshotOf = (name: string): string =>
  `event: snapshot\ndata: ${JSON.stringify({
    page: {id: 'a', name, url: 'https://status.example'},
    status: {indicator: 'none', description: ''},
    components: [],
    incidents: [],
  })}\n\n`;

/** Says in a word and a number what went wrong. */
export function trouble(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof FeedError)) return 'broken';
  // A browser without a way out of its machine says so, though its own machine answers it.
  const code = error.code === ('offline' as string) ? 'network' : error.code;
  return error.status === undefined ? code : `${code} ${error.status}`;
}

/** A feed without listeners stays connected for so long, ms. */
const LINGER = 1_000;

export interface Followed {
  readonly state: () => FeedState;
  readonly until: (done: (state: FeedState) => boolean) => Promise<FeedState>;
  /** Lets time pass from timer to timer while the condition is true. */
  readonly pass: (condition: () => boolean) => Promise<void>;
  /** Lets time pass from the end of an attempt to the next attempt. Returns the ms between them. */
  readonly wait: () => Promise<number>;
}

/** Follows a feed until `use` is done with it. */
export async function follow<T>(src: string, use: (followed: Followed) => Promise<T>): Promise<T> {
  const {clock} = createPageClock(fakeTimers, Date.now());
  const feedClock: Clock = {
    now: () => clock.now,
    setTimeout: (callback, ms) => clock.setTimeout(callback, ms),
    clearTimeout: (timer) => clock.clearTimeout(timer as ReturnType<typeof clock.setTimeout>),
  };
  const feed = openFeed({src, clock: feedClock, random: () => 0.5});
  let attempts = 0;
  /** The time at which the last attempt began. */
  let attemptedAt = clock.now;
  let phase = feed.state.connection;
  feed.subscribe(({connection}) => {
    if (connection === 'connecting' && phase !== connection) {
      attempts++;
      attemptedAt = clock.now;
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
    while (condition()) {
      if (clock.countTimers() === 0) throw new Error(`No timer can end this: ${String(condition)}`);
      await clock.nextAsync();
    }
  };
  try {
    return await use({
      state: () => feed.state,
      until,
      pass,
      async wait() {
        await until(({connection}) => connection === 'waiting');
        const before = attempts;
        const start = clock.now;
        await pass(() => attempts === before);
        return attemptedAt - start;
      },
    });
  } finally {
    feed.close();
    await clock.tickAsync(LINGER);
  }
}
