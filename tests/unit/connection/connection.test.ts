import {describe, expect, test} from 'vitest';
import {createConnection} from '../../../src/connection/connection.js';
import {streamUrl} from '../../../src/connection/stream-url.js';
import {initialState, reduceMessage} from '../../../src/store/reduce.js';
import type {FeedErrorCode} from '../../../src/model/errors.js';
import {FeedError} from '../../../src/model/errors.js';
import type {Message} from '../../../src/model/types.js';
import {ManualClock, settle} from '../../support/clock.js';
import {
  answerDocument,
  nextVisit,
  openStream,
  SECOND,
  start,
  tellAll,
  url,
  wait,
} from '../../support/connection.js';
import type {Run} from '../../support/connection.js';
import {seededRandom} from '../../support/random.mjs';
import {scriptedSource} from '../../support/scripted-source.js';
import {beat, native, whole} from '../model.js';

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

test('a named stream that never comes says nothing of what its document’s address gives', async () => {
  const run = start();
  for (let time = 0; time < 5; time++) {
    await answerDocument(run, {stream: '/stream'});
    expect(await nextVisit(run)).toBe('any /stream');
    run.call.fail(new TypeError('refused'));
    expect(await nextVisit(run)).toBe('any /feed');
  }
});

test('a foreign stream is never visited', async () => {
  const run = start();
  await answerDocument(run, {stream: 'https://evil.example/stream'});
  await run.clock.advance(60 * SECOND);
  expect(run.script.calls.map((call) => call.url)).toEqual([url, url]);
});

test('a gap leads to the whole document, without an id', async () => {
  let missed = false;
  const run = start({misses: () => missed});
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

describe('a visit times out', () => {
  const times = async (run: Run, seconds: number) => {
    await run.clock.advance(seconds * SECOND - 1);
    expect(run.phases.at(-1)).not.toMatch(/^waiting/);
    await run.clock.advance(1);
    expect(run.phases.at(-1)).toBe('waiting timeout');
    expect(run.call.signal.aborted).toBe(true);
    expect(run.clock.pending).toBe(1);
  };

  test('without headers after fifteen seconds', () => times(start(), 15));

  test('without a first byte of a stream after ten; headers alone are not live', async () => {
    const run = start();
    await settle();
    run.call.open('stream');
    await times(run, 10);
    expect(run.phases).toEqual(['connecting', 'waiting timeout']);
  });

  test('without the end of a document after twenty-five', async () => {
    const run = start();
    await settle();
    run.call.open('document');
    await times(run, 25);
  });

  test('without a byte of a live stream after forty-five, however often bytes came before', async () => {
    const run = start();
    await openStream(run);
    for (let beat = 0; beat < 5; beat++) {
      await run.clock.advance(44 * SECOND);
      run.call.alive();
      await settle();
    }
    await times(run, 45);
  });

  test('after a sleeping machine woke up', async () => {
    const run = start();
    await openStream(run);
    run.clock.sleep(3_600 * SECOND);
    await run.clock.advance(0);
    expect(run.phases.at(-1)).toBe('waiting timeout');
  });

  test('and what it still brings is not delivered', async () => {
    const run = start();
    await openStream(run);
    const late = run.call;
    await run.clock.advance(45 * SECOND);
    late.message(whole());
    await settle();
    expect(run.delivered).toEqual([]);
  });
});

describe('a stream', () => {
  test('is live with its first byte, told once', async () => {
    const run = start();
    await openStream(run);
    run.call.alive();
    run.call.alive();
    await settle();
    expect(run.phases).toEqual(['connecting', 'live']);
  });

  test('delivers in order, with the difference of the clocks', async () => {
    const run = start();
    await settle();
    run.call.open('stream', -5_000);
    run.call.alive();
    const generatedAt = run.clock.now() - 5_000;
    run.call.message(whole({revision: native(1, {generatedAt})}));
    run.call.message(beat(native(1, {generatedAt})));
    await settle();
    expect(run.delivered.map(({type}) => type)).toEqual(['snapshot', 'beat']);
    expect(run.offsets).toEqual([-5_000, -5_000]);
  });

  test.each<[FeedErrorCode, string]>([
    ['network', 'any /feed 7'],
    ['timeout', 'any /feed 7'],
    ['http', 'any /feed'],
    ['document', 'any /feed'],
    ['too-large', 'any /feed'],
    ['content-type', 'any /feed'],
    ['address', 'any /feed'],
  ])(
    'that fails by %s is followed by %s: no id brings a wrong answer again',
    async (code, visit) => {
      const run = start();
      await openStream(run);
      run.call.send({type: 'id', id: '7'});
      run.call.fail(new FeedError(code));
      expect(await nextVisit(run)).toBe(visit);
      expect(run.phases).toContain(`waiting ${code}`);
    },
  );

  test('that breaks without a reason is trouble with the network; one with a reason keeps it', async () => {
    const errors: (FeedError | undefined)[] = [];
    const run = start({onStatus: (_phase, _ms, error) => error && void errors.push(error)});
    const reason = new FeedError('too-large');
    const cause = new TypeError('terminated');
    await openStream(run);
    run.call.fail(reason);
    await run.clock.advance(10 * SECOND);
    run.call.fail(cause);
    await settle();
    expect(errors[0]).toBe(reason);
    expect(errors[1]).toMatchObject({name: 'FeedError', code: 'network', cause});
  });

  test('keeps its id over visits that bring none, and drops it when told to', async () => {
    const run = start();
    await openStream(run);
    run.call.send({type: 'id', id: '7'});
    run.call.end();
    expect(await nextVisit(run)).toBe('any /feed 7');
    run.call.fail(new FeedError('network'));
    expect(await nextVisit(run)).toBe('any /feed 7');
    await openStream(run);
    run.call.send({type: 'id', id: ''});
    run.call.end();
    expect(await nextVisit(run)).toBe('any /feed');
  });

  test('named by a document is resumed where it ended; the document comes first when it broke', async () => {
    for (const [finish, visit] of [
      ['end', 'any /stream 7'],
      ['fail', 'any /feed'],
    ] as const) {
      const run = start();
      await answerDocument(run, {stream: '/stream'});
      await nextVisit(run);
      await openStream(run);
      run.call.send({type: 'id', id: '7'});
      run.call[finish](new TypeError('reset'));
      expect(await nextVisit(run)).toBe(visit);
    }
  });

  test('named by a document and without ids: the document comes first, also when it just ended', async () => {
    const run = start();
    await answerDocument(run, {stream: '/stream'});
    await nextVisit(run);
    await openStream(run);
    run.call.end();
    expect(await nextVisit(run)).toBe('any /feed');
  });

  test('that says goodbye is left at once; its time is waited, and up to twice that', async () => {
    for (const [ms, seconds] of [
      [20 * SECOND, 30],
      [0, 7.5],
      [undefined, 7.5],
    ] as const) {
      const run = start();
      await openStream(run);
      run.call.send({type: 'id', id: '7'});
      run.call.message({type: 'bye', retryAfterMs: ms});
      run.call.message(whole());
      expect(await wait(run)).toBe(seconds);
      expect(run.delivered).toEqual([]);
      expect(run.phases).toEqual(['connecting', 'live', 'waiting']);
      expect(await nextVisit(run)).toBe('any /feed 7');
    }
  });

  test('that says goodbye behind a gap is heeded, and begins with the whole document', async () => {
    const run = start();
    await tellAll(run);
    const raw = {event: '', text: ''};
    const lost = beat(native(3, {generatedAt: run.clock.now()}));
    const goodbye: Message = {type: 'bye', retryAfterMs: 120 * SECOND};
    run.call.send({
      type: 'messages',
      messages: [lost, goodbye].map((message) => ({message, problems: [], raw})),
    });
    // 120 s times 1.5, by the chance of this test.
    expect(await wait(run)).toBe(180);
    expect(await nextVisit(run)).toBe('any /feed');
  });

  test('may ask for a spread of one second to two minutes, which is remembered', async () => {
    for (const [ms, seconds] of [
      [0, 0.5],
      [4 * SECOND, 2],
      [1e9, 60],
    ] as const) {
      const run = start();
      await openStream(run);
      run.call.send({type: 'retry', ms});
      await run.clock.advance(30 * SECOND);
      run.call.alive();
      await run.clock.advance(30 * SECOND);
      run.call.end();
      expect(await wait(run)).toBe(seconds);
      await nextVisit(run);
      await openStream(run);
      await run.clock.advance(40 * SECOND);
      run.call.alive();
      await run.clock.advance(20 * SECOND);
      run.call.end();
      expect(await wait(run)).toBe(seconds);
    }
  });

  test('that lived for a minute is forgiven all; a flapping one keeps its long waits', async () => {
    for (const [more, seconds] of [
      [0, 7.5],
      [-1, 62.5],
    ] as const) {
      const run = start();
      for (let attempt = 0; attempt < 5; attempt++) {
        await settle();
        run.call.fail(new FeedError('network'));
        await nextVisit(run);
      }
      await openStream(run);
      await run.clock.advance(40 * SECOND);
      run.call.alive();
      await run.clock.advance(20 * SECOND + more);
      run.call.end();
      expect(await wait(run)).toBe(seconds);
    }
  });

  describe('whose edge lives but whose feed says nothing for too long', () => {
    /** Beside them the whole document may be asked for. */
    const streams = (run: Run) => run.script.running().filter(({accept}) => accept === 'any');
    const quiet = async (run: Run, seconds: number) => {
      const {call} = run;
      for (let time = 15; time < seconds; time += 15) {
        await run.clock.advance(15 * SECOND);
        call.alive();
        await settle();
        expect(streams(run), `after ${time} s`).toHaveLength(1);
      }
      await run.clock.advance(15 * SECOND);
      call.alive();
      await settle();
      expect(streams(run)).toEqual([]);
    };

    test('is left after four fifths of what it promised, to start over without an id', async () => {
      const run = start();
      await openStream(run);
      run.call.send({type: 'id', id: '7'});
      run.call.message(whole({revision: native(1, {maxStaleSeconds: 150})}));
      await settle();
      await quiet(run, 120);
      expect(run.phases.at(-1)).toBe('waiting');
      expect(await nextVisit(run)).toBe('any /feed');
    });

    test('is left after four minutes where it promised nothing, or never said a word', async () => {
      const run = start();
      await openStream(run);
      await quiet(run, 240);
      expect(await nextVisit(run)).toBe('any /feed');
    });

    test('is measured from its last proof of life, a beat as well', async () => {
      const run = start();
      await openStream(run);
      run.call.message(whole({revision: native(1, {maxStaleSeconds: 75})}));
      await run.clock.advance(40 * SECOND);
      run.call.alive();
      run.call.message(beat(native(1, {generatedAt: run.clock.now()})));
      await settle();
      await quiet(run, 60);
    });

    test('keeps its promise over a resumed visit, which does not repeat it', async () => {
      const run = start();
      await openStream(run);
      run.call.send({type: 'id', id: '7'});
      run.call.message(whole({revision: native(1, {maxStaleSeconds: 900})}));
      run.call.end();
      expect(await nextVisit(run)).toBe('any /feed 7');
      await openStream(run);
      await quiet(run, 720);
    });
  });
});

describe('a document', () => {
  test('is polled about every minute, or as often as it says', async () => {
    const run = start();
    await answerDocument(run);
    expect(await wait(run)).toBe(60);
    expect(await nextVisit(run)).toBe('document /feed');
    await answerDocument(run, {pollAfterSeconds: 10});
    expect(await wait(run)).toBe(10);
    expect(await nextVisit(run)).toBe('document /feed');
  });

  test('where a stream was before does not make it a document for ever', async () => {
    const run = start();
    await openStream(run);
    run.call.message(whole());
    run.call.end();
    await nextVisit(run);
    await answerDocument(run);
    expect(await nextVisit(run)).toBe('any /feed');
  });

  test('forgives earlier failures', async () => {
    const run = start();
    await answerDocument(run);
    await nextVisit(run);
    for (let attempt = 0; attempt < 3; attempt++) {
      await settle();
      run.call.fail(new FeedError('network'));
      await nextVisit(run);
    }
    await answerDocument(run);
    await nextVisit(run);
    run.call.fail(new FeedError('network'));
    expect(await wait(run)).toBe(7.5);
  });

  test('that fails is asked for again as whatever comes, and its last stream is forgotten', async () => {
    const run = start();
    await answerDocument(run);
    await nextVisit(run);
    run.call.open('document');
    run.call.fail(new FeedError('document'));
    expect(await nextVisit(run)).toBe('any /feed');
    expect(run.phases).toContain('waiting document');
  });

  test('that leaves a gap open is still taken, and polled on', async () => {
    const run = start({misses: () => true});
    await answerDocument(run);
    expect(run.phases).toEqual(['connecting', 'polling']);
    expect(await wait(run)).toBe(60);
  });

  test('opens its stream within two seconds, fresh; one that failed before keeps its distance', async () => {
    const run = start();
    await answerDocument(run, {stream: '/stream'});
    expect(await wait(run)).toBe(1);
    expect(await nextVisit(run)).toBe('any /stream');
    run.call.fail(new FeedError('network'));
    await nextVisit(run);
    await answerDocument(run, {stream: '/stream'});
    expect(await wait(run)).toBe(20);
    expect(await nextVisit(run)).toBe('any /stream');
  });

  test('where its stream should be makes no storm', async () => {
    const run = start();
    const waits: number[] = [];
    for (let visit = 0; visit < 6; visit++) {
      await answerDocument(run, {stream: '/feed'});
      waits.push(await wait(run));
      expect(await nextVisit(run)).toBe('any /feed');
    }
    expect(waits).toEqual([1, 20, 35, 62.5, 62.5, 62.5]);
  });

  test('may name a stream on a mirror, and on no other host', async () => {
    const urls = [url, 'https://mirror.example/feed'];
    for (const [stream, visited] of [
      ['https://mirror.example/x', 'https://mirror.example/x'],
      ['https://evil.example/x', url],
    ] as const) {
      const run = start({urls});
      await answerDocument(run, {stream});
      await nextVisit(run);
      expect(run.call.url).toBe(visited);
    }
  });
});

describe('after a failure', () => {
  const failed = async (...errors: FeedError[]) => {
    const run = start();
    for (const error of errors) {
      await settle();
      run.call.fail(error);
      await wait(run);
      if (error !== errors.at(-1)) await nextVisit(run);
    }
    return wait(run);
  };

  test.each([204, 401, 403, 404, 410])('%i the next visit is ten minutes later', async (status) => {
    expect(await failed(new FeedError('http', {status}))).toBe(600);
  });

  test.each([408, 429, 500, 503])('%i the next visit is soon', async (status) => {
    expect(await failed(new FeedError('http', {status}))).toBe(7.5);
  });

  test('the server’s Retry-After counts', async () => {
    const error = new FeedError('http', {status: 503, retryAfterMs: 100 * SECOND});
    expect(await failed(error)).toBe(150);
    const full = new FeedError('http', {status: 403, retryAfterMs: 20 * SECOND});
    expect(await failed(full)).toBe(30);
  });

  test('a wrong answer may be a captive portal’s once; twice it is refused', async () => {
    expect(await failed(new FeedError('content-type'))).toBe(7.5);
    expect(await failed(new FeedError('content-type'), new FeedError('content-type'))).toBe(600);
    expect(await failed(new FeedError('address'))).toBe(600);
  });

  test('a source that throws at once is trouble like any other', async () => {
    const run = start({
      source: () => {
        throw new Error('mine');
      },
    });
    await settle();
    expect(run.phases).toEqual(['connecting', 'waiting network']);
    run.close();
    expect(run.clock.pending).toBe(0);
  });
});

describe('the address of a stream', () => {
  const origins = ['https://feed.example', 'https://mirror.example'];
  const documentUrl = 'https://feed.example/v1/feed';

  test.each([
    ['events', 'https://feed.example/v1/events'],
    ['/events', 'https://feed.example/events'],
    ['?stream', 'https://feed.example/v1/feed?stream'],
    ['https://feed.example/x', 'https://feed.example/x'],
    ['https://mirror.example/x', 'https://mirror.example/x'],
  ])('%s is %s', (stream, address) => {
    expect(streamUrl(stream, documentUrl, origins)).toBe(address);
  });

  test.each([
    undefined,
    '',
    '//evil.example/x',
    'https://evil.example',
    'http://feed.example/x',
    'javascript:alert(1)',
    'data:text/event-stream,',
    'https://u:p@feed.example/x',
    'https://feed.example.evil.example/',
    'https://feed.example:444/x',
    'https://',
  ])('%s is none', (stream) => {
    expect(streamUrl(stream, documentUrl, origins)).toBeUndefined();
  });
});

test('failures wait longer and longer', async () => {
  const run = start();
  const waits: (number | undefined)[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    await settle();
    run.call.fail(new FeedError('network'));
    await settle();
    waits.push(run.wait);
    await run.clock.advance(run.wait);
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
    await run.clock.advance(run.wait);
  }
  const began = run.clock.now();
  await openStream(run);
  run.call.end();
  await settle();
  await run.clock.advance(run.wait);
  expect(run.clock.now() - began).toBeGreaterThan(60 * SECOND);
});

describe('after it is closed, nothing is delivered and no timer is left', () => {
  const moments: Record<string, (run: Run) => Promise<void>> = {
    'while connecting': () => settle(),
    'after headers': async (run) => {
      await settle();
      run.call.open('stream');
      await settle();
    },
    'while live': openStream,
    'while waiting': async (run) => {
      await settle();
      run.call.fail(new FeedError('network'));
      await settle();
    },
    'while polling': (run) => answerDocument(run),
    'inside a document': async (run) => {
      await settle();
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
      expect(run.phases.at(-1)).toBe('idle');
      run.call.message(whole());
      run.call.alive();
      await settle();
      await run.clock.advance(3_600 * SECOND);
      expect(run.delivered).toHaveLength(delivered);
      expect(run.phases.at(-1)).toBe('idle');
      expect(run.script.running()).toEqual([]);
      expect(run.clock.pending).toBe(0);
      expect(run.script.calls).toHaveLength(1);
    });
  }

  test('before it began, which calls no source', async () => {
    const run = start();
    expect(run.phases).toEqual([]);
    expect(run.clock.pending).toBe(0);
    run.close();
    await settle();
    await run.clock.advance(3_600 * SECOND);
    expect(run.phases).toEqual(['idle']);
    expect(run.script.calls).toEqual([]);
    expect(run.clock.pending).toBe(0);
  });

  test('from inside a phase', async () => {
    for (const at of ['connecting', 'live', 'waiting', 'polling']) {
      const close: {now?: () => void} = {};
      const run = start({onStatus: (phase) => void (phase === at && close.now!())});
      close.now = run.close;
      if (at === 'polling') await answerDocument(run);
      else {
        await openStream(run);
        run.call.end();
      }
      await settle();
      expect(run.clock.pending, at).toBe(0);
      await run.clock.advance(3_600 * SECOND);
      expect(run.script.calls, at).toHaveLength(1);
    }
  });
});

test('a thousand random opens, ends, failures and closes leave no timer, and never two connections', async () => {
  const seed = 20_261_121;
  const random = seededRandom(seed);
  const clock = new ManualClock();
  const script = scriptedSource();
  let state = initialState;
  let started = false;
  const connection = createConnection({
    urls: [url],
    source: script.source,
    clock,
    random,
    state: () => state,
    deliver([first]) {
      const {message, problems} = first!;
      const merge = reduceMessage(state, {message, problems, at: clock.now(), clockOffset: 0});
      ({state} = merge);
      return random() < 0.2 ? {...merge, outcome: 'gap'} : merge;
    },
    onStatus: () => undefined,
  });
  for (let step = 0; step < 1_000; step++) {
    const dice = Math.floor(random() * 9);
    const [call] = script.running();
    if (dice === 0) {
      connection.stop();
      started = false;
    } else if (dice <= 2) {
      if (!started) connection.start();
      started = true;
    } else if (dice === 3) call?.open(random() < 0.7 ? 'stream' : 'document');
    else if (dice === 4) call?.alive();
    else if (dice === 5) call?.message(random() < 0.9 ? whole() : {type: 'bye', retryAfterMs: 1});
    else if (dice === 6) call?.end();
    else if (dice === 7) call?.fail(new FeedError('network'));
    else await clock.advance(random() * 40 * SECOND);
    if (random() < 0.7) await settle();
    const context = `step ${step} of seed ${seed}`;
    if (started)
      expect(
        script.running().filter(({signal}) => !signal.aborted).length,
        context,
      ).toBeLessThanOrEqual(1);
    // One for the visit or the wait; and what a close has aborted has not heard of it yet.
    await settle();
    expect(clock.pending, context).toBeLessThanOrEqual(started ? 1 : 0);
  }
  connection.stop();
  await settle();
  expect(clock.pending).toBe(0);
  expect(script.running()).toEqual([]);
});
