import type {Problem} from '../model/types.js';
import {MAX_ID_CHARACTERS, MAX_PROBLEMS, MAX_TITLE_CHARACTERS} from './limits.js';
import {cleanLine} from './text.js';

/**
 * An object from `JSON.parse`, of whose fields nothing is known. Read its fields one by one. Never
 * spread or assign it: the key `__proto__` is an own property here, and would become a prototype
 * there.
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

/** An id as text: vendors write strings, numbers or both. `undefined` if there is no usable one. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'string' && value.length > MAX_ID_CHARACTERS) return undefined;
  return cleanLine(value, MAX_ID_CHARACTERS) || undefined;
}

/** A number pulled into bounds; undefined for anything but a finite number. */
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

/**
 * The meaning of a vendor's word, case and outer space aside. In a Map `__proto__` finds nothing.
 */
export function parseWord<T>(value: unknown, words: ReadonlyMap<string, T>): T | undefined {
  if (typeof value !== 'string') return undefined;
  return words.get(value) ?? words.get(value.trim().toLowerCase());
}

/**
 * Notes a flaw of one item while the rest is kept.
 * @param pointer - JSON pointer of the item.
 * @param message - a sentence for a developer.
 * @returns undefined, for the item that is dropped.
 */
export type Note = (pointer: string, message: string) => undefined;

/** Collects the first `MAX_PROBLEMS` flaws: the rest of a broken feed says nothing new. */
export function collector(problems: Problem[]): Note {
  return (pointer, message) => {
    if (problems.length < MAX_PROBLEMS) problems.push({pointer, message});
  };
}

/** How `parseList` reads an array. */
export interface ListRules<T> {
  /** JSON pointer of the array. */
  readonly pointer: string;
  /** The number of items that are kept; the rest is dropped. */
  readonly max: number;
  readonly note: Note;
  /** Returns undefined to drop an item. */
  readonly parseItem: (item: Json, pointer: string) => T | undefined;
}

/**
 * The good items of an array; anything but an array has none. An item that repeats an id is kept:
 * of two that contradict each other the milder one must not hide the worse.
 */
export function parseList<T>(value: unknown, {pointer, max, note, parseItem}: ListRules<T>): T[] {
  const result: T[] = [];
  let index = 0;
  // Old libraries replace Array.prototype.entries, so it is not used.
  for (const item of Array.isArray(value) ? (value as unknown[]) : []) {
    const place = `${pointer}/${index++}`;
    if (result.length === max) {
      note(place, `The list has more than ${max} items. This one and the rest are left out.`);
      break;
    }
    const parsed = isObject(item)
      ? parseItem(item, place)
      : note(place, 'This item is not an object. It is left out.');
    if (parsed) result.push(parsed);
  }
  return result;
}
