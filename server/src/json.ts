/** A foreign JSON object, of unknown fields. */
export type Json = Readonly<Record<string, unknown>>;

/** Parses JSON; undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that should be an object; an empty one otherwise. */
export function toObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function fieldOf(value: unknown, field: string): unknown {
  return isObject(value) ? value[field] : undefined;
}

export function textOf(value: unknown, field: string): string {
  const text = fieldOf(value, field);
  return typeof text === 'string' ? text : '';
}

export function numberOf(value: unknown, field: string): number | undefined {
  const number = fieldOf(value, field);
  return typeof number === 'number' ? number : undefined;
}

/** Reads a time as milliseconds since 1970; undefined if it is not a time. */
export function timeOf(value: unknown, field: string): number | undefined {
  const time = Date.parse(textOf(value, field));
  return Number.isNaN(time) ? undefined : time;
}

/** Returns the objects of an array field; empty if it is no array. */
export function objectsOf(value: unknown, field: string): readonly Json[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/**
 * Returns each value that occurs more than once. It takes linear time, because the list is foreign.
 */
export function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = values.filter((value) => seen.size === seen.add(value).size);
  return [...new Set(twice)];
}
