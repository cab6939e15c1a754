/** Of an id in our document (PROTOCOL.md, section 1.1). */
const maxIdLength = 256;

/** Gives an id to every item: its own, unless that is another's on our page or was given before. */
export function uniqueIds(prefix: string, taken: readonly string[]): (id: string) => string {
  const given = new Set(taken);
  return (id) => {
    const first = prefixed(prefix, id);
    let unique = first;
    for (let count = 2; given.has(unique); count++) {
      unique = `${first.slice(0, maxIdLength - 8)}~${count}`;
    }
    given.add(unique);
    return unique;
  };
}

export function prefixed(prefix: string, id: string): string {
  return `${prefix}${id}`.slice(0, maxIdLength);
}
