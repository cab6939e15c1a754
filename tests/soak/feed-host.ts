// The server of one feed, with the faults that it may have.
import {startHost} from '../faults/origin.mjs';
import type {Call} from '../faults/origin.mjs';
import {createPublisher} from '../faults/publisher.mjs';

export type Weather = 'fair' | 'down' | 'refusing' | 'documents' | 'slow' | 'silent';

interface Options {
  now: () => number;
  random: () => number;
  /** Calls back after so many awake ms. */
  after: (ms: number, call: () => void) => void;
  onChange: () => void;
}

/**
 * Ms between two beats. It is longer than a server should wait, and just below what readers take for
 * silence, because a week has many of them.
 */
const HEARTBEAT = 40_000;
const STREAM = {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform'};

export type FeedHost = Awaited<ReturnType<typeof startFeedHost>>;

export async function startFeedHost({now, random, after, onChange}: Options) {
  const publisher = createPublisher({now, random, maxStaleSeconds: 300});
  const streams = new Set<Call>();
  let weather: Weather = 'fair';
  let online = true;

  const isOpen = (call: Call) => host.calls.has(call) && call.phase === 'open';
  const head = (call: Call, status: number, headers: Record<string, string | number>) =>
    call.head(status, {Date: new Date(now()).toUTCString(), ...headers});
  const textOf = (event: string, data: any) =>
    `event: ${event}\nid: ${publisher.id(data.ext ?? publisher.ext())}\ndata: ${JSON.stringify(data)}\n\n`;
  const live = () => {
    for (const call of streams) if (!isOpen(call)) streams.delete(call);
    return [...streams];
  };
  const say = (call: Call, event: string, data: unknown) => call.write(textOf(event, data));

  function beat(call: Call) {
    if (!live().includes(call)) return;
    if (weather !== 'silent') say(call, 'beat', {ext: publisher.ext()});
    after(HEARTBEAT, () => beat(call));
  }
  /** Writes a piece every five seconds. */
  function drip(call: Call, text: string) {
    if (!isOpen(call)) return;
    call.write(text.slice(0, 400));
    if (text.length > 400) after(5_000, () => drip(call, text.slice(400)));
    else streams.add(call);
  }
  function stream(call: Call) {
    head(call, 200, STREAM);
    if (weather === 'silent') return;
    call.write(': welcome\n\n');
    after(HEARTBEAT, () => beat(call));
    const missed = publisher.since(call.lastEventId);
    const news = missed ?? [{event: 'snapshot', data: publisher.document()}];
    const text = news.map(({event, data}) => textOf(event, data)).join('');
    if (weather === 'slow') return drip(call, text);
    call.write(text);
    streams.add(call);
  }
  function answer(call: Call) {
    if (weather === 'down' || !online) return call.reset();
    if (weather === 'refusing') {
      head(call, 503, {'Retry-After': 20 + Math.floor(random() * 60), 'Content-Length': 0});
      return call.end();
    }
    if (weather !== 'documents' && call.accept.includes('event-stream')) return stream(call);
    const text = JSON.stringify(publisher.document());
    head(call, 200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    });
    call.write(text);
    call.end();
  }

  const host = await startHost('feed', {onCall: answer, onChange});
  const resetAll = () => {
    for (const call of [...host.calls]) call.reset();
  };
  return {
    origin: host.origin,
    calls: host.calls,
    stop: host.stop,
    /** Something develops, and those who listen hear of it. */
    publish() {
      for (const {event, data} of publisher.develop())
        if (weather !== 'silent') for (const call of live()) say(call, event, data);
    },
    /** A backup is restored. */
    restore() {
      publisher.restore();
      for (const call of live()) say(call, 'snapshot', publisher.document());
    },
    bye() {
      for (const call of live()) say(call, 'bye', {retry_after_ms: 5_000});
    },
    resetAll,
    become(next: Weather) {
      weather = next;
      if (next === 'down') resetAll();
      // A process that comes to an end says nothing more; what it was about to drip is lost.
      else if (next !== 'silent' && next !== 'slow') for (const call of live()) call.end();
    },
    /** The way to it. */
    connect(value: boolean) {
      online = value;
      if (!value) resetAll();
    },
  };
}
