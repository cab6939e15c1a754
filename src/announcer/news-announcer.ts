import type {SentenceContext} from '../i18n/sentences.js';
import {announcementText, titleText} from '../i18n/sentences.js';
import type {News} from '../store/news.js';
import type {Announcement, Announcer} from '../feed/registry.js';
import {pageAnnouncer} from './announcer.js';

/** Tells the page's announcer what one element shows. */
export interface NewsAnnouncer {
  /**
   * Announces each development once. News that was there when the element met its feed counts as
   * known, except an ongoing major outage.
   *
   * @param feedUrl - keeps the news of two feeds apart, which may use the same ids
   */
  announce(news: readonly News[], feedUrl: string, context: SentenceContext): void;
  /** The element leaves the page. It may come back, and announces nothing a second time then. */
  leave(): void;
}

/** @param element - the element that shows the news */
export function createNewsAnnouncer(element: object): NewsAnnouncer {
  /** The feed that this element has had news of. */
  let metFeed: string | undefined;
  /** The keys of what the element shows, as the announcer knows them. */
  let shownKeys: readonly string[] = [];

  function leave(): void {
    for (const key of shownKeys) pageAnnouncer().forget(key, element, true);
    shownKeys = [];
  }

  return {
    announce(news, feedUrl, context) {
      const isFirst = metFeed !== feedUrl;
      if (isFirst) leave();
      metFeed = feedUrl;
      const keys = news.map(({key}) => feedUrl + key);
      for (const key of shownKeys) {
        if (!keys.includes(key)) pageAnnouncer().forget(key, element);
      }
      shownKeys = keys;
      // The most important comes last: of several within a second the announcer keeps the newest.
      for (const item of [...news].reverse()) {
        const announcer = pageAnnouncer();
        const key = feedUrl + item.key;
        const announcement = announcementOf(item, announcer.heard(key), isFirst, context);
        announcer.note(key, element, item, announcement && {key, ...announcement});
      }
    },
    leave,
  };
}

/** Words a piece of news; undefined if it is known, or was there from the start. */
function announcementOf(
  item: News,
  heard: ReturnType<Announcer['heard']>,
  isFirst: boolean,
  context: SentenceContext,
): Omit<Announcement, 'key'> | undefined {
  if (heard?.revisionKey === item.revisionKey) return undefined;
  if (isFirst && (heard || item.level !== 'major')) return undefined;
  const {language} = context;
  const text =
    heard?.stateKey === item.stateKey
      ? language.strings.announceUpdate(titleText(item, language))
      : announcementText(item, context);
  // Only the start of a major outage may interrupt what a screen reader is saying.
  return {text, urgent: !isFirst && !heard && item.level === 'major'};
}
