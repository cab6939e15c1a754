// What a connection does after an attempt, row by row.
import {describe, expect, test} from 'vitest';
import type {AttemptResult} from '../../../src/connection/attempt.js';
import {assess, newHistory} from '../../../src/connection/assessment.js';
import type {History, Target} from '../../../src/connection/assessment.js';
import {planNext} from '../../../src/connection/policy.js';
import type {PlanContext} from '../../../src/connection/policy.js';
import {FeedError} from '../../../src/model/errors.js';
import {revision, TEN} from '../model.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const url = 'https://feed.example/feed';
const named = 'https://feed.example/stream';

const chance = {now: TEN, random: () => 0.5};
const atFeed: Target = {accept: 'any', stream: undefined, lastEventId: ''};
const atStream: Target = {accept: 'any', stream: named, lastEventId: ''};
const forDocument: Target = {accept: 'document', stream: undefined, lastEventId: ''};

const facts = {
  via: 'stream',
  healthyMs: 30 * SECOND,
  lastEventId: '7',
  spreadMs: undefined,
} as const;
const failed = (error: FeedError, fields: object = {}): AttemptResult => ({
  ...facts,
  kind: 'failed',
  error,
  stalled: false,
  ...fields,
});
const network = new FeedError('network');
const timeout = new FeedError('timeout');
const refused = new FeedError('http', {status: 403});
const unreached = {via: undefined, healthyMs: undefined, lastEventId: ''};
const document: AttemptResult = {...facts, kind: 'document', via: 'document', lastEventId: ''};
const stalled = failed(timeout, {stalled: true, healthyMs: undefined, lastEventId: ''});

interface Row {
  readonly before?: Partial<History>;
  readonly target?: Target;
  readonly result: AttemptResult;
  readonly context?: Partial<PlanContext>;
}

/** The decision after one attempt. */
function decide({before = {}, target = atFeed, result, context = {}}: Row) {
  const assessment = assess({...newHistory, ...before}, target, result, chance);
  const decision = planNext(assessment, result, {
    ...chance,
    target,
    asked: url,
    url,
    moved: false,
    opensAt: TEN + assessment.closedMs,
    origins: ['https://feed.example'],
    revision: undefined,
    ...context,
  });
  const {plan, history} = decision;
  const {accept, stream = '', lastEventId} = plan.target;
  return {
    next: [accept, stream.replace('https://feed.example', ''), lastEventId]
      .filter(Boolean)
      .join(' '),
    seconds: plan.delayMs / SECOND,
    phase: plan.phase,
    closed: plan.closedMs > 0,
    attempts: history.attempts,
    history,
  };
}

describe('a plan', () => {
  test.each<[string, Row, object]>([
    [
      'after a stream that ended resumes it within the first spread',
      {result: {...facts, kind: 'ended'}},
      {next: 'any 7', seconds: 7.5, phase: 'waiting', attempts: 1},
    ],
    [
      'after a stream that was old renews it soon, and counts no failure',
      {result: {...facts, kind: 'rotated'}, before: {attempts: 2}},
      {next: 'any 7', seconds: 1, phase: 'live', attempts: 2},
    ],
    [
      'after a stream that lived for a minute forgives all',
      {result: {...facts, kind: 'ended', healthyMs: MINUTE}, before: {attempts: 5}},
      {seconds: 7.5, attempts: 1},
    ],
    [
      'after a gap begins with the whole document',
      {result: {...facts, kind: 'gap', lastEventId: ''}, target: atStream},
      {next: 'any', seconds: 7.5, phase: 'waiting'},
    ],
    [
      'after a starved stream starts over',
      {result: {...facts, kind: 'starved', lastEventId: ''}},
      {next: 'any', seconds: 7.5, phase: 'waiting'},
    ],
    [
      'after a goodbye waits as long as it asked for, and up to twice that',
      {result: {...facts, kind: 'bye', retryAfterMs: 20 * SECOND}},
      {next: 'any 7', seconds: 30, closed: true},
    ],
    [
      'after a goodbye to the readers of a small feed keeps their narrow spread',
      {result: {...facts, kind: 'bye', retryAfterMs: SECOND}, before: {spreadMs: SECOND}},
      {seconds: 1.5, closed: true},
    ],
    [
      'after a goodbye that asks for nothing is that of any stream that ended',
      {result: {...facts, kind: 'bye', retryAfterMs: undefined}},
      {next: 'any 7', seconds: 7.5, closed: false},
    ],
    [
      'after a stream that broke resumes it',
      {result: failed(network)},
      {next: 'any 7', seconds: 7.5, phase: 'waiting', attempts: 1},
    ],
    [
      'after a stream that a document named broke asks for the document',
      {result: failed(network), target: atStream},
      {next: 'any', seconds: 7.5},
    ],
    [
      'after such a stream ended resumes it',
      {result: {...facts, kind: 'ended'}, target: atStream},
      {next: 'any /stream 7'},
    ],
    [
      'after a wrong answer drops the id that led to it',
      {result: failed(new FeedError('document'))},
      {next: 'any', seconds: 7.5},
    ],
    [
      'after a refusal stays away for ten minutes',
      {result: failed(refused, unreached)},
      {next: 'any', seconds: 600, closed: true},
    ],
    [
      'after a refusal that names its end waits for that',
      {
        result: failed(new FeedError('http', {status: 403, retryAfterMs: 20 * SECOND}), unreached),
      },
      {next: 'any', seconds: 30, closed: true},
    ],
    [
      'after the third failure without a byte asks for the document alone',
      {result: failed(network, unreached), before: {attempts: 2}},
      {next: 'document', seconds: 35, attempts: 3},
    ],
    [
      'after a failure at one address knows nothing of what the next one gives',
      {
        result: failed(network),
        before: {endpoint: 'document'},
        context: {moved: true, opensAt: 0},
      },
      {next: 'any', seconds: 7.5},
    ],
  ])('%s', (_, row, expected) => {
    expect(decide(row)).toMatchObject(expected);
  });
});

describe('a refusal of a question for a document alone', () => {
  const status = (code: number) => failed(new FeedError('http', {status: code}), unreached);
  const html = failed(new FeedError('content-type'), unreached);
  const narrowed = {target: forDocument, before: {attempts: 3}};

  test.each<[string, AttemptResult]>([
    ['406', status(406)],
    ['404', status(404)],
    ['405', status(405)],
    ['403', status(403)],
    ['410', status(410)],
    ['204', status(204)],
    ['a page', html],
    ['JSON of something else', failed(new FeedError('document'), unreached)],
  ])('by %s is followed by the open question soon', (_, result) => {
    expect(decide({...narrowed, result})).toMatchObject({next: 'any', seconds: 20, closed: false});
  });

  test.each<[string, Row]>([
    [
      'comes from an address that gives documents',
      {target: forDocument, before: {endpoint: 'document'}, result: status(404)},
    ],
    [
      'comes from a feed that refused the open question as well',
      {target: forDocument, before: {attempts: 3, refused: true}, result: status(404)},
    ],
  ])('counts as one of the feed where it %s', (_, row) => {
    expect(decide(row)).toMatchObject({seconds: 600, closed: true});
  });
});

describe('a plan after a document', () => {
  const streaming = {revision: revision({stream: '/stream', pollAfterSeconds: 10})};

  test.each<[string, Row, object]>([
    [
      'polls it about every minute',
      {result: document},
      {next: 'document', seconds: 60, phase: 'polling', attempts: 0},
    ],
    [
      'polls it as often as it says',
      {result: document, context: {revision: revision({pollAfterSeconds: 10})}},
      {next: 'document', seconds: 10},
    ],
    [
      'takes a stream again where there was one',
      {result: document, before: {endpoint: 'stream'}},
      {next: 'any', seconds: 60},
    ],
    [
      'opens the stream that it names',
      {result: document, context: streaming},
      {next: 'any /stream', seconds: 1, phase: 'polling'},
    ],
    [
      'keeps its distance where that stream failed before',
      {result: document, before: {attempts: 2}, context: streaming},
      {next: 'any /stream', seconds: 35, attempts: 2},
    ],
    [
      'counts a document where its stream should be as a failure of that',
      {result: document, target: atStream, context: streaming},
      {next: 'any /stream', seconds: 20, attempts: 1},
    ],
    [
      'opens no stream on a foreign host',
      {result: document, context: {revision: revision({stream: 'https://evil.example/'})}},
      {next: 'document', seconds: 60},
    ],
    [
      'opens no stream where none gets through',
      {
        result: document,
        target: forDocument,
        before: {streamBlockedUntil: TEN + MINUTE},
        context: streaming,
      },
      {next: 'document', seconds: 10},
    ],
    [
      'of another address takes what that gives',
      {result: document, context: {moved: true}},
      {next: 'any', seconds: 60},
    ],
  ])('%s', (_, row, expected) => {
    expect(decide(row)).toMatchObject(expected);
  });
});

describe('a network that buffers', () => {
  test('is seen by two streams in a row without a byte, and tried again after five minutes', () => {
    const once = decide({result: stalled});
    expect(once).toMatchObject({next: 'any', history: {stalls: 1}});
    const twice = decide({result: stalled, before: once.history});
    expect(twice).toMatchObject({
      next: 'document',
      history: {stalls: 2, streamBlockedUntil: TEN + 5 * MINUTE},
    });
  });

  test('is not seen where a byte came in between', () => {
    const {history} = decide({result: {...facts, kind: 'ended'}, before: {stalls: 1}});
    expect(history.stalls).toBe(0);
  });

  test('is forgotten where a clock that was set back would block streams for longer', () => {
    const row = {result: document, before: {streamBlockedUntil: TEN + 86_400 * SECOND}};
    expect(decide({...row, context: {revision: revision({stream: '/stream'})}}).next).toBe(
      'any /stream',
    );
  });
});

test('nothing of what is remembered is changed in place', () => {
  const before = Object.freeze({...newHistory, attempts: 1});
  decide({before, result: failed(network)});
  expect(before).toEqual({...newHistory, attempts: 1});
});

test('one address that refused says nothing of what another has: a narrowed question is mended', () => {
  const away = decide({
    result: failed(refused, unreached),
    before: {streamBlockedUntil: TEN + MINUTE},
    context: {moved: true, url: named},
  });
  expect(away.next).toBe('document');
  const row = {target: forDocument, before: away.history, result: failed(refused, unreached)};
  expect(decide(row)).toMatchObject({next: 'any', closed: false});
});
