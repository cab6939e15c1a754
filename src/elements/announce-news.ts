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
    const before = announcer.heard(scope + item.key);
    if (before?.edition === item.edition) continue;
    const silent = first && (before || item.level !== 'major');
    const updated = before?.standing === item.standing && 'report' in item;
    const text = updated
      ? language.strings.announce.update(item.report.title)
      : sentence(item, language);
    const urgent = !first && !before && item.kind === 'incident' && item.report.critical;
    announcer.note(
      scope + item.key,
      item,
      silent ? undefined : {text, lang: language.locale, urgent},
    );
  }
}

function sentence(item: News, language: Language): string {
  const {announce, severity} = language.strings;
  const word = severity[item.level];
  switch (item.kind) {
    case 'incident':
      return announce.incident(word, item.report.title, item.report.phase);
    case 'maintenance':
      return announce.maintenance(item.report.title, item.stage);
    case 'ended':
      return announce[item.how](item.report.title);
    default:
      return announce.trouble(
        word,
        item.kind === 'page' ? item.headline : formatNames(item.components, language),
      );
  }
}
