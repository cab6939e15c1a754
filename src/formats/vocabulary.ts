import {parseWord} from '../parsing/parse.js';
import type {Level} from '../model/types.js';

/**
 * A vendor's words in lower case, such as `{down: 'major'}`. In a Map `__proto__` finds nothing.
 */
export function table<T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(words));
}

/**
 * The meaning of a vendor's word; a word not in `words` is `unknown`, never well. Numbers are
 * words.
 */
export function levelOf(value: unknown, words: ReadonlyMap<string, Level>): Level {
  return parseWord(typeof value === 'number' ? String(value) : value, words) ?? 'unknown';
}
