import {expect, test} from 'vitest';
import {checkFindings} from '../../src/check/check.js';
import type {Exchange, Observation, StreamItem} from '../../src/check/observation.js';
import {goodDocument} from '../support/imperfect-feed.js';

// The rules about time judge a recorded observation, so no test has to wait.

const now = Date.parse('2026-11-21T10:00:00Z');
const url = 'https://status.acme.example/feed';
const madeAt = (agoSeconds: number) => new Date(now - agoSeconds * 1000).toISOString();

function answer(headers: Record<string, string>, text?: string): Exchange {
  return {
    url,
    redirects: [],
    status: 200,
    headers: {date: new Date(now).toUTCString(), ...headers},
    ...(text !== undefined && {body: {text, bytes: text.length, tooLarge: false}}),
  };
}

const documentAnswer = (ext: Record<string, unknown>, headers: Record<string, string> = {}) =>
  answer({'content-type': 'application/json', ...headers}, JSON.stringify(goodDocument(ext)));

const came = (at: number): StreamItem => ({at, type: 'bytes'});
const said = (at: number, name: string, ext: Record<string, unknown>): readonly StreamItem[] => [
  came(at),
  {at, type: 'event', name, id: 'b7c1.42', data: JSON.stringify(goodDocument(ext))},
];

function streaming(items: readonly StreamItem[], listenedMs: number): Observation {
  const exchange = answer({'content-type': 'text/event-stream'});
  return {
    url,
    origin: 'https://app.example',
    now,
    document: documentAnswer({generated_at: madeAt(0)}),
    first: exchange,
    stream: {exchange, items, end: 'left', listenedMs},
  };
}

function found(observation: Observation, rule: string) {
  return checkFindings(observation)
    .filter((each) => each.rule === rule)
    .map(({weight, what}) => `${weight}: ${what}`);
}

const start = said(10, 'snapshot', {generated_at: madeAt(0)});
const heartbeats = Array.from({length: 7}, (_, index) => came((index + 1) * 15_000));

test.each([
  ['b7c1.42', 'passed: Events have an id to resume from.'],
  ['b7c1 42', 'must: The id "b7c1 42" is not printable ASCII without blanks.'],
])('the id %j, as readers take it', (id, finding) => {
  const items = [{at: 10, type: 'id', id} as const, ...start];
  expect(found(streaming(items, 20_000), 'id')).toEqual([finding]);
});

test('a silence of more than 15 s is found, also at the end', () => {
  const late = 'must: The stream was silent for 20 s.';
  expect(found(streaming([...start, came(20_010)], 20_020), 'heartbeat')).toEqual([late]);
  expect(found(streaming(start, 20_010), 'heartbeat')).toEqual([late]);
});

test('a heartbeat every 15 s, a little late on its way, is enough', () => {
  expect(found(streaming([...start, came(15_400)], 20_000), 'heartbeat')).toEqual([
    'passed: The stream is never silent for more than 15 s.',
  ]);
});

test('a beat that is due and does not come is found; heartbeats do not replace it', () => {
  expect(found(streaming([...start, ...heartbeats], 110_000), 'beat')).toEqual([
    'must: No beat came within 100 s, a third of max_stale_seconds.',
  ]);
});

test('a beat is due sooner where max_stale_seconds is shorter', () => {
  const short = said(10, 'snapshot', {generated_at: madeAt(0), max_stale_seconds: 30});
  expect(found(streaming([...short, came(12_000)], 12_000), 'beat')).toEqual([
    'must: No beat came within 10 s, a third of max_stale_seconds.',
  ]);
});

test('the same snapshot with a fresh generated_at is as good as a beat', () => {
  const again = said(60_000, 'snapshot', {generated_at: madeAt(-60)});
  expect(found(streaming([...start, ...again], 61_000), 'beat')).toEqual([
    'passed: The feed proves within 100 s that it lives.',
  ]);
});

test('a first byte that is late costs something, one that readers no longer wait for all', () => {
  const at = (ms: number) => streaming(said(ms, 'snapshot', {generated_at: madeAt(0)}), ms + 10);
  expect(found(at(1900), 'first-byte')).toEqual(['passed: The stream begins at once.']);
  expect(found(at(5000), 'first-byte')).toEqual([
    'should: The first byte came 5 s after the headers.',
  ]);
  expect(found(at(11_000), 'first-byte')).toEqual([
    'must: The first byte came 11 s after the headers.',
  ]);
});

test('freshness goes by the clock of the server, and by the age of a copy', () => {
  const fresh = (document: Exchange) =>
    found({url, origin: url, now: now + 86_400_000, document, first: document}, 'fresh');
  expect(fresh(documentAnswer({generated_at: madeAt(4)}))).toEqual([
    'passed: The document proves that it is fresh: made 4 s ago.',
  ]);
  expect(fresh(documentAnswer({generated_at: madeAt(4)}, {age: '600'}))).toEqual([
    'must: ext.generated_at is 604 s old, and max_stale_seconds is 300.',
  ]);
});

test('behind nginx, which takes the header out, nobody is told to send X-Accel-Buffering', () => {
  const plain = streaming(start, 100);
  const exchange = answer({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    server: 'nginx/1.22.1',
  });
  expect(found(plain, 'stream-buffering')).toHaveLength(1);
  const proxied = {...plain, first: exchange, stream: {...plain.stream!, exchange}};
  expect(found(proxied, 'stream-buffering')).toEqual([]);
});

test('of one kind of mistake the first ten are told', () => {
  const components = Array.from({length: 20_000}, (_, index) => ({
    id: `c${index % 10_000}`,
    name: 'Payments',
    status: 'operational',
  }));
  const document = answer(
    {'content-type': 'application/json'},
    JSON.stringify({...goodDocument(), components}),
  );
  const ids = found({url, origin: url, now, document, first: document}, 'ids');
  expect(ids).toHaveLength(11);
  expect(ids.at(-1)).toBe('note: 9990 more of this kind are not shown.');
});
