import {warnOnce} from '../../binding/warn.js';
import {LEVELS, rank} from '../../model/levels.js';
import type {News} from '../../store/news.js';

/**
 * Tells whether a piece of news is grave enough for an element that leaves minor matters to others.
 * Trouble of unknown size may be grave.
 *
 * @param least - the attribute `min-level`; undefined for all. Any text may stand in an attribute.
 */
export function isGraveEnough(item: News, least: string | undefined, element: Element): boolean {
  if (!least) return true;
  const known = LEVELS.find((level) => level === least);
  if (!known) {
    warnOnce(element, `min-level="${least}" is no level. Use one of: ${LEVELS.join(', ')}.`);
    return true;
  }
  const level = item.ended ? (item.report?.level ?? item.level) : item.level;
  return level === 'unknown' || rank(level) >= rank(known);
}
