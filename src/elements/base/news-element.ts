import {property} from 'lit/decorators.js';
import {createNewsAnnouncer} from '../../announcer/news-announcer.js';
import {isPageHidden} from '../../dom/page-lifecycle.js';
import {isHeld, untouchedMs, unwatchInput, watchInput, whenReleased} from '../../dom/page-input.js';
import {announcementText} from '../../i18n/sentences.js';
import type {Level} from '../../model/types.js';
import type {News, NewsOptions} from '../../store/news.js';
import {selectNewsOnce} from './news-selection.js';
import {OutageElement} from './outage-element.js';
import {SteadySize} from './steady-size.js';

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

  /**
   * Whether all was well on this page before the element came: its first news is announced, too.
   * @internal
   */
  wasWell = false;

  /** The news for this element, the most important first. */
  protected news: readonly News[] = [];

  readonly #announcer = createNewsAnnouncer(this);

  constructor() {
    super();
    new SteadySize(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    watchInput();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unwatchInput();
    this.#announcer.leave();
  }

  /**
   * Selects the news of a place, within the element's attributes. What is over stays until it can
   * leave without moving what somebody looks at.
   */
  protected newsFor(place: NewsOptions['place']): readonly News[] {
    const lingerMs = (this.linger ?? DEFAULT_LINGER_SECONDS) * 1_000;
    const news = this.#select(place, lingerMs);
    if (news.length > 0 || !this.level || this.#isUnseen() || untouchedMs() >= lingerMs) {
      return news;
    }
    const shown = new Set(this.news.map(({key}) => key));
    return this.#select(place, Infinity).filter(({key}) => shown.has(key));
  }

  #select(place: NewsOptions['place'], lingerMs: number): readonly News[] {
    const {names, components} = this.selection;
    const {state, now} = this.context;
    return selectNewsOnce(state, this.component, {
      now,
      place,
      components: names.length > 0 ? components : undefined,
      leadMs: (this.leadTime ?? DEFAULT_LEAD_HOURS) * 3_600_000,
      lingerMs,
    });
  }

  /** Whether the page stands where it is when the element goes. */
  protected leavesStill(): boolean {
    return false;
  }

  /** Tells whether nothing that somebody sees would move without the element. */
  #isUnseen(): boolean {
    if (isPageHidden() || this.leavesStill()) return true;
    const {top, bottom} = this.getBoundingClientRect();
    // The browser scrolls by as much as it loses above.
    const isAbove = bottom <= 0 && CSS.supports('overflow-anchor', 'auto');
    return isAbove || top >= window.innerHeight;
  }

  /**
   * Nothing appears, grows or goes while a pointer is down or a key is held, unless that is on the
   * element itself. Screen readers need not wait.
   */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const isOwn = this.matches(':active, :focus-within');
    return isHeld() && !isOwn ? this.#updateWhenReleased() : super.scheduleUpdate();
  }

  async #updateWhenReleased(): Promise<void> {
    this.prepare();
    this.#announce();
    await whenReleased();
    await super.scheduleUpdate();
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
    if (this.isConnected) this.#announce();
  }

  #announce(): void {
    const {state} = this.context;
    // News of an earlier page may be outdated. It is announced only once the feed cannot be
    // reached.
    const isConfirmed = !state.cached || state.error !== undefined;
    if (state.snapshot && isConfirmed) {
      const {news, feed, context, wasWell} = this;
      this.#announcer.announce(news, feed.src, context, wasWell);
    }
  }
}
