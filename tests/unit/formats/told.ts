import type {Snapshot} from '../../../src/model/types.js';

/** Names and levels of a page's components, in order. */
export function levelsOf({components}: Snapshot): readonly (readonly [string, string])[] {
  return components.map(({name, level}) => [name, level]);
}

/** Epoch ms on the day on which all these documents were made. */
export function at(hours: number, minutes = 0): number {
  return Date.UTC(2026, 0, 1, hours, minutes);
}
