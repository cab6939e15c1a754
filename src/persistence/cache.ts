import {MAX_DOCUMENT_BYTES} from '../parsing/limits.js';
import type {Journal} from './journal.js';

/** Where the last document is kept for the next page: nowhere, for this tab, or for this browser. */
export type Persist = 'none' | 'session' | 'local';

/** What an earlier page kept; undefined without any. Nobody knows who wrote it. */
export function readCache(persist: Persist, key: string): unknown {
  try {
    return JSON.parse(storageOf(persist)?.getItem(key) ?? 'null');
  } catch {
    // Forbidden, or not what we wrote.
    return undefined;
  }
}

export function writeCache(persist: Persist, key: string, journal: Journal): void {
  try {
    const storage = storageOf(persist);
    if (journal.length === 0) return;
    const text = JSON.stringify(journal);
    // What does not fit must not leave older news behind.
    storage?.removeItem(key);
    if (text.length <= MAX_DOCUMENT_BYTES) storage?.setItem(key, text);
  } catch {
    // Full or forbidden: the next page begins without.
  }
}

/** None for `none`, and for a typing error: better nothing is kept than the feed lost. @throws DOMException where a page may not store anything. */
function storageOf(persist: Persist): Storage | undefined {
  return (globalThis as Readonly<Record<string, unknown>>)[`${persist}Storage`] as
    Storage | undefined;
}
