import {html, nothing} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {selectNews} from '../store/news.js';
import type {News} from '../store/news.js';
import {findComponents, parseNames} from '../store/select.js';
import {shared} from '../theme/shared.js';
import {tokens} from '../theme/tokens.js';
import type {Level} from '../wire/types.js';
import {announceNews} from './announce-news.js';
import {announcerOf} from './announcer.js';
import {styles} from './banner.styles.js';
import {OutageElement} from './base.js';
import {details} from './details.js';
import {dismiss, isDismissed, restore} from './dismissals.js';
import {OutageDismissEvent} from './events.js';
import {moveFocusOut} from './focus.js';
import {icon} from './icons.js';
import {age, link, nextUpdate, row, updatedTime, words} from './templates.js';
import {sentencesOf, titleOf} from './words.js';

/** News that is too grave to go away collapses to one line instead. */
const LASTING: ReadonlySet<Level> = new Set<Level>(['partial', 'major']);

/**
 * The worst, newest trouble of a page, in its flow; nothing at all while all is well.
 *
 * @element outage-banner
 * @csspart banner - The box.
 * @csspart icon - The glyph of the level.
 * @csspart title - Severity and title, a heading.
 * @csspart text - What is affected and what is done about it.
 * @csspart meta - Times, links and buttons.
 * @csspart link - Each link.
 * @csspart details - The newest update and more, when opened.
 * @csspart more - The other issues, when opened.
 * @csspart dismiss - The button that puts the banner away.
 * @cssprop [--outage-radius=6px] - Corners.
 * @cssprop [--outage-max-width=75ch] - Longest line of text.
 * @cssprop [--outage-padding=12px 16px] - Space around the content.
 * @cssprop [--outage-accent] - Line and glyph, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-surface] - Background, for all levels; `--outage-major-surface` and so on for one.
 * @cssprop [--outage-text] - Text, for all levels; `--outage-major-text` and so on for one.
 * @cssprop [--outage-font=inherit] - Font family.
 * @cssstate stale - What is shown cannot be confirmed at the moment.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 * @fires {OutageDismissEvent} outage-dismiss - The reader puts a notice away; cancel it to keep it.
 */
export class OutageBanner extends OutageElement {
  static override styles = [tokens, shared, styles];

  /** Ids or names of components, separated by commas: only what affects these. Default: everything. */
  @property() component: string | undefined;

  /** Hours before its start from which planned work is shown. */
  @property({type: Number, attribute: 'lead-time'}) leadTime = 24;

  /** Seconds for which the end of an incident stays on screen. */
  @property({type: Number}) linger = 300;

  /** Level of the title among the page's headings, 2 to 6. */
  @property({type: Number, attribute: 'heading-level'}) headingLevel = 2;

  @state() private open: 'details' | 'more' | undefined;

  #news: readonly News[] = [];
  #shown: readonly News[] = [];
  /** The feed whose first news this element has already met. */
  #met: string | undefined;

  protected override selectLevel(now: number): Level | undefined {
    const {state} = this.feed;
    const names = parseNames(this.component);
    this.#news = selectNews(state, {
      now,
      place: 'banner',
      components: names.length > 0 ? findComponents(state.snapshot, names) : undefined,
      leadMs: (Number.isFinite(this.leadTime) ? this.leadTime : 24) * 3_600_000,
      lingerMs: (Number.isFinite(this.linger) ? this.linger : 300) * 1_000,
    });
    this.#shown = this.#news.filter((item) => !mayGo(item) || !this.#isDismissed(item, now));
    return this.#shown[0]?.level;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.feed.state.snapshot) return;
    announceNews(announcerOf(this.ownerDocument), this.#news, this.feed.src, this.#met !== this.feed.src, this.language);
    this.#met = this.feed.src;
  }

  protected override render(): TemplateResult | typeof nothing {
    const [item, ...others] = this.#shown;
    if (!item) return nothing;
    const {language} = this;
    const {direction, locale} = language;
    const now = this.feed.now();
    const feedLocale = this.feed.state.snapshot?.edition.locale;
    const {severity, title} = titleOf(item, language);
    const collapsed = !mayGo(item) && this.#isDismissed(item, now);
    const open = collapsed ? undefined : this.open;
    const level = Math.min(6, Math.max(2, Math.round(this.headingLevel) || 2));
    return html`<section part="banner" class="banner" aria-labelledby="title" lang=${locale} dir=${direction}>
      <span part="icon" class="icon">${icon(item.level)}</span>
      <div class="body">
        <p class="line">
          <span id="title" part="title" class="title" role="heading" aria-level=${level}
            >${severity}${title && html`: ${words(title, feedLocale)}`}</span
          >
          ${collapsed ? nothing : html`<span part="text">${sentencesOf(item, now, language).join(' ')}</span>`}
        </p>
        ${collapsed ? nothing : this.#facts(item, others.length, now)}
        ${open === 'details' ? details(item, now, language, feedLocale) : nothing}
        ${open === 'more' ? this.#others(others, now, feedLocale) : nothing}
      </div>
      ${this.#dismissButton(item, collapsed, title || severity)}
    </section>`;
  }

  #facts(item: News, others: number, now: number): TemplateResult | typeof nothing {
    const {language} = this;
    const {strings} = language;
    const report = 'report' in item ? item.report : undefined;
    const page = this.feed.state.snapshot?.page;
    const current = report && item.kind !== 'ended' ? report : undefined;
    return row(
      age(this.feed.state, now, language),
      current && updatedTime(current.updatedAt, now, language),
      current && nextUpdate(current, now, language),
      report && hasDetails(item) && this.#toggle('details', this.open === 'details' ? strings.hideDetails : strings.details),
      link(report?.url ?? page?.url, strings.statusPage, report?.title ?? page?.name ?? '', language),
      others > 0 && this.#toggle('more', this.open === 'more' ? strings.showLess : strings.more(others)),
    );
  }

  #toggle(panel: 'details' | 'more', label: string): TemplateResult {
    return html`<button
      type="button"
      class="toggle"
      aria-expanded=${this.open === panel ? 'true' : 'false'}
      @click=${() => (this.open = this.open === panel ? undefined : panel)}
    >
      ${label}
    </button>`;
  }

  #others(others: readonly News[], now: number, feedLocale: string | undefined): TemplateResult {
    return html`<ul part="more" class="more">
      ${others.map((item) => {
        const {severity, title} = titleOf(item, this.language);
        return html`<li data-level=${item.level}>
          <span class="icon">${icon(item.level)}</span>
          <span><strong>${severity}${title && html`: ${words(title, feedLocale)}`}</strong>
          ${sentencesOf(item, now, this.language).join(' ')}
          ${'report' in item ? link(item.report.url, this.language.strings.statusPage, item.report.title, this.language) : nothing}</span>
        </li>`;
      })}
    </ul>`;
  }

  #dismissButton(item: News, collapsed: boolean, title: string): TemplateResult {
    const {strings} = this.language;
    if (mayGo(item)) {
      return html`<button
        type="button"
        part="dismiss"
        class="dismiss"
        aria-label=${strings.dismiss(title)}
        @click=${() => this.#dismiss(item)}
      >
        <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" />
        </svg>
      </button>`;
    }
    return html`<button
      type="button"
      part="dismiss"
      class="dismiss"
      aria-expanded=${collapsed ? 'false' : 'true'}
      aria-label=${collapsed ? strings.showMore : strings.showLess}
      @click=${() => (collapsed ? this.#restore(item) : this.#dismiss(item))}
    >
      <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">
        <path d=${collapsed ? 'M4 6l4 4 4-4' : 'M4 10l4-4 4 4'} />
      </svg>
    </button>`;
  }

  #dismiss(item: News): void {
    if (!this.dispatchEvent(new OutageDismissEvent(item.key))) return;
    const focused = this.shadowRoot?.activeElement != null;
    dismiss(this.#dismissalId(item), this.feed.now());
    this.open = undefined;
    this.requestUpdate();
    if (focused && mayGo(item)) void this.updateComplete.then(() => moveFocusOut(this, '.dismiss'));
  }

  #restore(item: News): void {
    restore(this.#dismissalId(item), this.feed.now());
    this.requestUpdate();
  }

  #isDismissed(item: News, now: number): boolean {
    return isDismissed(this.#dismissalId(item), now);
  }

  /** Exactly this piece of news: a new update, a higher level or a reopening is news again. */
  #dismissalId(item: News): string {
    return `${this.feed.src} ${item.key} ${item.edition}`;
  }
}

/** Whether readers may put it away altogether. */
function mayGo(item: News): boolean {
  const wish = 'report' in item && item.kind !== 'ended' ? item.report.dismissible : undefined;
  return wish ?? !LASTING.has(item.level);
}

function hasDetails(item: News): boolean {
  if (!('report' in item)) return false;
  const {updates, workaround, affected, estimate, actions, postmortem} = item.report;
  return Boolean(updates[0]?.body || workaround || affected || estimate || actions.length > 0 || postmortem);
}
