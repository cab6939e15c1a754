import type {SentenceContext} from '../i18n/sentences.js';
import {announcementText, titleText} from '../i18n/sentences.js';
import {isNews, settle} from '../store/facts.js';
import type {Facts} from '../store/facts.js';
import type {News} from '../store/news.js';
import type {Announcement} from '../feed/registry.js';
import {pageAnnouncer} from './announcer.js';

/** Tells the page's announcer what one element shows. */
export interface NewsAnnouncer {
  /**
   * Announces each development once. News that was there when the element met its feed counts as
   * known, except an ongoing major outage.
   *
   * @param feedUrl - keeps the news of two feeds apart, which may use the same ids
   * @param wasWell - nothing was there before: what the element meets began since
   */
  announce(
    news: readonly News[],
    feedUrl: string,
    context: SentenceContext,
    wasWell: boolean,
  ): void;
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
    announce(news, feedUrl, context, wasWell) {
      const isOtherFeed = metFeed !== feedUrl;
      const isFirst = isOtherFeed && !wasWell;
      if (isOtherFeed) leave();
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
        const heard = announcer.heard(key);
        const isKnown = heard && !isNews(heard, item.facts);
        const facts = isKnown ? settle(heard, item.facts) : item.facts;
        const announcement = isKnown ? undefined : announcementOf(item, heard, isFirst, context);
        announcer.note(key, element, facts, announcement && {key, ...announcement});
      }
    },
    leave,
  };
}

/** Words a piece of news; undefined if it was there from the start, or shall be quiet. */
function announcementOf(
  item: News,
  heard: Facts | undefined,
  isFirst: boolean,
  context: SentenceContext,
): Omit<Announcement, 'key'> | undefined {
  const {facts, level} = item;
  if (isFirst && (heard || level !== 'major')) return undefined;
  if (!heard && facts.quiet) return undefined;
  const {language} = context;
  // Without a title, the components that are in trouble are all that there is to tell.
  const isUpdate = item.title && heard?.phase === facts.phase && heard.level === facts.level;
  const text = isUpdate
    ? language.strings.announceUpdate(titleText(item, language))
    : announcementText(item, context);
  // Only the start of a major outage may interrupt what a screen reader is saying.
  return {text, urgent: !isFirst && !heard && level === 'major'};
}
