/** Foreign JSON: nothing is known of its fields. */
export type Json = Readonly<Record<string, unknown>>;

/** The value of a JSON text; undefined if it is none. */
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

/** Milliseconds since 1970 of a time, undefined if it is none. */
export function timeOf(value: unknown, field: string): number | undefined {
  const time = Date.parse(textOf(value, field));
  return Number.isNaN(time) ? undefined : time;
}

/** The objects of an array. */
export function objectsOf(value: unknown, field: string): readonly Json[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/**
 * What stands more than once in a list, each once; in linear time, as the list is somebody else's.
 */
export function repeated(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = values.filter((value) => seen.size === seen.add(value).size);
  return [...new Set(twice)];
}
