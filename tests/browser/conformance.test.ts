// Every case of the fixtures, and the streams of the contract test, over real HTTP in this browser.
import {expect} from '@open-wc/testing';
import {connectionCases} from '../conformance/connection-cases.ts';
import {body, streamOutcomes} from '../conformance/stream-outcomes.ts';
import type {StreamItem} from '../conformance/stream-outcomes.ts';
import {contractCases} from '../conformance/streams.ts';
import type {Place} from '../conformance/attempt.ts';
import {fakeFeed} from '../support/feed-routes.mjs';
import type {FakeAnswer} from '../support/feed-routes.mjs';
import {receiveFrom} from '../support/receive.ts';
import type {Received} from '../support/receive.ts';
import {waysToCut} from '../support/splits.ts';

interface ParseCase {
  readonly name: string;
  readonly why: string;
  readonly inputHex: string;
  readonly contentType: string;
  readonly expect: StreamItem['specEvents'];
  readonly lastEventIdAfter?: string;
  readonly retryMs?: number | null;
}

const fixture = async <T>(name: string): Promise<T> =>
  (await fetch(new URL(`../fixtures/${name}`, import.meta.url))).json() as Promise<T>;

const cases = await fixture<{
  parse: readonly ParseCase[];
  connection: readonly {name: string; expect: string}[];
}>('sse-cases.json');
const streams = await fixture<readonly StreamItem[]>('sse-streams.json');

const place: Place = {
  origin: location.origin,
  other: `http://127.0.0.1:${location.port}`,
  browser: true,
};

const base64 = (bytes: Uint8Array) => ({base64: btoa(String.fromCharCode(...bytes))});

const ofHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));

const ofBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** What comes of an answer in this browser. */
async function receive(script: FakeAnswer, limit?: number) {
  const feed = await fakeFeed(script, place.origin);
  const received = await receiveFrom(feed.url, {limit});
  await feed.remove();
  return received;
}

/** Fixed, so that a failing split can be run again: it is in the message. */
const seeds = [20_261_121, 20_261_122, 20_261_123];

/** The same answer in all kinds of pieces. */
async function inPieces(
  bytes: Uint8Array,
  headers: Record<string, string>,
  lengths?: readonly number[],
) {
  // Ten thousand writes and reads take seconds, and on a busy machine more than a test has; Node's
  // tests make them.
  const ways = waysToCut(bytes, seeds, lengths).filter(([, chunks]) => chunks.length <= 1_000);
  const scripts = ways.map(([, chunks]) => ({headers, chunks: chunks.map(base64)}));
  const feed = await fakeFeed(scripts, place.origin);
  const results: (Received & {how: string})[] = [];
  for (const [how] of ways) results.push({how, ...(await receiveFrom(feed.url))});
  await feed.remove();
  return results;
}

describe('conformance', () => {
  describe('of what is read', () => {
    for (const {name, why, inputHex, contentType, expect: events, ...more} of cases.parse) {
      it(`${name}: ${why}`, async () => {
        const headers = {'content-type': contentType};
        for (const {how, ...got} of await inPieces(ofHex(inputHex), headers)) {
          expect(got.error, how).to.equal(undefined);
          expect(got.events, how).to.deep.equal(events);
          if (more.lastEventIdAfter !== undefined)
            expect(got.lastEventId, how).to.equal(more.lastEventIdAfter);
          if (more.retryMs !== undefined)
            expect(got.retry, how).to.equal(more.retryMs ?? undefined);
        }
      });
    }
  });

  describe('of connections', () => {
    for (const {name, expect: why} of cases.connection) {
      const {run, expected, note = why} = connectionCases[name]!;
      it(`${name}: ${note}`, async () => {
        expect(await run(place)).to.deep.equal(expected(place));
      });
    }
  });

  describe('with hostile streams', () => {
    for (const item of streams) {
      const outcome = streamOutcomes[item.id];
      if (outcome) {
        it([item.id, item.title, outcome.note].filter(Boolean).join(': '), async () => {
          expect(await outcome.run(place, item)).to.deep.equal(outcome.expected(place));
        });
      }
      // What has an answer of its own is no body to cut.
      if (item.http || item.then !== 'close' || !item.b64) continue;
      it(`${item.id}: ${item.title}, in pieces`, async () => {
        const lengths = item.chunks === '1' ? undefined : item.chunks;
        for (const {how, ...got} of await inPieces(ofBase64(item.b64!), {}, lengths)) {
          expect(got.error, how).to.equal(undefined);
          expect(got.events, how).to.deep.equal(item.specEvents);
          expect(got.lastEventId, how).to.equal(item.specLastEventId);
          expect(got.retry, how).to.equal(item.specRetry && Number(item.specRetry));
        }
      });
    }

    const stream = (id: string): FakeAnswer => ({
      chunks: body(streams.find((one) => one.id === id)!),
    });
    it('sse-055: gives up an event without an end', async () => {
      const {events, error} = await receive(stream('sse-055'));
      expect(events).to.deep.equal([]);
      expect(error).to.include({name: 'FeedError', code: 'too-large'});
    });
    it('sse-057: takes half a million comments for life, and no more', async () => {
      const {events, alive, error} = await receive(stream('sse-057'));
      expect([events, error]).to.deep.equal([[], undefined]);
      expect(alive).to.be.greaterThan(0);
    });
    it('sse-059: reads 20,000 events in one burst, and remembers the last id', async () => {
      const {events, lastEventId} = await receive(stream('sse-059'));
      expect([events.length, lastEventId]).to.deep.equal([20_000, '0123456789abcdef']);
    });
    it('sse-061: reads what follows a field name of 1 MiB', async () => {
      const {events} = await receive(stream('sse-061'));
      expect(events.map(({data}) => data)).to.deep.equal(['x']);
    });
  });

  describe('with the streams of the contract test', () => {
    for (const {group, name, stream} of contractCases) {
      it(`${group}: ${name}`, async () => {
        const {chunks, events} = stream();
        const text = chunks.some(({length}) => length > 100_000);
        const {error, events: got} = await receive(
          {chunks: chunks.map((chunk) => (text ? new TextDecoder().decode(chunk) : base64(chunk)))},
          32 * 2 ** 20,
        );
        expect(error).to.equal(undefined);
        expect(got).to.deep.equal(events.map(({id, ...event}) => ({...event, lastEventId: id})));
      });
    }
  });
});
