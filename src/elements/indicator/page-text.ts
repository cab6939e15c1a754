import {countNotices, isGoodNewsFresh, pageLevel} from '../../store/select.js';
import type {RenderContext} from '../base/templates.js';

/** The words for the whole page: "All systems working · 1 notice". */
export function pageText({state, now, language}: RenderContext): string {
  const {allWell, allUnknown, notices, severity} = language.strings;
  const level = pageLevel(state, now);
  const count = level === 'notice' ? countNotices(state, now) : 0;
  if (count > 0) {
    const said = state.snapshot?.page.level;
    // Good news expires also where it stands beside a notice.
    const isWell = (said === 'operational' || said === level) && isGoodNewsFresh(state, now);
    return `${isWell ? allWell : allUnknown} · ${notices(count)}`;
  }
  if (level === 'operational') return allWell;
  return level === 'unknown' ? allUnknown : severity[level];
}
