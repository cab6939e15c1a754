import {describe, expect, test} from 'vitest';
import {afterVisit, streamUrl} from '../../../src/connection/connect.js';
import type {Situation} from '../../../src/connection/connect.js';
import type {Outcome} from '../../../src/connection/visit.js';
import type {FeedErrorCode} from '../../../src/wire/errors.js';
import {FeedError} from '../../../src/wire/errors.js';
import {edition} from '../../support/model.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const url = 'https://feed.example/v1/feed';
const streamAddress = 'https://feed.example/v1/stream';

function decide(
  outcome: Partial<Outcome>,
  before: Partial<Situation> = {},
  trustedOrigins: string[] = [],
) {
  return afterVisit(
    {attempt: 0, stream: undefined, accept: 'any', lastEventId: '', spreadMs: undefined, ...before},
    {
      via: undefined,
      liveMs: 0,
      error: undefined,
      byeMs: undefined,
      retryMs: undefined,
      lastEventId: '',
      edition: undefined,
      ...outcome,
    },
    {url, trustedOrigins, random: () => 0.5},
  );
}

const document = (fields = {}) => ({via: 'document' as const, edition: edition(fields)});

describe('after a document', () => {
  test('it is polled about every minute, as a document', () => {
    expect(decide(document(), {attempt: 3, spreadMs: 5})).toEqual({
      situation: {attempt: 0, stream: undefined, accept: 'document', lastEventId: '', spreadMs: 5},
      phase: 'polling',
      delayMs: MINUTE,
    });
  });

  test('it is polled as often as it says', () => {
    expect(decide(document({pollAfterSeconds: 10})).delayMs).toBe(10 * SECOND);
  });

  test('its stream is opened within two seconds, fresh', () => {
    expect(decide(document({stream: 'stream'}))).toEqual({
      situation: {
        attempt: 0,
        stream: streamAddress,
        accept: 'any',
        lastEventId: '',
        spreadMs: undefined,
      },
      phase: 'polling',
      delayMs: SECOND,
    });
  });

  test('a stream that failed before keeps its distance', () => {
    const {situation, delayMs} = decide(document({stream: 'stream'}), {attempt: 2});
    expect(situation).toMatchObject({attempt: 2, stream: streamAddress});
    expect(delayMs).toBe(35 * SECOND);
  });

  test('a stream at a foreign origin is not opened: the document is polled', () => {
    const evil = {stream: 'https://evil.example/stream'};
    expect(decide(document(evil)).situation).toMatchObject({stream: undefined, accept: 'document'});
    expect(decide(document(evil), {}, ['https://evil.example']).situation.stream).toBe(
      'https://evil.example/stream',
    );
  });
});

describe('after a stream', () => {
  test('that ended, it is resumed where it ended', () => {
    const {situation, phase, delayMs} = decide(
      {via: 'stream', lastEventId: '7'},
      {stream: streamAddress},
    );
    expect(situation).toMatchObject({
      attempt: 1,
      stream: streamAddress,
      accept: 'any',
      lastEventId: '7',
    });
    expect([phase, delayMs]).toEqual(['waiting', 7.5 * SECOND]);
  });

  test('that broke, the document comes first where there is one, at its own address', () => {
    const broken = {via: 'stream', lastEventId: '7', error: new FeedError('network')} as const;
    expect(decide(broken, {stream: streamAddress}).situation).toMatchObject({
      stream: undefined,
      lastEventId: '',
    });
    expect(decide(broken).situation).toMatchObject({stream: undefined, lastEventId: '7'});
  });

  test.each<FeedErrorCode>(['http', 'document', 'too-large', 'content-type', 'address'])(
    'that failed by %s, no id brings the same failure again',
    (code) => {
      expect(
        decide({via: 'stream', lastEventId: '7', error: new FeedError(code)}).situation.lastEventId,
      ).toBe('');
    },
  );

  test('that lived for a minute, all is forgiven; a flapping one keeps its long waits', () => {
    expect(decide({via: 'stream', liveMs: MINUTE}, {attempt: 5})).toMatchObject({
      situation: {attempt: 1},
      delayMs: 7.5 * SECOND,
    });
    expect(decide({via: 'stream', liveMs: MINUTE - 1}, {attempt: 5})).toMatchObject({
      situation: {attempt: 6},
      delayMs: 62.5 * SECOND,
    });
  });

  test('that said goodbye, its time is waited and up to twice that', () => {
    expect(decide({via: 'stream', byeMs: 20 * SECOND}).delayMs).toBe(30 * SECOND);
    expect(decide({via: 'stream', byeMs: 0}).delayMs).toBe(7.5 * SECOND);
  });

  test('that asked for a spread, it is taken between one second and two minutes, and remembered', () => {
    const asked = (retryMs: number) => decide({via: 'stream', retryMs});
    expect(asked(0)).toMatchObject({situation: {spreadMs: SECOND}, delayMs: 500});
    expect(asked(1e9)).toMatchObject({situation: {spreadMs: 120 * SECOND}});
    expect(decide({via: 'stream'}, {spreadMs: 4 * SECOND})).toMatchObject({
      situation: {spreadMs: 4 * SECOND},
      delayMs: 2 * SECOND,
    });
  });
});

test('after a failure the server’s Retry-After counts', () => {
  const error = new FeedError('http', {status: 503, retryAfterMs: 100 * SECOND});
  expect(decide({error}).delayMs).toBe(150 * SECOND);
});

test('after a failed poll the next visit takes whatever comes', () => {
  const {situation, phase} = decide(
    {via: 'document', error: new FeedError('document')},
    {accept: 'document'},
  );
  expect(situation).toMatchObject({attempt: 1, accept: 'any'});
  expect(phase).toBe('waiting');
});

describe('the address of a stream', () => {
  test.each([
    ['events', 'https://feed.example/v1/events'],
    ['/events', 'https://feed.example/events'],
    ['?stream', 'https://feed.example/v1/feed?stream'],
    ['https://feed.example/x', 'https://feed.example/x'],
    ['https://mirror.example/x', 'https://mirror.example/x'],
  ])('%s is %s', (stream, address) => {
    expect(streamUrl(stream, url, ['https://mirror.example'])).toBe(address);
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
    expect(streamUrl(stream, url, ['https://mirror.example'])).toBeUndefined();
  });
});
