/**
 * A page has few languages and few kinds of components; more entries than this come from a loop.
 */
const MAX_ENTRIES = 100;

/**
 * Returns the value that a cache holds for a key. A missing value is created and kept; a full cache
 * is emptied first, so that it never grows beyond its bound.
 */
export function getOrCreate<Value>(
  cache: Map<string, Value>,
  key: string,
  create: () => Value,
): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= MAX_ENTRIES) cache.clear();
  const value = create();
  cache.set(key, value);
  return value;
}
