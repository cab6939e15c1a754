// A feed of our own protocol, under a network and a clock that a test moves, through the real reader.
import {onTestFinished} from 'vitest';
import {openFeed} from '../../src/feed/feed.ts';
import type {FeedOptions} from '../../src/feed/feed.ts';
import type {FeedState} from '../../src/store/reduce.ts';
import {freshness, pageLevel} from '../../src/store/select.ts';
import {ManualClock, settle} from './clock.ts';

/** What was asked for. */
interface Asked {
  readonly url: string;
  readonly accept: string;
  /** Ms since the feed was opened. */
  readonly after: number;
}

/** One stream, as its server sees it. */
interface OwnStream {
  readonly open: boolean;
  /** Writes all of it at once. */
  write(...texts: string[]): Promise<void>;
  /** The network breaks it. */
  fail(): void;
}

export type Answer = 'stream' | 'nothing' | Response;

/** @param answer - what the server has for an `Accept`. */
export function openOwnFeed(
  answer: (accept: string) => Answer,
  options: Partial<FeedOptions> = {},
) {
  const clock = new ManualClock();
  const began = clock.now();
  const asked: Asked[] = [];
  const streams: OwnStream[] = [];
  const states: FeedState[] = [];
  const feed = openFeed({
    src: 'https://feed.example/feed',
    clock,
    random: () => 0.5,
    async fetch(url, {headers, signal}) {
      const {Accept: accept} = headers as {Accept: string};
      asked.push({url, accept, after: clock.now() - began});
      const given = answer(accept);
      if (given === 'nothing') throw new TypeError('refused');
      if (given !== 'stream') return given;
      const {body, stream} = openStream(signal!);
      streams.push(stream);
      return new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
    },
    ...options,
  });
  onTestFinished(() => feed.close());
  feed.subscribe((state) => states.push(state));
  return {
    clock,
    feed,
    asked,
    streams,
    /** Each state that listeners heard of. */
    states,
    get level() {
      return pageLevel(feed.state, clock.now());
    },
    get known() {
      return freshness(feed.state, clock.now());
    },
    /** Each trouble that listeners heard of, once. */
    get troubles() {
      const errors = states.map(({error}) => error);
      return errors
        .filter((error, index) => error && error !== errors[index - 1])
        .map((error) => error!.code);
    },
    get documents() {
      return asked.filter(({accept}) => !accept.includes('event-stream'));
    },
  };
}

function openStream(signal: AbortSignal) {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let over = false;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: () => void (over = true),
  });
  signal.addEventListener('abort', () => {
    if (!over) controller.error(signal.reason);
    over = true;
  });
  const stream: OwnStream = {
    get open() {
      return !over;
    },
    fail() {
      controller.error(new TypeError('reset'));
      over = true;
    },
    async write(...texts) {
      controller.enqueue(new TextEncoder().encode(texts.join('')));
      await settle();
    },
  };
  return {body, stream};
}

const ext = (clock: ManualClock, rev: number) => ({
  epoch: 'e',
  rev,
  generated_at: new Date(clock.now()).toISOString(),
});

const indicators = {operational: 'none', major: 'critical'} as const;

type Shown = keyof typeof indicators;

/** A whole document. */
export const documentOf = (clock: ManualClock, rev: number, level: Shown = 'operational') => ({
  page: {id: 'a', name: 'Acme', url: 'https://status.example'},
  status: {indicator: indicators[level], description: level},
  components: [],
  incidents: [],
  ext: ext(clock, rev),
});

/** An event as the hub writes it. */
export const event = (name: string, data: unknown): string =>
  `event: ${name}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

export const snapshotEvent = (clock: ManualClock, rev: number, level?: Shown): string =>
  event('snapshot', documentOf(clock, rev, level));

export const statusEvent = (clock: ManualClock, rev: number, level: Shown = 'major'): string =>
  event('status', {
    status: {indicator: indicators[level], description: level},
    ext: ext(clock, rev),
  });

export const beatEvent = (clock: ManualClock, rev: number): string =>
  event('beat', {ext: ext(clock, rev)});
