import {MAX_DOCUMENT_BYTES} from '../parsing/limits.js';
import type {Journal} from './journal.js';

/** Where the last document is kept for the next page: nowhere, in this tab, or in this browser. */
export type Persist = 'none' | 'session' | 'local';

/** Reads what an earlier page kept, if anything. Any script of the site may have written it. */
export function readCache(persist: Persist, key: string): unknown {
  try {
    return JSON.parse(storageOf(persist)?.getItem(key) ?? 'null');
  } catch {
    // Storage is forbidden, or the text is not what we wrote.
    return undefined;
  }
}

export function writeCache(persist: Persist, key: string, journal: Journal): void {
  try {
    const storage = storageOf(persist);
    if (journal.length === 0) return;
    const text = JSON.stringify(journal);
    // News that does not fit must not leave older news behind.
    storage?.removeItem(key);
    if (text.length <= MAX_DOCUMENT_BYTES) storage?.setItem(key, text);
  } catch {
    // Storage is full or forbidden: the next page begins without.
  }
}

const STORAGES = new Map<string, 'sessionStorage' | 'localStorage'>([
  ['session', 'sessionStorage'],
  ['local', 'localStorage'],
]);

/**
 * There is none for `none`, and for a typing error: better nothing is kept than the feed lost.
 * @throws {DOMException} where a page may not store anything.
 */
function storageOf(persist: Persist): Storage | undefined {
  const name = STORAGES.get(persist);
  return name && (globalThis as Partial<Record<typeof name, Storage>>)[name];
}
