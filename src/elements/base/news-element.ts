import {property} from 'lit/decorators.js';
import {createNewsAnnouncer} from '../../announcer/news-announcer.js';
import {announcementText} from '../../i18n/sentences.js';
import type {Level} from '../../model/types.js';
import type {News, NewsOptions} from '../../store/news.js';
import {selectNewsOnce} from './news-selection.js';
import {OutageElement} from './outage-element.js';

const DEFAULT_LEAD_HOURS = 24;
const DEFAULT_LINGER_SECONDS = 300;

/** An element that shows news, and has the page's announcer tell it to screen readers. */
export abstract class NewsElement extends OutageElement {
  /** Hours before its start from which planned work is shown. Default 24. */
  @property({type: Number, attribute: 'lead-time'})
  leadTime: number | undefined;

  /** Seconds for which the end of an incident stays on screen. Default 300. */
  @property({type: Number})
  linger: number | undefined;

  /** The news for this element, the most important first. */
  protected news: readonly News[] = [];

  readonly #announcer = createNewsAnnouncer(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.leave();
  }

  /** Selects the news of a place, within the element's attributes. */
  protected newsFor(place: NewsOptions['place']): readonly News[] {
    const {names, components} = this.selection;
    const {state, now} = this.context;
    return selectNewsOnce(state, this.component, {
      now,
      place,
      components: names.length > 0 ? components : undefined,
      leadMs: (this.leadTime ?? DEFAULT_LEAD_HOURS) * 3_600_000,
      lingerMs: (this.linger ?? DEFAULT_LINGER_SECONDS) * 1_000,
    });
  }

  protected override currentLevel(): Level | undefined {
    return this.news[0]?.level;
  }

  protected override plainText(): string {
    const [first] = this.news;
    return first ? announcementText(first, this.context) : '';
  }

  protected override report(): void {
    super.report();
    // A listener may have removed the element from the page.
    if (!this.isConnected) return;
    const {state} = this.context;
    // News of an earlier page may be outdated. It is announced only once the feed cannot be
    // reached.
    const isConfirmed = !state.cached || state.error !== undefined;
    if (state.snapshot && isConfirmed) {
      this.#announcer.announce(this.news, this.feed.src, this.context);
    }
  }
}
