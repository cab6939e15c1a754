import {rank} from '../model/levels.js';
import {parseId, parseTitle} from '../parsing/parse.js';
import type {TranslatedComponent} from './adapter.js';

/**
 * Components that a source knows only by the reports that name them. Each is listed once, with the
 * worst level that is said of it: two rows of one component would contradict each other.
 */
export function worstOfEach<T extends Pick<TranslatedComponent, 'id' | 'name' | 'ext'>>(
  components: readonly T[],
): readonly T[] {
  const worst = new Map<string, T>();
  for (const component of components) {
    const key = parseId(component.id) ?? parseTitle(component.name);
    const held = worst.get(key);
    if (!held || rank(component.ext.level) > rank(held.ext.level)) worst.set(key, component);
  }
  return [...worst.values()];
}
