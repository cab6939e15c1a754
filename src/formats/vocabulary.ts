import {parseWord} from '../parsing/parse.js';
import type {Level, Phase} from '../model/types.js';

/** A vendor's words, in lower case: `{down: 'major'}`. A Map, in which `__proto__` finds nothing. */
export function table<T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(words));
}

/** What a vendor's word means; `unknown`, never well, for one we do not know. Numbers count as words. */
export function levelOf(value: unknown, words: ReadonlyMap<string, Level>): Level {
  return parseWord(typeof value === 'number' ? String(value) : value, words) ?? 'unknown';
}

/** Where an incident stands by a vendor's word; `unknown` for one we do not know. */
export function phaseOf(value: unknown, words: ReadonlyMap<string, Phase>): Phase {
  return parseWord(typeof value === 'number' ? String(value) : value, words) ?? 'unknown';
}
