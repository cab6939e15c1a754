import {cleanLine} from './text.js';
import {MAX_ID_CHARACTERS, MAX_PROBLEMS} from './limits.js';
import type {Problem} from './types.js';

/** An object from `JSON.parse`, nothing known of its fields. Read it with `field`, never by spreading. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own field; `__proto__` and inherited ones are never taken for data. */
export function field(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A field that should be an object; an empty one otherwise. */
export function objectField(object: Json, name: string): Json {
  const value = field(object, name);
  return isObject(value) ? value : {};
}

/** An id as text: vendors write strings, numbers or both. `undefined` if there is none to use. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string' || value.length > MAX_ID_CHARACTERS) return undefined;
  return cleanLine(value, MAX_ID_CHARACTERS) || undefined;
}

/** A number within bounds, else undefined. */
export function parseNumber(value: unknown, min: number, max: number): number | undefined {
  return typeof value === 'number' && value >= min && value <= max ? value : undefined;
}

/** A number pulled into bounds; undefined if it is none. */
export function clampNumber(
  value: unknown,
  [min, max]: readonly [number, number],
): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(max, Math.max(min, value))
    : undefined;
}

/** One of some words, by a Map so that `__proto__` finds nothing. */
export function parseWord<T>(value: unknown, words: ReadonlyMap<string, T>): T | undefined {
  return typeof value === 'string' ? words.get(value.trim().toLowerCase()) : undefined;
}

/** Collects what was wrong with single items while the rest is kept. */
export class Problems {
  readonly #found: Problem[] = [];

  add(pointer: string, message: string): undefined {
    if (this.#found.length < MAX_PROBLEMS) this.#found.push({pointer, message});
    return undefined;
  }

  get found(): readonly Problem[] {
    return this.#found;
  }
}

/**
 * The good items of an array field: each goes through `parse`, which returns undefined to drop it.
 * An absent or `null` array is an empty one; items with an id seen before and those past `max` are dropped.
 */
export function parseList<T>(
  object: Json,
  name: string,
  max: number,
  problems: Problems,
  parse: (item: Json, pointer: string) => (T & {readonly id?: string}) | undefined,
): T[] {
  const value = field(object, name) ?? [];
  if (!Array.isArray(value)) {
    problems.add(`/${name}`, 'is not an array');
    return [];
  }
  const result: T[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < value.length; index++) {
    const pointer = `/${name}/${index}`;
    if (result.length === max) {
      problems.add(pointer, `and the following are dropped: at most ${max} are read`);
      break;
    }
    const item: unknown = value[index];
    const parsed = isObject(item)
      ? parse(item, pointer)
      : problems.add(pointer, 'is not an object');
    if (parsed === undefined) continue;
    if (parsed.id !== undefined && seen.has(parsed.id)) {
      problems.add(pointer, `repeats the id ${parsed.id}`);
      continue;
    }
    if (parsed.id !== undefined) seen.add(parsed.id);
    result.push(parsed);
  }
  return result;
}
