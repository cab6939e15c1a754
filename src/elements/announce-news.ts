import {formatNames} from '../i18n/format.js';
import type {Language} from '../i18n/index.js';
import type {News} from '../store/news.js';
import type {Announcer} from './announcer.js';

/**
 * Tells the announcer what an element shows. What was there when the element first had news is known without
 * being spoken, except an ongoing major outage; developments after that are spoken once.
 *
 * @param scope - the feed's URL: two feeds may use the same ids.
 */
export function announceNews(
  announcer: Announcer,
  news: readonly News[],
  scope: string,
  first: boolean,
  language: Language,
): void {
  // The most important comes last: of several within a second the newest wins.
  for (const item of [...news].reverse()) {
    const key = `${scope} ${item.key}`;
    const before = announcer.heard(key);
    if (before?.edition === item.edition) continue;
    const silent = first && !(item.level === 'major' && !before);
    const moved = before?.standing !== item.standing;
    const text = moved || !('report' in item) ? sentence(item, language) : language.strings.announce.update(item.report.title);
    const critical = item.kind === 'incident' && item.report.critical;
    announcer.note(
      key,
      item.standing,
      item.edition,
      silent ? undefined : {text, lang: language.locale, urgent: critical && !before && !first},
    );
  }
}

function sentence(item: News, language: Language): string {
  const {announce, severity} = language.strings;
  switch (item.kind) {
    case 'incident':
      return announce.incident(severity[item.level], item.report.title, item.report.phase);
    case 'maintenance':
      return announce.maintenance(item.report.title, item.stage);
    case 'component':
      return announce.component(formatNames(item.components, language), item.level);
    case 'page':
      return announce.component(item.headline || severity[item.level], item.level);
    case 'ended':
      return item.how === 'resolved' ? announce.resolved(item.report.title) : announce.gone(item.report.title);
  }
}
