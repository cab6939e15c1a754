import {isOver} from '../model/is-over.js';
import {toObject} from '../parsing/parse.js';

/**
 * The open reports, then those that are over. The checker reads only the beginning of a long
 * history, and nothing open may be cut off.
 */
export function openFirst<T>(reports: readonly T[]): readonly T[] {
  const hasEnded = (report: T): boolean => isOver(toObject(report)['status']);
  return [...reports.filter((report) => !hasEnded(report)), ...reports.filter(hasEnded)];
}
