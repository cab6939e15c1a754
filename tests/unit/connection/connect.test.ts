import {describe, expect, test} from 'vitest';
import {connect} from '../../../src/connection/connect.js';
import type {ConnectOptions} from '../../../src/connection/connect.js';
import {FeedError} from '../../../src/wire/errors.js';
import type {Message} from '../../../src/wire/types.js';
import {ManualClock, settle} from '../../support/clock.js';
import {beat, edition, native, whole} from '../../support/model.js';
import {seededRandom} from '../../support/random.js';
import {scriptedSource} from '../../support/scripted-source.js';

const SECOND = 1_000;
const url = 'https://feed.example/feed';

function start(options: Partial<ConnectOptions> = {}) {
  const clock = new ManualClock();
  const script = scriptedSource();
  const delivered: Message[] = [];
  const phases: string[] = [];
  const close = connect({
    url,
    trustedOrigins: [],
    source: script.source,
    clock,
    random: () => 0.5,
    deliver({message}) {
      delivered.push(message);
      return false;
    },
    onPhase: (phase, error) => phases.push(error ? `${phase} ${error.code}` : phase),
    ...options,
  });
  return {
    clock,
    script,
    delivered,
    phases,
    close,
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

type Run = ReturnType<typeof start>;

async function openStream(run: Run) {
  await settle();
  run.call.open('stream');
  run.call.alive();
  await settle();
}

async function answerDocument(run: Run, fields = {}) {
  await settle();
  run.call.open('document');
  run.call.message(whole({edition: edition(fields)}));
  run.call.end();
  await settle();
}

test('a stream is live, waits when it ends, and is resumed', async () => {
  const run = start();
  await openStream(run);
  run.call.send({type: 'id', id: '7'});
  run.call.message(whole());
  run.call.end();
  await settle();
  expect(run.phases).toEqual(['connecting', 'live', 'waiting']);
  await run.clock.advance(7.5 * SECOND);
  expect(run.visits).toEqual(['any /feed', 'any /feed 7']);
  await openStream(run);
  expect(run.phases.slice(3)).toEqual(['connecting', 'live']);
  expect(run.delivered).toHaveLength(1);
});

test('a document is polled', async () => {
  const run = start();
  for (let poll = 0; poll < 3; poll++) {
    await answerDocument(run);
    await run.clock.advance(60 * SECOND);
  }
  expect(run.visits).toEqual(['any /feed', 'document /feed', 'document /feed', 'document /feed']);
  expect(run.phases).toEqual([
    'connecting',
    'polling',
    'connecting',
    'polling',
    'connecting',
    'polling',
    'connecting',
  ]);
});

test('a document that names a stream leads to it; when that breaks, the document comes first again', async () => {
  const run = start();
  await answerDocument(run, {stream: '/stream'});
  await run.clock.advance(SECOND);
  await openStream(run);
  run.call.send({type: 'id', id: '7'});
  run.call.fail(new TypeError('reset'));
  await run.clock.advance(7.5 * SECOND);
  await answerDocument(run, {stream: '/stream'});
  await run.clock.advance(20 * SECOND);
  expect(run.visits).toEqual(['any /feed', 'any /stream', 'any /feed', 'any /stream']);
  expect(run.phases).toEqual([
    'connecting',
    'polling',
    'connecting',
    'live',
    'waiting network',
    'connecting',
    'polling',
    'connecting',
  ]);
});

test('a foreign stream is never visited', async () => {
  const run = start();
  await answerDocument(run, {stream: 'https://evil.example/stream'});
  await run.clock.advance(60 * SECOND);
  expect(run.script.calls.map((call) => call.url)).toEqual([url, url]);
});

test('a gap leads to the whole document, without an id', async () => {
  let missed = false;
  const run = start({deliver: () => missed});
  await openStream(run);
  run.call.send({type: 'id', id: '7'});
  run.call.message(whole());
  missed = true;
  run.call.message(beat(native(9)));
  await settle();
  expect(run.script.running()).toEqual([]);
  await run.clock.advance(15 * SECOND);
  expect(run.visits).toEqual(['any /feed', 'any /feed']);
});

test('failures wait longer and longer', async () => {
  const run = start();
  const waits: (number | undefined)[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    await settle();
    run.call.fail(new FeedError('network'));
    await settle();
    waits.push(run.clock.next);
    await run.clock.advance(run.clock.next!);
  }
  expect(waits).toEqual([7.5, 20, 35, 62.5, 62.5].map((seconds) => seconds * SECOND));
});

test('a stream that opens and ends for ever does not make a storm', async () => {
  const run = start();
  for (let attempt = 0; attempt < 20; attempt++) {
    await openStream(run);
    run.call.message(whole());
    run.call.end();
    await settle();
    await run.clock.advance(run.clock.next!);
  }
  const began = run.clock.now();
  await openStream(run);
  run.call.end();
  await settle();
  await run.clock.advance(run.clock.next!);
  expect(run.clock.now() - began).toBeGreaterThan(60 * SECOND);
});

describe('after it is closed, nothing is delivered and no timer is left', () => {
  const moments: Record<string, (run: Run) => Promise<void>> = {
    'while connecting': () => settle(),
    'after headers': async (run) => {
      run.call.open('stream');
      await settle();
    },
    'while live': openStream,
    'while waiting': async (run) => {
      run.call.fail(new FeedError('network'));
      await settle();
    },
    'while polling': (run) => answerDocument(run),
    'inside a document': async (run) => {
      run.call.open('document');
      await settle();
    },
    'with a message on its way': async (run) => {
      await openStream(run);
      run.call.message(whole());
    },
  };
  for (const [moment, reach] of Object.entries(moments)) {
    test(moment, async () => {
      const run = start();
      await reach(run);
      const delivered = run.delivered.length;
      run.close();
      expect(run.phases.at(-1)).toBe('closed');
      run.call.message(whole());
      run.call.alive();
      await settle();
      await run.clock.advance(3_600 * SECOND);
      expect(run.delivered).toHaveLength(delivered);
      expect(run.phases.at(-1)).toBe('closed');
      expect(run.script.running()).toEqual([]);
      expect(run.clock.pending).toBe(0);
      expect(run.script.calls).toHaveLength(1);
    });
  }

  test('from inside a phase', async () => {
    for (const at of ['live', 'waiting', 'polling']) {
      const close: {now?: () => void} = {};
      const run = start({onPhase: (phase) => void (phase === at && close.now!())});
      close.now = run.close;
      if (at === 'polling') await answerDocument(run);
      else {
        await openStream(run);
        run.call.end();
      }
      await settle();
      await run.clock.advance(3_600 * SECOND);
      expect(run.clock.pending, at).toBe(0);
      expect(run.script.calls, at).toHaveLength(1);
    }
  });
});

test('a thousand random opens, ends, failures and closes leave no timer, and never two connections', async () => {
  const seed = 20_261_121;
  const random = seededRandom(seed);
  const clock = new ManualClock();
  const script = scriptedSource();
  let close: (() => void) | undefined;
  for (let step = 0; step < 1_000; step++) {
    const dice = Math.floor(random() * 9);
    const [call] = script.running();
    if (dice === 0) {
      close?.();
      close = undefined;
    } else if (dice <= 2) {
      close ??= connect({
        url,
        trustedOrigins: [],
        source: script.source,
        clock,
        random,
        deliver: () => random() < 0.2,
        onPhase: () => undefined,
      });
    } else if (dice === 3) call?.open(random() < 0.7 ? 'stream' : 'document');
    else if (dice === 4) call?.alive();
    else if (dice === 5) call?.message(random() < 0.9 ? whole() : {type: 'bye', retryAfterMs: 1});
    else if (dice === 6) call?.end();
    else if (dice === 7) call?.fail(new FeedError('network'));
    else await clock.advance(random() * 40 * SECOND);
    if (random() < 0.7) await settle();
    const context = `step ${step} of seed ${seed}`;
    if (close)
      expect(
        script.running().filter(({signal}) => !signal.aborted).length,
        context,
      ).toBeLessThanOrEqual(1);
    // One for the visit or the wait; and what a close has aborted has not heard of it yet.
    await settle();
    expect(clock.pending, context).toBeLessThanOrEqual(close ? 1 : 0);
  }
  close?.();
  await settle();
  expect(clock.pending).toBe(0);
  expect(script.running()).toEqual([]);
});
