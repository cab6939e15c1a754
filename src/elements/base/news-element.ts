import type {PropertyDeclarations, PropertyValues} from 'lit';
import {selectNews} from '../../store/news.js';
import type {News, NewsOptions} from '../../store/news.js';
import {announceNews} from '../../announcer/announce-news.js';
import {pageAnnouncer} from '../../announcer/announcer.js';
import {OutageElement} from './outage-element.js';
import {announcementText} from '../../i18n/sentences.js';

/** Hours before its start from which planned work is shown. */
const LEAD_TIME = 24;
/** Seconds for which an end stays on screen. */
const LINGER = 300;

/** An element that shows news and lets the announcer speak of it. */
export abstract class NewsElement extends OutageElement {
  static override properties: PropertyDeclarations = {
    leadTime: {type: Number, attribute: 'lead-time'},
    linger: {type: Number},
  };

  /** Hours before its start from which planned work is shown. Default 24. */
  leadTime: number | undefined;

  /** Seconds for which the end of an incident stays on screen. Default 300. */
  linger: number | undefined;

  protected news: readonly News[] = [];
  /** The feed whose first news this element has already met. */
  #met: string | undefined;
  #told: readonly News[] = [];

  protected selectNews(place: NewsOptions['place']): void {
    this.news = selectNews(this.feed.state, {
      now: this.now,
      place,
      components: this.names.length > 0 ? this.components : undefined,
      leadMs: (this.leadTime ?? LEAD_TIME) * 3_600_000,
      lingerMs: (this.linger ?? LINGER) * 1_000,
    });
  }

  protected override plainText(): string {
    return this.news
      .slice(0, 1)
      .map((item) => announcementText(item, this.now, this.language))
      .join('');
  }

  override disconnectedCallback(): void {
    // Before the feed is gone. An element that is moved comes back, and tells nothing again.
    for (const {key} of this.#told) pageAnnouncer().forget(this.feed.src + key, this, true);
    this.#told = [];
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const {state, src} = this.feed;
    // What an earlier page knew is told once it is all there is to know.
    if (!state.snapshot || (state.cached && !state.error)) return;
    const announcer = pageAnnouncer();
    const first = this.#met !== src;
    this.#met = src;
    for (const {key} of this.#told) {
      if (!this.news.some((item) => item.key === key)) announcer.forget(src + key, this);
    }
    this.#told = this.news;
    announceNews(announcer, this, this.news, src, first, this.now, this.language);
  }
}
