// A connection whose time, chance and network are in the hands of a test.
import {expect} from 'vitest';
import {createConnection} from '../../src/connection/connection.ts';
import type {ConnectionOptions} from '../../src/connection/connection.ts';
import {initialState, reduceConnection, reduceMessage} from '../../src/store/reduce.ts';
import {freshness, pageLevel} from '../../src/store/select.ts';
import type {Message} from '../../src/model/types.ts';
import {beat, revision, native, whole} from '../unit/model.ts';
import {ManualClock, settle} from './clock.ts';
import {scriptedSource} from './scripted-source.ts';

export const SECOND = 1_000;
export const url = 'https://feed.example/feed';

export function start(options: Partial<ConnectionOptions> & {misses?: () => boolean} = {}) {
  const clock = new ManualClock();
  const script = scriptedSource();
  const delivered: Message[] = [];
  const offsets: number[] = [];
  const phases: string[] = [];
  let state = initialState;
  let waitMs = 0;
  const {misses = () => false, ...rest} = options;
  const connection = createConnection({
    urls: [url],
    source: script.source,
    clock,
    random: () => 0.5,
    state: () => state,
    deliver([first], {clockOffset}) {
      const {message, problems} = first!;
      delivered.push(message);
      offsets.push(clockOffset);
      const at = clock.now();
      const merge = reduceMessage(state, {message, problems, at, clockOffset});
      ({state} = merge);
      return misses() ? {...merge, outcome: 'gap'} : merge;
    },
    onStatus(phase, ms, error) {
      waitMs = ms;
      state = reduceConnection(state, phase, error);
      const said = error ? `${phase} ${error.code}` : phase;
      // A live stream is said to live again and again.
      if (said !== 'live' || phases.at(-1) !== said) phases.push(said);
    },
    ...rest,
  });
  connection.start();
  return {
    clock,
    script,
    delivered,
    offsets,
    phases,
    connection,
    close: connection.stop,
    /** Ms until the next attempt, as announced. */
    get wait() {
      return waitMs;
    },
    /** What a user would be told of how well the feed is known. */
    get known() {
      return freshness(state, clock.now());
    },
    get level() {
      return pageLevel(state, clock.now());
    },
    get call() {
      return script.last;
    },
    get visits() {
      return script.calls.map((call) =>
        `${call.accept} ${call.url.slice('https://feed.example'.length)} ${call.lastEventId}`.trim(),
      );
    },
  };
}

export type Run = ReturnType<typeof start>;

export async function openStream(run: Run) {
  await settle();
  run.call.open('stream');
  run.call.alive();
  await settle();
}

export async function answerDocument(run: Run, fields = {}) {
  await settle();
  run.call.open('document');
  run.call.message(whole({revision: revision(fields)}));
  run.call.end();
  await settle();
}

/** How long until the next visit after what just happened, in seconds. */
export async function wait(run: Run): Promise<number> {
  await settle();
  expect(run.script.running()).toEqual([]);
  return run.wait / SECOND;
}

/** The visit that follows, as `accept url id`. */
export async function nextVisit(run: Run): Promise<string> {
  await wait(run);
  await run.clock.advance(run.wait);
  return run.visits.at(-1)!;
}

/** The streams that are open; beside them the whole document may be asked for. */
export const streams = (run: Run) => run.script.running().filter(({accept}) => accept === 'any');

/** A stream goes on: a byte every fifteen seconds, and with a `rev` the beat that proves that its feed lives. */
export async function goOn(run: Run, seconds: number, rev?: number, call = run.call) {
  for (let left = seconds; left > 0; left -= 15) {
    await run.clock.advance(Math.min(15, left) * SECOND);
    if (rev !== undefined) call.message(beat(native(rev, {generatedAt: run.clock.now()})));
    call.alive();
    await settle();
  }
}

/** A stream that told everything and goes on. */
export async function tellAll(run: Run, rev = 1, fields = {}) {
  await openStream(run);
  run.call.send({type: 'id', id: String(rev)});
  run.call.message(whole({revision: native(rev, {generatedAt: run.clock.now(), ...fields})}));
  await settle();
}
