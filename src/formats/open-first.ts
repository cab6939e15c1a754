import {isOver} from '../model/is-over.js';
import type {TranslatedReport} from './adapter.js';

/**
 * The open reports, then those that are over. The checker reads only the beginning of a long
 * history, and nothing open may be cut off.
 */
export function openFirst<T extends TranslatedReport>(reports: readonly T[]): readonly T[] {
  const open = reports.filter(({status}) => !isOver(status));
  return [...open, ...reports.filter(({status}) => isOver(status))];
}
