import type {TranslatedReport} from './adapter.js';

/** What is over after what is not: of a long history the checker reads the beginning, and nothing open may be cut off. */
export function openFirst<T extends TranslatedReport>(reports: readonly T[]): readonly T[] {
  return [...reports].sort((a, b) => Number(isOver(a)) - Number(isOver(b)));
}

/** Whether the source says that it is over. */
export function isOver({status}: TranslatedReport): boolean {
  return status === 'resolved' || status === 'completed';
}
