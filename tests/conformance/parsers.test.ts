import {createParser} from 'eventsource-parser';
import {describe, expect, test} from 'vitest';
import {hostileStreams} from '../fixtures/hostile.js';
import cases from '../fixtures/sse-cases.json' with {type: 'json'};
import {seededRandom} from '../support/random.mjs';
import {everyByte, someSplit, utf8, waysToCut} from '../support/splits.js';
import {contractCases} from './streams.js';

/** Fixed, so that a failing split can be run again. */
const seeds = Array.from({length: 20}, (_, index) => 20_261_121 + index);

/** Parses pieces of a stream, in order. */
function parse(chunks: readonly Uint8Array[], maxBufferSize?: number) {
  let lastEventId = '';
  let retry: number | undefined;
  const events: {type: string; data: string; lastEventId: string}[] = [];
  const errors: string[] = [];
  const parser = createParser({
    onId: (id) => (lastEventId = id),
    onEvent: ({event: type = 'message', data}) => events.push({type, data, lastEventId}),
    onRetry: (ms) => (retry = ms),
    onError: ({type}) => errors.push(type),
    ...(maxBufferSize !== undefined && {maxBufferSize}),
  });
  // Our reader of streams does the same.
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  for (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, {stream: true}));
    if (errors.includes('max-buffer-size-exceeded')) break;
  }
  return {events, lastEventId, retry, overflow: errors.includes('max-buffer-size-exceeded')};
}

/** The standard's algorithm, over the whole stream at once (HTML Standard, section 9.2.6). */
function byTheStandard(bytes: Uint8Array) {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\r|\n/);
  // The rest after the last line end is not a whole line.
  lines.pop();
  const events: {type: string; data: string; lastEventId: string}[] = [];
  let [lastEventId, id, type, data] = ['', '', '', ''];
  let retry: number | undefined;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (line === '') {
      lastEventId = id;
      if (data !== '') events.push({type: type || 'message', data: data.slice(0, -1), lastEventId});
      [type, data] = ['', ''];
    } else if (field === 'event') type = value;
    else if (field === 'data') data += `${value}\n`;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^[0-9]+$/.test(value)) retry = parseInt(value, 10);
  }
  return {events, lastEventId, retry, overflow: false};
}

describe('the event stream parser', {timeout: 30_000}, () => {
  test.each(contractCases.map(({group, name, stream}) => [`${group}: ${name}`, stream] as const))(
    '%s',
    (_, stream) => {
      const {chunks, events} = stream();
      const expected = events.map(({id: lastEventId, ...event}) => ({...event, lastEventId}));
      expect(parse(chunks).events).toEqual(expected);
    },
  );

  for (const {name, inputHex, expect: events, ...more} of cases.parse) {
    test(name, () => {
      const {lastEventIdAfter, retryMs} = more as {lastEventIdAfter?: string; retryMs?: number};
      for (const [how, chunks] of waysToCut(Buffer.from(inputHex, 'hex'), seeds)) {
        const result = parse(chunks);
        expect(result.events, how).toEqual(events);
        if (lastEventIdAfter !== undefined) expect(result.lastEventId, how).toBe(lastEventIdAfter);
        if (retryMs !== undefined) expect(result.retry, how).toBe(retryMs ?? undefined);
      }
    });
  }

  for (const {id, title, bytes, category, specEvents, ...more} of hostileStreams) {
    if (!specEvents || category === 'http') continue;
    test(`${id}: ${title}`, () => {
      for (const [how, chunks] of waysToCut(bytes, seeds)) {
        const result = parse(chunks);
        expect(result.events, how).toEqual(specEvents);
        if (more.specLastEventId !== undefined)
          expect(result.lastEventId, how).toBe(more.specLastEventId);
        expect(result.retry, how).toBe(more.specRetry && Number(more.specRetry));
      }
    });
  }

  test('makes of any characters what the standard makes of them', () => {
    const tokens = [
      'data',
      'event',
      'id',
      'retry',
      'foo',
      ':',
      ': ',
      ' ',
      '1',
      'x',
      '\0',
      'é',
      '🔥',
    ];
    const ends = ['\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\ufeff'];
    for (let seed = 1; seed <= 2_000; seed++) {
      const random = seededRandom(seed);
      const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
      const text = Array.from({length: 40}, () => pick(random() < 0.4 ? ends : tokens)).join('');
      const bytes = utf8(text);
      const expected = byTheStandard(bytes);
      for (const chunks of [[bytes], everyByte(bytes), someSplit(bytes, seed)])
        expect(parse(chunks), `${seed} ${JSON.stringify(text)}`).toEqual(expected);
    }
  });

  test('gives up an event over the limit, and keeps what came before it', () => {
    const line = utf8(`data: ${'x'.repeat(1_000)}\n`);
    const before = utf8('data: a\n\n');
    const result = parse([before, ...Array<Uint8Array>(5).fill(line)], 4_000);
    expect(result).toMatchObject({events: [{data: 'a'}], overflow: true});
  });

  test('gives up a line over the limit', () => {
    const piece = utf8('x'.repeat(1_000));
    expect(parse([utf8('data: '), ...Array<Uint8Array>(5).fill(piece)], 4_000)).toMatchObject({
      events: [],
      overflow: true,
    });
  });

  test('reads any number of events that are each under the limit', () => {
    const one = utf8(`data: ${'x'.repeat(3_000)}\n\n`);
    const {events, overflow} = parse(Array<Uint8Array>(10).fill(one), 4_000);
    expect([events.length, overflow]).toEqual([10, false]);
  });
});
