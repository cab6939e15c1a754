import {MAX_ID_CHARACTERS} from 'outage-widgets/protocol.js';

/**
 * Makes a function that gives an id to each item: its own id, unless that is taken or was given
 * before.
 */
export function uniqueIds(prefix: string, taken: readonly string[]): (id: string) => string {
  const given = new Set(taken);
  return (id) => {
    const first = prefixed(prefix, id);
    let unique = first;
    for (let count = 2; given.has(unique); count++) {
      unique = `${first.slice(0, MAX_ID_CHARACTERS - 8)}~${count}`;
    }
    given.add(unique);
    return unique;
  };
}

export function prefixed(prefix: string, id: string): string {
  return `${prefix}${id}`.slice(0, MAX_ID_CHARACTERS);
}
