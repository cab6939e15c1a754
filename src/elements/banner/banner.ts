import {html, nothing} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {formatNames} from '../../i18n/format.js';
import {actionSentence, affectedSentence, severityText, titleText} from '../../i18n/sentences.js';
import type {Level} from '../../model/types.js';
import {clampNumber} from '../../parsing/parse.js';
import type {News} from '../../store/news.js';
import {releaseAge} from '../base/age-speaker.js';
import {baseStyles} from '../base/base.styles.js';
import {OutageDismissEvent} from '../base/events.js';
import {moveFocusOut} from '../base/focus.js';
import {renderIcon} from '../base/icons.js';
import {NewsElement} from '../base/news-element.js';
import {
  isolatedText,
  newestUpdate,
  renderFacts,
  renderLink,
  renderNewsLink,
  renderSentences,
  renderWorkaround,
} from '../base/templates.js';
import {tokens} from '../base/tokens.styles.js';
import {styles} from './banner.styles.js';
import {createDismissedNews, isDismissible} from './dismissed-news.js';
import {LayoutController} from './layout-controller.js';
import {isGraveEnough} from './least-level.js';
import {leavesStill} from './overlay.js';
import {overlayStyles} from './overlay.styles.js';
import {renderOver} from './over-line.js';

type Template = TemplateResult | typeof nothing;

const DEFAULT_HEADING_LEVEL = 2;

/**
 * The worst and newest trouble of a page. It shows nothing while all is well.
 *
 * @element outage-banner
 * @attr src - URL of a feed of its own.
 * @attr for - The id of the `<outage-feed>` to show.
 * @attr component - Ids or names of components, separated by commas: only what affects these.
 *   Default: everything.
 * @attr lead-time - Hours before its start from which planned work is shown. Default 24.
 * @attr linger - Seconds for which the end of an incident stays on screen. Default 300.
 * @attr heading-level - Level of the title among the page's headings, 2 to 6. Default 2.
 * @attr min-level - Least level that it shows; what is milder is left to notices and indicators.
 *   Default: all.
 * @attr layout - `flow` stands in the page's flow, `overlay` lies over the edge of the window and
 *   moves nothing, and `auto` decides by the page. Default `auto`.
 * @attr placed - `overlay` while it is one; set by the element, for CSS to select.
 * @attr level - How bad it is; set by the element, for CSS to select.
 * @csspart banner - The box.
 * @csspart icon - The icon of the level.
 * @csspart title - Severity and title, a heading.
 * @csspart text - What is affected and what is done about it.
 * @csspart meta - Times, links and buttons.
 * @csspart link - Each link.
 * @csspart details - The newest update and the workaround, when opened.
 * @csspart more - The other open issues, when opened.
 * @csspart over - What is over, in one line, while something else is open.
 * @csspart dismiss - The button that dismisses the banner, or folds one that is too grave for
 *   that; and the one that dismisses what is over.
 * @cssprop [--outage-radius=6px] - Radius of the corners, a length; none from edge to edge.
 * @cssprop [--outage-max-width=75ch] - Longest line of text in the details.
 * @cssprop [--outage-padding=8px 12px] - Space around the content.
 * @cssprop [--outage-accent] - Line and icon, for all levels; `--outage-major-accent` and so on
 *   for one.
 * @cssprop [--outage-icon] - The icon alone. Default: the accent.
 * @cssprop [--outage-surface] - Background. Default: a trace of the accent.
 * @cssprop [--outage-text] - Text colour.
 * @cssprop [--outage-z-index=2147483000] - Above what an overlay lies.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown has changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed. What was last known stays on screen.
 * @fires {OutageDismissEvent} outage-dismiss - The reader dismisses the banner; cancel it to keep
 *   it.
 */
export class OutageBanner extends NewsElement {
  static override styles = [tokens, baseStyles, styles, overlayStyles];

  /** Level of the title among the page's headings, 2 to 6. Default 2. */
  @property({type: Number, attribute: 'heading-level'})
  headingLevel: number | undefined;

  /** `flow`, `overlay`, or `auto`, which decides by the page where it stands. Default `auto`. */
  @property()
  layout: 'auto' | 'flow' | 'overlay' | undefined;

  /** Least level that it shows, such as `degraded`. Default: all. */
  @property({attribute: 'min-level'})
  minLevel: Level | undefined;

  /** The open news that was not dismissed. The first piece is the banner, the others its list. */
  #open: readonly News[] = [];

  /** The ends that were not dismissed. */
  #over: readonly News[] = [];

  /** The title and the sentences have more lines than are shown. */
  #isClipped = false;

  readonly #dismissed = createDismissedNews(() => this.feed.src);

  constructor() {
    super();
    new LayoutController(this);
  }

  protected override selectContent(): void {
    const before = this.news;
    const {state, now} = this.context;
    this.news = this.newsFor('banner').filter((item) => isGraveEnough(item, this.minLevel, this));
    // News of an earlier page proves no end.
    if (!state.cached) this.#dismissed.forgetWhatIsOver(before, this.news);
    this.#dismissed.look(this.news, now);
    const shown = this.news.filter((item) => !this.#dismissed.isDismissed(item));
    this.#open = shown.filter(({ended}) => !ended);
    this.#over = shown.filter(({ended}) => ended);
  }

  protected override currentLevel(): Level | undefined {
    return (this.#open[0] ?? this.#over[0])?.level;
  }

  protected override leavesStill(): boolean {
    return leavesStill(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const texts = [...this.renderRoot.querySelectorAll('.headline, .headline span')];
    // Open details show all of it.
    if (texts.length === 0 || this.renderRoot.querySelector('[part=details][open]')) return;
    const isClipped = texts.some(isCut);
    if (isClipped === this.#isClipped) return;
    this.#isClipped = isClipped;
    void this.updateComplete.then(() => this.requestUpdate());
  }

  protected override render(): Template {
    const [item = this.#over[0], ...others] = this.#open;
    const isFolded = item !== undefined && this.#dismissed.isFolded(item);
    if (!item || isFolded) releaseAge(this);
    if (!item) return nothing;
    return html`<section
      part="banner"
      class="box level ${item.level} ${isFolded ? 'folded' : ''}"
      aria-labelledby="title"
      lang=${this.context.language.locale}
    >
      <span part="icon" class="icon">${renderIcon(item.level)}</span>
      <div class="body">
        <div class="headline">
          ${this.#renderTitle(item)} ${isFolded ? nothing : this.#renderText(item)}
        </div>
        ${isFolded ? nothing : this.#renderMeta(item, others)} ${this.#renderOverBeside(item)}
      </div>
      ${this.#renderButton(item, isFolded)}
    </section>`;
  }

  #renderTitle(item: News): TemplateResult {
    const headingLevel = clampNumber(this.headingLevel, [2, 6]) ?? DEFAULT_HEADING_LEVEL;
    return html`<span
      id="title"
      part="title"
      class="title"
      role="heading"
      aria-level=${headingLevel}
      >${this.#titleOf(item)}</span
    >`;
  }

  /** Other sentences are another node: to browsers, one that is kept would have moved. */
  #renderText(item: News): unknown {
    const text = this.#sentencesOf(item);
    return text ? keyed(text, html`<span part="text">${renderSentences(text)}</span>`) : nothing;
  }

  /** "Partial outage: Card payments fail". */
  #titleOf(item: News): TemplateResult {
    const {language, state} = this.context;
    if (item.ended) return renderOver(this.#over, this.context);
    const severity = severityText(item, language);
    const title = titleText(item, language);
    if (!title) return html`${severity}`;
    return html`${severity && `${severity}: `}${isolatedText(title, state)}`;
  }

  /** Open matters come first; all that is over shares one line and one button. */
  #renderOverBeside(item: News): Template {
    if (item.ended || this.#over.length === 0) return nothing;
    return html`<p part="over" class="over">
      ${renderOver(this.#over, this.context)}
      <button
        part="dismiss"
        aria-label=${this.#dismissName(this.#over)}
        @click=${() => this.#dismiss(this.#over)}
      >
        ${renderIcon('close')}
      </button>
    </p>`;
  }

  /** "Affects Payments. We know why and are fixing it." */
  #sentencesOf(item: News): string {
    const affected = affectedSentence(item, this.context.language);
    return `${affected} ${actionSentence(item, this.context)}`.trim();
  }

  #renderMeta(item: News, others: readonly News[]): TemplateResult {
    return html`<div part="meta" class="meta">
      <div class="facts">${renderFacts(item, this.ageToSay(0), this.context)}</div>
      ${this.#renderDetails(item)} ${this.#renderMore(others)} ${renderNewsLink(item, this.context)}
    </div>`;
  }

  #renderDetails(item: News): Template {
    const {state, language} = this.context;
    const body = newestUpdate(item);
    const workaround = renderWorkaround(item, this.context);
    const hasMore = body !== undefined || workaround !== nothing;
    if (!hasMore && !this.#isClipped) return nothing;
    return html`<details part="details">
      <summary>${hasMore ? language.strings.details : language.strings.showAll}</summary>
      <div class="panel">
        <p class="update">${body ? isolatedText(body, state) : nothing}</p>
        ${workaround}
      </div>
    </details>`;
  }

  #renderMore(others: readonly News[]): Template {
    if (others.length === 0) return nothing;
    return html`<details part="more">
      <summary>${this.context.language.strings.more(others.length)}</summary>
      <ul class="panel">
        ${others.map((other) => this.#renderOther(other))}
      </ul>
    </details>`;
  }

  #renderOther(item: News): TemplateResult {
    return html`<li class="level ${item.level}">
      <span class="icon">${renderIcon(item.level)}</span>
      <span
        ><b>${this.#titleOf(item)}</b> ${this.#sentencesOf(item)}
        ${renderLink(item.report?.url, item.title, this.context.language)}</span
      >
    </li>`;
  }

  /** One button for both purposes: a second one would lose the focus when an incident ends. */
  #renderButton(item: News, isFolded: boolean): TemplateResult {
    const {showMore, showLess} = this.context.language.strings;
    const canDismiss = isDismissible(item);
    const subjects = item.ended ? this.#over : [item];
    const foldName = isFolded ? showMore : showLess;
    return html`<button
      part="dismiss"
      aria-expanded=${canDismiss ? nothing : !isFolded}
      aria-label=${canDismiss ? this.#dismissName(subjects) : foldName}
      @click=${() => (canDismiss ? this.#dismiss(subjects) : this.#toggle(item, isFolded))}
    >
      ${renderIcon(canDismiss ? 'close' : 'fold')}
    </button>`;
  }

  #dismissName(items: readonly News[]): string {
    const {language} = this.context;
    const titles = items.map((item) => titleText(item, language));
    return language.strings.dismiss(formatNames(titles, language));
  }

  #dismiss(items: readonly News[]): void {
    for (const item of items) this.#putAway(item, false);
    this.requestUpdate();
    // A button that vanishes must not take the focus with it.
    if (this.matches(':focus-within')) {
      void this.updateComplete.then(() => moveFocusOut(this, 'button'));
    }
  }

  #toggle(item: News, isFolded: boolean): void {
    if (isFolded) this.#dismissed.bringBack(item);
    else this.#putAway(item, true);
    this.requestUpdate();
  }

  /** The page may cancel it. */
  #putAway(item: News, folded: boolean): void {
    if (!this.dispatchEvent(new OutageDismissEvent(item.key))) return;
    this.#dismissed.putAway(item, folded, this.context.now);
  }
}

/** Tells whether a box hides some of its text. What flows in a line has no box. */
function isCut({scrollHeight, clientHeight, scrollWidth, clientWidth}: Element): boolean {
  return clientHeight > 0 && (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1);
}
