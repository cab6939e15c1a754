import {MAX_ID_CHARACTERS, MAX_PROBLEMS, MAX_TITLE_CHARACTERS} from './limits.js';
import {cleanLine} from './text.js';
import type {Problem} from '../model/types.js';

/**
 * An object from `JSON.parse`, nothing known of its fields. Read the known ones one by one, never spread or assign it:
 * a key `__proto__` is an own property here, and would become a prototype there.
 */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that should be an object; an empty one otherwise. */
export function toObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The objects of a value that should be an array. */
export function toObjects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A name or a title: one line of safe text, maybe empty. */
export function parseTitle(value: unknown): string {
  return cleanLine(value, MAX_TITLE_CHARACTERS);
}

/** An id as text: vendors write strings, numbers or both. `undefined` if there is none to use. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'string' && value.length > MAX_ID_CHARACTERS) return undefined;
  return cleanLine(value, MAX_ID_CHARACTERS) || undefined;
}

/** A number pulled into bounds; undefined if it is none. */
export function clampNumber(
  value: unknown,
  [min, max]: readonly [number, number],
): number | undefined {
  return Number.isFinite(value) ? Math.min(max, Math.max(min, value as number)) : undefined;
}

/** A count or a revision: a whole number that JSON carried without loss. */
export function parseInteger(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

/** A word of a vendor, case and outer space aside; by a Map so that `__proto__` finds nothing. */
export function parseWord<T>(value: unknown, words: ReadonlyMap<string, T>): T | undefined {
  return typeof value === 'string' ? words.get(value.trim().toLowerCase()) : undefined;
}

/** Notes what was wrong with single items while the rest is kept; returns undefined, for the item that is dropped. */
export type Note = (pointer: string, message: string) => undefined;

/** Bounded: the rest of a broken feed says nothing new. */
export function collector(problems: Problem[]): Note {
  return (pointer, message) => {
    if (problems.length < MAX_PROBLEMS) problems.push({pointer, message});
  };
}

/**
 * The good items of an array. What is no object or comes after `max` others is dropped. What repeats an id is not:
 * of two that contradict each other the milder one must not hide the worse.
 * @param pointer - JSON pointer of the array.
 * @param parse - returns undefined to drop an item.
 */
export function parseList<T>(
  value: unknown,
  pointer: string,
  max: number,
  note: Note,
  parse: (item: Json, pointer: string) => T | undefined,
): T[] {
  const result: T[] = [];
  let index = 0;
  // Not by entries(), which old libraries replace.
  for (const item of Array.isArray(value) ? (value as unknown[]) : []) {
    const place = `${pointer}/${index++}`;
    if (result.length === max) {
      note(place, 'too many');
      break;
    }
    const parsed = isObject(item) ? parse(item, place) : note(place, 'no object');
    if (parsed) result.push(parsed);
  }
  return result;
}
