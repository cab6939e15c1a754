import {afterEach, describe, expect, test, vi} from 'vitest';
import {readCache, writeCache} from '../../../src/persistence/cache.js';
import type {Persist} from '../../../src/persistence/cache.js';
import type {Journal} from '../../../src/persistence/journal.js';
import {MAX_DOCUMENT_BYTES} from '../../../src/parsing/limits.js';
import {TEN} from '../model.js';

const journal: Journal = [{event: 'snapshot', text: '{"page": {}}', at: TEN, clockOffset: 0}];
const key = 'a feed';

/** A storage of a browser; what a test replaces of it goes wrong. */
function storage(wrong: Partial<Storage> = {}) {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    ...wrong,
  };
}

const forbidden = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
const full = () => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Both storages of a page. */
function browser(session = storage(), local = storage()) {
  vi.stubGlobal('sessionStorage', session);
  vi.stubGlobal('localStorage', local);
  return {session, local};
}

describe('what a page keeps', () => {
  test('is found by the next one, in the place that was asked for', () => {
    const {session, local} = browser();
    writeCache('session', key, journal);
    expect([session.items.size, local.items.size]).toEqual([1, 0]);
    expect(readCache('session', key)).toEqual(journal);
    expect(readCache('local', key)).toBeNull();
    writeCache('local', key, journal);
    expect(local.items.size).toBe(1);
    expect(readCache('local', key)).toEqual(journal);
  });

  test('is nothing where it must not keep anything: no storage is even looked at', () => {
    const touched = vi.fn(forbidden);
    vi.stubGlobal('sessionStorage', undefined);
    Object.defineProperty(globalThis, 'sessionStorage', {configurable: true, get: touched});
    Object.defineProperty(globalThis, 'localStorage', {configurable: true, get: touched});
    writeCache('none', key, journal);
    expect(readCache('none', key)).toBeNull();
    expect(touched).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  test.each(['cookies', 'Session', '', '__proto__'])(
    'is nothing where the place is a typing error: %j',
    (place) => {
      const {session, local} = browser();
      writeCache(place as Persist, key, journal);
      expect(readCache(place as Persist, key)).toBeNull();
      expect([session.items.size, local.items.size]).toEqual([0, 0]);
    },
  );

  test('is one feed’s alone', () => {
    browser();
    writeCache('session', key, journal);
    expect(readCache('session', 'another feed')).toBeNull();
  });

  test('is what it kept before, where it has nothing to say; nothing, where it has too much', () => {
    const {session} = browser();
    writeCache('session', key, journal);
    writeCache('session', key, []);
    expect(readCache('session', key)).toEqual(journal);
    // Older news must not stay in its place.
    writeCache('session', key, [
      {event: 'snapshot', text: 'x'.repeat(MAX_DOCUMENT_BYTES), at: TEN, clockOffset: 0},
    ]);
    writeCache(
      'session',
      key,
      Array.from({length: 90}, () => ({
        event: 'status',
        text: 'x'.repeat(20_000),
        at: TEN,
        clockOffset: 0,
      })),
    );
    expect(session.items.size).toBe(0);
  });
});

describe('a storage', () => {
  test.each<[string, Partial<Storage>]>([
    ['is full', {setItem: full}],
    ['may not be written', {setItem: forbidden}],
    ['may not be read', {getItem: forbidden}],
  ])('that %s breaks nothing', (_, wrong) => {
    browser(storage(wrong));
    expect(() => writeCache('session', key, journal)).not.toThrow();
    expect(readCache('session', key) ?? undefined).toBeUndefined();
  });

  test('that may not be touched, or is not there, breaks nothing', () => {
    for (const get of [forbidden, () => undefined, () => null]) {
      vi.stubGlobal('sessionStorage', undefined);
      Object.defineProperty(globalThis, 'sessionStorage', {configurable: true, get});
      expect(() => writeCache('session', key, journal)).not.toThrow();
      expect(readCache('session', key) ?? undefined).toBeUndefined();
      vi.unstubAllGlobals();
    }
  });

  test.each(['', '{', 'undefined', 'NaN', '[[', '\u0000', '<html>', '[object Object]'])(
    'that holds %j holds nothing',
    (text) => {
      const {session} = browser();
      session.items.set(key, text);
      expect(readCache('session', key)).toBeUndefined();
    },
  );

  test('in a place without any, as in a server, keeps nothing', () => {
    vi.stubGlobal('sessionStorage', undefined);
    vi.stubGlobal('localStorage', undefined);
    expect(() => writeCache('local', key, journal)).not.toThrow();
    expect(readCache('local', key) ?? undefined).toBeUndefined();
  });
});
