// Every constant of `parsing/limits.ts` where it is used: what is let through at the limit, and what one past it.
import {expect, onTestFinished, test, vi} from 'vitest';
import {openFeed} from '../../../src/feed/feed.js';
import {createFeedSource} from '../../../src/transport/feed-source.js';
import {statuspage} from '../../../src/formats/statuspage/statuspage.js';
import {writeCache} from '../../../src/persistence/cache.js';
import {parseJournal} from '../../../src/persistence/journal.js';
import {initialState, reduceMessage} from '../../../src/store/reduce.js';
import type {FeedState} from '../../../src/store/reduce.js';
import {isStale} from '../../../src/store/select.js';
import {readText} from '../../../src/transport/document.js';
import {parseRetryAfter} from '../../../src/transport/request.js';
import {readEvents} from '../../../src/transport/sse.js';
import * as limits from '../../../src/parsing/limits.js';
import {parseId, parseTitle} from '../../../src/parsing/parse.js';
import {parseRichText} from '../../../src/parsing/rich-text/rich-text.js';
import type {Block} from '../../../src/model/rich-text.js';
import type {Message, Revision, Snapshot} from '../../../src/model/types.js';
import {safeUrl} from '../../../src/parsing/url.js';
import {goodDocument} from '../../fixtures/hostile.js';
import {ManualClock, settle} from '../../support/clock.js';
import {after, hear, native, TEN, whole} from '../model.js';

type Name = keyof typeof limits;

const src = 'https://feed.example/feed';
const now = Date.UTC(2026, 10, 21, 10);
/** Two bytes, one character: tells a limit of bytes from one of characters. */
const twoBytes = 'é';

const bytes = (...pieces: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
    },
  });

/** What becomes of a whole stream: how many events, or the code of the error. */
async function countEvents(...pieces: (string | Uint8Array)[]): Promise<unknown> {
  let events = 0;
  try {
    for await (const {type} of readEvents(bytes(...pieces))) if (type === 'event') events++;
  } catch (error) {
    return (error as {code: unknown}).code;
  }
  return events;
}

/** What the parser makes of the good document with some fields replaced. */
function read(fields: object): {snapshot: Snapshot; problems: number} {
  const {message, problems} = statuspage.document({...goodDocument(), ...fields});
  if (message.type !== 'snapshot') throw new Error('A document is a snapshot.');
  return {snapshot: message.snapshot, problems: problems.length};
}

const readIncident = (fields: object) =>
  read({incidents: [{...goodDocument().incidents[0], ...fields}]}).snapshot.incidents[0]!;

const items = (count: number, more: object = {}) =>
  Array.from({length: count}, (_, index) => ({id: `i${index}`, name: `I ${index}`, ...more}));

const revision = (ext: object): Revision => read({ext}).snapshot.revision;

/** What a list holds after a document of so many and one more item by the stream. */
function afterUpsert(list: 'components' | 'incidents' | 'maintenances', count: number): number {
  const key = list === 'maintenances' ? 'scheduled_maintenances' : list;
  const event = list.slice(0, -1);
  let state: FeedState = initialState;
  for (const {message, problems} of [
    statuspage.document({...goodDocument(), [key]: items(count)}),
    statuspage.event(event, {[event]: {id: 'new', name: 'New'}})!,
  ])
    ({state} = reduceMessage(state, {message, problems, at: now, clockOffset: 0}));
  return state.snapshot![list].length;
}

function listRow(
  list: 'components' | 'incidents' | 'maintenances',
  key: string,
  max: number,
): () => void {
  return () => {
    expect(read({[key]: items(max)}).snapshot[list]).toHaveLength(max);
    expect(read({[key]: items(max + 1)}).snapshot[list]).toHaveLength(max);
    expect(afterUpsert(list, max - 1)).toBe(max);
    expect(afterUpsert(list, max)).toBe(max);
  };
}

function rangeRow(
  [min, max]: readonly [number, number],
  field: string,
  name: 'maxStaleSeconds' | 'pollAfterSeconds',
): () => void {
  return () => {
    for (const [given, taken] of [
      [min, min],
      [min - 1, min],
      [max, max],
      [max + 1, max],
    ])
      expect(revision({[field]: given})[name]).toBe(taken);
  };
}

/** A place to keep things that Node lacks. */
function stubStorage(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return kept;
}

const ROWS: Record<Name, () => void | Promise<void>> = {
  async MAX_DOCUMENT_BYTES() {
    const max = limits.MAX_DOCUMENT_BYTES;
    expect(await readText(bytes(twoBytes.repeat(max / 2)))).toHaveLength(max / 2);
    await expect(readText(bytes(twoBytes.repeat(max / 2), 'x'))).rejects.toMatchObject({
      code: 'too-large',
    });
    const entry = (length: number) => ({
      event: '',
      text: 'x'.repeat(length),
      at: now,
      clockOffset: 0,
    });
    expect(parseJournal([entry(max), entry(max + 1)], now)).toHaveLength(1);
    const kept = stubStorage();
    const around = JSON.stringify([entry(0)]).length;
    writeCache('session', 'at', [entry(max - around)]);
    writeCache('session', 'past', [entry(max - around + 1)]);
    expect([...kept.keys()]).toEqual(['at']);
  },
  async MAX_STREAM_BYTES() {
    const comment = new Uint8Array(1e6).fill(0x3a);
    comment[comment.length - 1] = 0x0a;
    const max = Array<Uint8Array>(limits.MAX_STREAM_BYTES / comment.length).fill(comment);
    expect(await countEvents(...max)).toBe(0);
    expect(await countEvents(...max, '\n')).toBe('too-large');
  },
  async MAX_EVENT_CHARACTERS() {
    const start = 'data:';
    const text = twoBytes.repeat(limits.MAX_EVENT_CHARACTERS - start.length);
    expect(await countEvents(start, text, '\n\n')).toBe(1);
    expect(await countEvents(start, text, 'x', '\n\n')).toBe('too-large');
  },
  async MAX_ID_CHARACTERS() {
    const at = 'i'.repeat(limits.MAX_ID_CHARACTERS);
    expect([parseId(at), parseId(`${at}i`)]).toEqual([at, undefined]);
    const body = `id: ${at}\n\nid: ${at}i\n\n`;
    const answer = new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
    const ids: string[] = [];
    const visit = {signal: new AbortController().signal, accept: 'any', lastEventId: ''} as const;
    for await (const item of createFeedSource(statuspage, async () => answer, Date.now)(src, visit))
      if (item.type === 'id') ids.push(item.id);
    expect(ids).toEqual([at]);
    // An id of our own making for what has none.
    expect(readIncident({incident_updates: [{body: 'x'.repeat(400)}]}).updates[0]!.id).toHaveLength(
      limits.MAX_ID_CHARACTERS,
    );
  },
  MAX_COMPONENTS: listRow('components', 'components', limits.MAX_COMPONENTS),
  MAX_INCIDENTS: listRow('incidents', 'incidents', limits.MAX_INCIDENTS),
  MAX_MAINTENANCES: listRow('maintenances', 'scheduled_maintenances', limits.MAX_MAINTENANCES),
  MAX_WITHDRAWN() {
    const max = limits.MAX_WITHDRAWN;
    const list = items(max + 1).map((item) => ({...item, type: 'incident'}));
    const {message} = statuspage.document({page: {}, components: [], ext: {withdrawn: list}});
    expect(message).toMatchObject({snapshot: {withdrawn: {length: max}}});
    let state = after(whole({revision: native(0)}));
    for (let rev = 1; rev <= max + 1; rev++) {
      const change = {list: 'incidents', id: `${rev}`, revision: native(rev), summary: undefined};
      state = hear(state, TEN, {type: 'remove', ...change} as Message);
    }
    expect(state.snapshot!.withdrawn).toHaveLength(max);
  },
  MAX_ACTIONS() {
    const max = limits.MAX_ACTIONS;
    const url = 'https://acme.example/help';
    const actions = items(max + 1).map(({name}) => ({label: name, url}));
    expect(readIncident({ext: {actions}}).actions).toHaveLength(max);
  },
  MAX_SCOPE_ITEMS() {
    const max = limits.MAX_SCOPE_ITEMS;
    const names = items(max + 1).map(({name}) => name);
    const {notAffected, scope} = readIncident({ext: {not_affected: names, locations: names}});
    expect([notAffected.length, scope!.places.length]).toEqual([max, max]);
  },
  MAX_BODY_DEPTH() {
    const depthOf = (blocks: readonly Block[]): number =>
      Math.max(0, ...blocks.map((one) => (one.kind === 'quote' ? 1 + depthOf(one.blocks) : 0)));
    const at = '> '.repeat(limits.MAX_BODY_DEPTH);
    expect(depthOf(parseRichText(`${at}a`))).toBe(limits.MAX_BODY_DEPTH);
    expect(depthOf(parseRichText(`${at}> a`))).toBe(limits.MAX_BODY_DEPTH);
  },
  MAX_UPDATES() {
    const max = limits.MAX_UPDATES;
    for (const count of [max, max + 1])
      expect(readIncident({incident_updates: items(count)}).updates).toHaveLength(max);
  },
  MAX_TITLE_CHARACTERS() {
    const at = '🚢'.repeat(limits.MAX_TITLE_CHARACTERS);
    expect(parseTitle(at)).toBe(at);
    expect(parseTitle(`${at}!`)).toBe(`${at.slice(0, -2)}…`);
  },
  MAX_BODY_CHARACTERS() {
    const at = 'b'.repeat(limits.MAX_BODY_CHARACTERS);
    const cut = `${at.slice(1)}…`;
    const read = (text: string) => {
      const {updates, workaround} = readIncident({
        incident_updates: [{body: text}],
        ext: {workaround: text},
      });
      return [updates[0]!.body, workaround];
    };
    expect(read(at)).toEqual([at, at]);
    expect(read(`${at}b`)).toEqual([cut, cut]);
  },
  MAX_URL_CHARACTERS() {
    const at = 'https://a.example/'.padEnd(limits.MAX_URL_CHARACTERS, 'x');
    expect([safeUrl(at), safeUrl(`${at}x`)]).toEqual([at, undefined]);
  },
  MAX_PROBLEMS() {
    const max = limits.MAX_PROBLEMS;
    for (const count of [max, max + 1])
      expect(read({components: Array<unknown>(count).fill(null)}).problems).toBe(max);
  },
  DEFAULT_MAX_STALE_SECONDS() {
    const ms = limits.DEFAULT_MAX_STALE_SECONDS * 1000;
    const state = {...initialState, provenAt: now};
    expect([isStale(state, now + ms - 1), isStale(state, now + ms)]).toEqual([false, true]);
  },
  MAX_STALE_SECONDS_RANGE: rangeRow(
    limits.MAX_STALE_SECONDS_RANGE,
    'max_stale_seconds',
    'maxStaleSeconds',
  ),
  POLL_AFTER_SECONDS_RANGE: rangeRow(
    limits.POLL_AFTER_SECONDS_RANGE,
    'poll_after_seconds',
    'pollAfterSeconds',
  ),
  MAX_RETRY_AFTER() {
    const max = limits.MAX_RETRY_AFTER;
    const date = (ms: number) => new Date(now + ms).toUTCString();
    for (const ms of [max, max + 1000]) {
      expect(parseRetryAfter(String(ms / 1000), now)).toBe(max);
      expect(parseRetryAfter(date(ms), now)).toBe(max);
    }
    for (const ms of [max, max + 1])
      expect(statuspage.event('bye', {retry_after_ms: ms})!.message).toMatchObject({
        retryAfterMs: max,
      });
  },
  MAX_FUTURE() {
    const ahead = (ms: number) => {
      const [wrong, right] = [now + ms, now].map((generatedAt) =>
        whole({page: {updatedAt: generatedAt}}),
      );
      const received = {problems: [], at: now, clockOffset: 0};
      const {state} = reduceMessage(initialState, {message: wrong!, ...received});
      return reduceMessage(state, {message: right!, ...received}).outcome;
    };
    // A time that is possible makes older ones old; one that is not decides nothing.
    expect(ahead(limits.MAX_FUTURE)).toBe('stale');
    expect(ahead(limits.MAX_FUTURE + 1)).toBe('applied');
  },
  async MAX_JOURNAL() {
    const max = limits.MAX_JOURNAL;
    const entries = Array.from({length: max + 1}, () => ({
      event: '',
      text: '{}',
      at: now,
      clockOffset: 0,
    }));
    expect(parseJournal(entries, now)).toHaveLength(max);
    let send!: (text: string) => void;
    let gone = false;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => controller.enqueue(new TextEncoder().encode(text));
      },
      cancel: () => void (gone = true),
    });
    const answer = new Response(stream, {headers: {'Content-Type': 'text/event-stream'}});
    const feed = openFeed({
      src,
      clock: new ManualClock(now),
      random: () => 0.5,
      fetch: async (_url, {signal}) => {
        signal!.addEventListener('abort', () => (gone = true));
        return answer;
      },
    });
    feed.subscribe(() => undefined);
    const upsert = (index: number) =>
      `event: component\ndata: ${JSON.stringify({component: {id: 'c1', name: `API ${index}`}})}\n\n`;
    const changes = Array.from({length: max - 1}, (_, index) => upsert(index));
    await settle();
    send(`event: snapshot\ndata: ${JSON.stringify(goodDocument())}\n\n${changes.join('')}`);
    await settle();
    expect({gone, name: feed.state.snapshot?.components[0]?.name}).toEqual({
      gone: false,
      name: `API ${max - 2}`,
    });
    send(upsert(max));
    await settle();
    // Nothing is lost: a whole document is asked for, and what came is shown meanwhile.
    expect({gone, name: feed.state.snapshot?.components[0]?.name}).toEqual({
      gone: true,
      name: `API ${max}`,
    });
    feed.close();
  },
  async MAX_CACHE_AGE() {
    const kept = stubStorage();
    const names: unknown[] = [];
    for (const age of [limits.MAX_CACHE_AGE, limits.MAX_CACHE_AGE + 1]) {
      const entry = {
        event: '',
        text: JSON.stringify(goodDocument()),
        at: now - age,
        clockOffset: 0,
      };
      kept.set(`outage-widgets@2 ${src}`, JSON.stringify([entry]));
      const feed = openFeed({
        src,
        persist: 'session',
        clock: new ManualClock(now),
        fetch: () => new Promise(() => undefined),
      });
      feed.subscribe(() => undefined);
      names.push(feed.state.snapshot?.page.name);
      feed.close();
    }
    expect(names).toEqual(['Acme', undefined]);
  },
};

test('every limit has its row', () => {
  expect(Object.keys(ROWS).sort()).toEqual(Object.keys(limits).sort());
});

test.each(Object.entries(ROWS))('%s holds to the last one', (_name, check) => check());
