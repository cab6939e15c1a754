import {html, nothing} from 'lit';
import type {PropertyDeclarations, TemplateResult} from 'lit';
import {formatNames} from '../../i18n/format.js';
import type {News} from '../../store/news.js';
import {baseStyles} from '../base/base.styles.js';
import {tokens} from '../base/tokens.styles.js';
import {clampNumber} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import {styles} from './banner.styles.js';
import {isDismissed, setDismissed} from '../base/dismissals.js';
import {OutageDismissEvent} from '../base/events.js';
import {moveFocusOut} from '../base/focus.js';
import {renderIcon} from '../base/icons.js';
import {NewsElement} from '../base/news-element.js';
import {renderMeta, renderLink, isolatedText, renderWorkaround} from '../base/templates.js';
import {actionSentence, severityOf, titleOf} from '../../i18n/sentences.js';

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
 * @csspart details - The newest update and the workaround, when opened.
 * @csspart more - The other issues, when opened.
 * @csspart dismiss - The button that puts the banner away, or folds a grave one.
 * @cssprop [--outage-radius=6px] - Corners.
 * @cssprop [--outage-max-width=75ch] - Longest line of text.
 * @cssprop [--outage-padding=12px 16px] - Space around the content.
 * @cssprop [--outage-accent] - Line and glyph, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-surface] - Background; by default the accent, barely.
 * @cssprop [--outage-text] - Text.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 * @fires {OutageDismissEvent} outage-dismiss - The reader puts a notice away; cancel it to keep it.
 */
export class OutageBanner extends NewsElement {
  static override properties: PropertyDeclarations = {
    headingLevel: {type: Number, attribute: 'heading-level'},
  };
  static override styles = [tokens, baseStyles, styles];

  /** Level of the title among the page's headings, 2 to 6. Default 2. */
  headingLevel: number | undefined;

  #shown: readonly News[] = [];

  protected override selectLevel(): Level | undefined {
    this.selectNews('banner');
    this.#shown = this.news.filter((item) => !isDismissible(item) || !this.#isDismissed(item));
    return this.#shown[0]?.level;
  }

  protected override render(): TemplateResult | typeof nothing {
    const [item, ...others] = this.#shown;
    if (!item) return nothing;
    const {strings, locale} = this.language;
    const lasts = !isDismissible(item);
    const folded = lasts && this.#isDismissed(item);
    const name = !lasts
      ? strings.dismiss(titleOf(item, this.language))
      : folded
        ? strings.showMore
        : strings.showLess;
    return html`<section
      part="banner"
      class="box level ${item.level}"
      aria-labelledby="title"
      lang=${locale}
    >
      <span part="icon" class="icon">${renderIcon(item.level)}</span>
      <div class="body">
        <p>
          <span
            id="title"
            part="title"
            class="title"
            role="heading"
            aria-level=${clampNumber(this.headingLevel, [2, 6]) ?? 2}
            >${this.#title(item)}</span
          >
          ${folded ? nothing : html`<span part="text">${this.#sentences(item)}</span>`}
        </p>
        ${folded ? nothing : this.#facts(item, others)}
      </div>
      <button
        part="dismiss"
        aria-expanded=${lasts ? !folded : nothing}
        aria-label=${name}
        @click=${() => this.#toggleDismissed(item, !folded)}
      >
        ${renderIcon(lasts ? 'fold' : 'close')}
      </button>
    </section>`;
  }

  #title(item: News): TemplateResult {
    const title = titleOf(item, this.language);
    return html`${severityOf(item, this.language)}${title && html`: ${isolatedText(title, this.feed.state)}`}`;
  }

  #sentences(item: News): string {
    const {components, title} = item;
    // Components without a report are the title already.
    const affected = title && components.length > 0 && !item.ended;
    const affects = affected
      ? this.language.strings.affects(formatNames(components, this.language))
      : '';
    return `${affects} ${actionSentence(item, this.now, this.language)}`.trim();
  }

  #facts(item: News, others: readonly News[]): TemplateResult {
    const {language, now} = this;
    const {strings} = language;
    const {state} = this.feed;
    const body = item.report?.updates[0]?.body;
    const advice = renderWorkaround(item, state, language);
    return html`<div part="meta" class="meta">
      ${renderMeta(item, state, now, language)}
      ${
        body || advice !== nothing
          ? html`<details part="details">
              <summary>${strings.details}</summary>
              <div class="panel">
                <p class="update">${body && isolatedText(body, state)}</p>
                ${advice}
              </div>
            </details>`
          : nothing
      }
      ${
        others.length > 0
          ? html`<details part="more">
              <summary>${strings.more(others.length)}</summary>
              <ul class="panel">
                ${others.map(
                  (other) =>
                    html`<li class="level ${other.level}">
                      <span class="icon">${renderIcon(other.level)}</span>
                      <span
                        ><b>${this.#title(other)}</b> ${this.#sentences(other)}
                        ${renderLink(other.report?.url, other.title, language)}</span
                      >
                    </li>`,
                )}
              </ul>
            </details>`
          : nothing
      }
    </div>`;
  }

  #toggleDismissed(item: News, dismissed: boolean): void {
    if (dismissed && !this.dispatchEvent(new OutageDismissEvent(item.key))) return;
    setDismissed(this.#dismissalId(item), dismissed, this.now);
    this.requestUpdate();
    // Only a button that vanishes with the focus on it has to pass it on.
    if (isDismissible(item) && this.matches(':focus-within'))
      void this.updateComplete.then(() => moveFocusOut(this, 'button'));
  }

  #isDismissed(item: News): boolean {
    return isDismissed(this.#dismissalId(item), this.now);
  }

  /** Exactly this piece of news: a new update, another level or a reopening is news again. */
  #dismissalId(item: News): string {
    return `${this.feed.src} ${item.key} ${item.revisionKey}`;
  }
}

/** Whether readers may put it away altogether: what is too grave folds to one line instead. */
function isDismissible({report, ended, level}: News): boolean {
  return (ended ? true : report?.dismissible) ?? (level !== 'partial' && level !== 'major');
}
