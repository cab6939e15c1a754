import type {Language} from '../i18n/index.js';
import type {News} from '../store/news.js';
import type {Announcer} from './announcer.js';
import {announcementText, titleOf} from '../i18n/sentences.js';

/**
 * Tells the announcer what an element shows. What was there when the element first had news is known without
 * being spoken, except an ongoing major outage; developments after that are spoken once.
 *
 * @param scope - the feed's URL: two feeds may use the same ids.
 */
export function announceNews(
  announcer: Announcer,
  holder: object,
  news: readonly News[],
  scope: string,
  first: boolean,
  now: number,
  language: Language,
): void {
  const {announceUpdate} = language.strings;
  // The most important comes last: of several within a second the newest wins.
  for (const item of [...news].reverse()) {
    const key = scope + item.key;
    const before = announcer.heard(key);
    const title = titleOf(item, language);
    const text =
      before?.stateKey === item.stateKey
        ? announceUpdate(title)
        : announcementText(item, now, language);
    const silent = first && (before || item.level !== 'major');
    // Only the start of a critical outage may interrupt.
    const urgent = !first && !before && item.level === 'major';
    const said = silent || before?.revisionKey === item.revisionKey;
    announcer.note(key, holder, item, said ? undefined : {key, text, urgent});
  }
}
