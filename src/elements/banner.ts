import {html, nothing} from 'lit';
import type {PropertyDeclarations, TemplateResult} from 'lit';
import type {News} from '../store/news.js';
import {shared} from '../theme/shared.js';
import {tokens} from '../theme/tokens.js';
import type {Level} from '../wire/types.js';
import {styles} from './banner.styles.js';
import {details} from './details.js';
import {isDismissed, setDismissed} from './dismissals.js';
import {OutageDismissEvent} from './events.js';
import {moveFocusOut} from './focus.js';
import {glyph, icon} from './icons.js';
import {NewsElement} from './news-element.js';
import {age, link, nextUpdate, row, updatedTime, words} from './templates.js';
import {sentencesOf, titleOf} from './words.js';

/**
 * The worst, newest trouble of a page, in its flow; nothing at all while all is well.
 *
 * @element outage-banner
 * @attr src - URL of a feed of its own.
 * @attr for - The id of the `<outage-feed>` to show.
 * @attr component - Ids or names of components, separated by commas: only what affects these. Default: everything.
 * @attr lead-time - Hours before its start from which planned work is shown. Default 24.
 * @attr linger - Seconds for which the end of an incident stays on screen. Default 300.
 * @attr heading-level - Level of the title among the page's headings, 2 to 6. Default 2.
 * @attr level - How bad it is; set by the element, for CSS to select.
 * @csspart banner - The box.
 * @csspart icon - The glyph of the level.
 * @csspart title - Severity and title, a heading.
 * @csspart text - What is affected and what is done about it.
 * @csspart meta - Times, links and buttons.
 * @csspart link - Each link.
 * @csspart details - The newest update and more, when opened.
 * @csspart more - The other issues, when opened.
 * @csspart dismiss - The button that puts the banner away, or folds a grave one.
 * @cssprop [--outage-radius=6px] - Corners.
 * @cssprop [--outage-max-width=75ch] - Longest line of text.
 * @cssprop [--outage-padding=12px 16px] - Space around the content.
 * @cssprop [--outage-accent] - Line and glyph, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-surface] - Background; by default the accent, barely.
 * @cssprop [--outage-text] - Text.
 * @cssprop [--outage-font=inherit] - Font family.
 * @cssstate stale - What is shown cannot be confirmed at the moment.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 * @fires {OutageDismissEvent} outage-dismiss - The reader puts a notice away; cancel it to keep it.
 */
export class OutageBanner extends NewsElement {
  static override properties: PropertyDeclarations = {
    headingLevel: {type: Number, attribute: 'heading-level'},
    open: {state: true},
  };
  static override styles = [tokens, shared, styles];

  /** Level of the title among the page's headings, 2 to 6. Default 2. */
  headingLevel: number | undefined;

  /** The panel that is open. */
  private open: 'details' | 'more' | undefined;
  #shown: readonly News[] = [];

  protected override selectLevel(): Level | undefined {
    this.selectNews('banner');
    this.#shown = this.news.filter((item) => !mayGo(item) || !this.#isDismissed(item));
    return this.#shown[0]?.level;
  }

  protected override render(): TemplateResult | typeof nothing {
    const [item, ...others] = this.#shown;
    if (!item) return nothing;
    const {locale} = this.language;
    const [severity, title] = titleOf(item, this.language);
    const folded = !mayGo(item) && this.#isDismissed(item);
    const headingLevel = Math.min(6, Math.max(2, Math.round(this.headingLevel ?? 2) || 2));
    return html`<section part="banner" class="box" aria-labelledby="title" lang=${locale}>
      <span part="icon" class="icon">${icon(item.level)}</span>
      <div class="body">
        <p>
          <span id="title" part="title" class="title" role="heading" aria-level=${headingLevel}
            >${severity}${title && html`: ${this.#words(title)}`}</span
          >
          ${folded ? nothing : html`<span part="text">${sentencesOf(item, this.now, this.language)}</span>`}
        </p>
        ${folded ? nothing : this.#facts(item, others)}
      </div>
      ${this.#putAway(item, folded, title || severity)}
    </section>`;
  }

  #facts(item: News, others: readonly News[]): unknown {
    const {language, now, open} = this;
    const {strings} = language;
    const {page} = this.feed.state.snapshot!;
    const report = 'report' in item ? item.report : undefined;
    const current = item.kind === 'ended' ? undefined : report;
    const panel = report && details(report, item.kind, now, language, (text) => this.#words(text));
    return [
      row(
        age(this.feed.state, now, language),
        updatedTime(current?.updatedAt, now, language),
        nextUpdate(current?.nextUpdateAt, now, language),
        panel &&
          this.#toggle('details', open === 'details' ? strings.hideDetails : strings.details),
        link(report?.url ?? page.url, strings.statusPage, report?.title ?? page.name, language),
        others.length > 0 &&
          this.#toggle('more', open === 'more' ? strings.showLess : strings.more(others.length)),
      ),
      open === 'details' && panel ? panel : nothing,
      open === 'more' ? this.#others(others) : nothing,
    ];
  }

  #others(others: readonly News[]): TemplateResult {
    return html`<ul part="more" class="panel">
      ${others.map((item) => {
        const [severity, title] = titleOf(item, this.language);
        return html`<li data-level=${item.level}>
          <span class="icon">${icon(item.level)}</span>
          <span
            ><span class="title">${severity}: ${this.#words(title)}</span>
            ${sentencesOf(item, this.now, this.language)}
            ${'report' in item ? link(item.report.url, this.language.strings.statusPage, title, this.language) : nothing}</span
          >
        </li>`;
      })}
    </ul>`;
  }

  #toggle(panel: 'details' | 'more', label: string): TemplateResult {
    const open = this.open === panel;
    return html`<button
      type="button"
      class="toggle"
      aria-expanded=${open}
      @click=${() => (this.open = open ? undefined : panel)}
    >
      ${label}
    </button>`;
  }

  /** A cross for what may go; an arrow for what only folds to one line. */
  #putAway(item: News, folded: boolean, title: string): TemplateResult {
    const {strings} = this.language;
    const gone = mayGo(item);
    return html`<button
      type="button"
      part="dismiss"
      class="dismiss"
      aria-expanded=${gone ? nothing : !folded}
      aria-label=${gone ? strings.dismiss(title) : folded ? strings.showMore : strings.showLess}
      @click=${() => this.#toggleDismissed(item, !folded)}
    >
      ${glyph(gone ? 'close' : folded ? 'unfold' : 'fold')}
    </button>`;
  }

  #toggleDismissed(item: News, dismissed: boolean): void {
    if (dismissed && !this.dispatchEvent(new OutageDismissEvent(item.key))) return;
    setDismissed(this.#dismissalId(item), dismissed, this.now);
    this.open = undefined;
    this.requestUpdate();
    // A pointer that clicked here moved the focus here as well: only a button that vanishes has to pass it on.
    if (mayGo(item)) void this.updateComplete.then(() => moveFocusOut(this, '.dismiss'));
  }

  #isDismissed(item: News): boolean {
    return isDismissed(this.#dismissalId(item), this.now);
  }

  /** Exactly this piece of news: a new update, another level or a reopening is news again. */
  #dismissalId(item: News): string {
    return `${this.feed.src} ${item.key} ${item.edition}`;
  }

  #words(text: string): TemplateResult {
    return words(text, this.feed.state.snapshot?.edition.locale);
  }
}

/** Whether readers may put it away altogether: what is too grave folds to one line instead. */
function mayGo(item: News): boolean {
  const wish = 'report' in item && item.kind !== 'ended' ? item.report.dismissible : undefined;
  return wish ?? (item.level !== 'partial' && item.level !== 'major');
}
