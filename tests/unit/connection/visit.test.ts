import {describe, expect, test} from 'vitest';
import {visit} from '../../../src/connection/visit.js';
import type {Outcome, VisitOptions} from '../../../src/connection/visit.js';
import {FeedError} from '../../../src/wire/errors.js';
import type {Message} from '../../../src/wire/types.js';
import {ManualClock, settle} from '../../support/clock.js';
import {beat, native, whole} from '../../support/model.js';
import {scriptedSource} from '../../support/scripted-source.js';

const SECOND = 1_000;
const message = whole({edition: native(1)});

function start(options: Partial<VisitOptions> = {}) {
  const clock = new ManualClock();
  const script = scriptedSource();
  const delivered: Message[] = [];
  const offsets: number[] = [];
  let live = 0;
  let outcome: Outcome | undefined;
  const visiting = visit({
    url: 'https://feed.example/feed',
    accept: 'any',
    lastEventId: '',
    source: script.source,
    clock,
    deliver(delivery, clockOffset) {
      delivered.push(delivery.message);
      offsets.push(clockOffset);
      return false;
    },
    onLive: () => void live++,
    ...options,
  });
  void visiting.outcome.then((result) => (outcome = result));
  return {
    clock,
    script,
    delivered,
    offsets,
    end: () => visiting.end(),
    get call() {
      return script.last;
    },
    get live() {
      return live;
    },
    /** After everything that can happen now; and nothing is left behind once it is over. */
    async outcome() {
      await settle();
      if (outcome)
        expect([clock.pending, script.last.over, script.last.signal.aborted]).toEqual([
          0,
          true,
          true,
        ]);
      return outcome;
    },
  };
}

async function startLive(options?: Partial<VisitOptions>) {
  const run = start(options);
  run.call.open('stream');
  run.call.alive();
  await settle();
  return run;
}

test('asks for what it was told to', () => {
  const {call} = start({accept: 'document', lastEventId: '7'});
  expect(call).toMatchObject({
    url: 'https://feed.example/feed',
    accept: 'document',
    lastEventId: '7',
  });
});

describe('a visit times out', () => {
  const times = async (run: ReturnType<typeof start>, seconds: number) => {
    await run.clock.advance(seconds * SECOND - 1);
    expect(await run.outcome()).toBeUndefined();
    await run.clock.advance(1);
    expect(await run.outcome()).toMatchObject({error: {code: 'timeout'}});
  };

  test('without headers after fifteen seconds', () => times(start(), 15));

  test('without a first byte of a stream after ten', async () => {
    const run = start();
    run.call.open('stream');
    await times(run, 10);
    expect(run.live).toBe(0);
  });

  test('without the end of a document after twenty-five', async () => {
    const run = start();
    run.call.open('document');
    await times(run, 25);
  });

  test('without a byte of a live stream after forty-five, however often bytes came before', async () => {
    const run = await startLive();
    for (let beat = 0; beat < 6; beat++) {
      await run.clock.advance(44 * SECOND);
      run.call.alive();
      await settle();
    }
    await times(run, 45);
  });

  test('after a sleeping machine woke up', async () => {
    const run = await startLive();
    run.clock.sleep(3_600 * SECOND);
    await run.clock.advance(0);
    expect(await run.outcome()).toMatchObject({error: {code: 'timeout'}});
  });
});

describe('a stream', () => {
  test('is live with its first byte, told once', async () => {
    const run = start();
    run.call.open('stream');
    await settle();
    expect(run.live).toBe(0);
    run.call.alive();
    run.call.alive();
    await settle();
    expect(run.live).toBe(1);
  });

  test('delivers in order, with the difference of the clocks', async () => {
    const run = start();
    run.call.open('stream', -5_000);
    run.call.alive();
    run.call.message(message);
    run.call.message(beat(native(1)));
    await settle();
    expect(run.delivered.map(({type}) => type)).toEqual(['snapshot', 'beat']);
    expect(run.offsets).toEqual([-5_000, -5_000]);
  });

  test('that ends is no error; what it learned is in the outcome', async () => {
    const run = await startLive({lastEventId: '1'});
    run.call.send({type: 'id', id: '7'});
    run.call.send({type: 'retry', ms: 3000});
    run.call.message(message);
    await run.clock.advance(30 * SECOND);
    run.call.end();
    expect(await run.outcome()).toEqual({
      via: 'stream',
      liveMs: 30 * SECOND,
      error: undefined,
      byeMs: undefined,
      retryMs: 3000,
      lastEventId: '7',
      edition: native(1),
    });
  });

  test('that breaks is trouble with the network', async () => {
    const run = await startLive({lastEventId: '1'});
    run.call.fail(new TypeError('terminated'));
    expect(await run.outcome()).toMatchObject({error: {code: 'network'}, lastEventId: '1'});
  });

  test('that fails with a reason keeps it', async () => {
    const run = await startLive();
    const error = new FeedError('too-large');
    run.call.fail(error);
    expect((await run.outcome())?.error).toBe(error);
  });

  test('that says goodbye is left at once', async () => {
    const run = await startLive();
    run.call.message({type: 'bye', retryAfterMs: 5000});
    run.call.message(message);
    expect(await run.outcome()).toMatchObject({byeMs: 5000, error: undefined});
    expect(run.delivered).toEqual([]);
  });

  test('that skipped something is left, to start over with the whole document', async () => {
    const run = await startLive({lastEventId: '1', deliver: () => true});
    run.call.message(message);
    expect(await run.outcome()).toMatchObject({lastEventId: '', error: undefined});
  });

  test('whose edge lives but whose feed says nothing for too long is left, to start over', async () => {
    const run = await startLive({lastEventId: '1'});
    run.call.message(whole({edition: native(1, {maxStaleSeconds: 60})}));
    await settle();
    for (let time = 15; time < 60; time += 15) {
      await run.clock.advance(15 * SECOND);
      run.call.alive();
      expect(await run.outcome()).toBeUndefined();
    }
    await run.clock.advance(15 * SECOND);
    run.call.alive();
    expect(await run.outcome()).toMatchObject({lastEventId: '', error: undefined});
  });
});

describe('a document', () => {
  test('is delivered, and that is all', async () => {
    const run = start();
    run.call.open('document');
    run.call.message(message);
    run.call.end();
    expect(await run.outcome()).toMatchObject({
      via: 'document',
      liveMs: 0,
      error: undefined,
      edition: native(1),
    });
    expect(run.delivered).toHaveLength(1);
    expect(run.live).toBe(0);
  });

  test('that leaves a gap open is still taken', async () => {
    const run = start({deliver: () => true});
    run.call.open('document');
    run.call.message(message);
    run.call.end();
    expect(await run.outcome()).toMatchObject({via: 'document', error: undefined});
  });
});

describe('ending a visit', () => {
  test.each(['before headers', 'after headers', 'while live', 'inside a document'])(
    '%s delivers nothing more',
    async (when) => {
      const run = start();
      if (when === 'after headers' || when === 'while live') run.call.open('stream');
      if (when === 'while live') run.call.alive();
      if (when === 'inside a document') run.call.open('document');
      await settle();
      run.end();
      run.call.message(message);
      expect(await run.outcome()).toMatchObject({error: {code: 'network'}});
      expect(run.delivered).toEqual([]);
    },
  );

  test('twice, or after its end, is harmless', async () => {
    const run = await startLive();
    run.call.end();
    await run.outcome();
    run.end();
    run.end();
    expect(await run.outcome()).toMatchObject({error: undefined});
  });
});

test('a source that throws at once is an outcome like any other', async () => {
  const clock = new ManualClock();
  const {outcome} = visit({
    url: 'x',
    accept: 'any',
    lastEventId: '',
    clock,
    deliver: () => false,
    source: () => {
      throw new Error('mine');
    },
  });
  expect(await outcome).toMatchObject({via: undefined, error: {code: 'network'}});
  expect(clock.pending).toBe(0);
});
