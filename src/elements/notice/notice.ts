import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {warnOnce} from '../../binding/warn.js';
import {noticeSentence} from '../../i18n/sentences.js';
import type {News} from '../../store/news.js';
import {nextFrame} from '../../dom/next-frame.js';
import {releaseAge} from '../base/age-speaker.js';
import {baseStyles} from '../base/base.styles.js';
import {renderIcon} from '../base/icons.js';
import {NewsElement} from '../base/news-element.js';
import {
  isolatedText,
  newestUpdate,
  renderFacts,
  renderNewsLink,
  renderWorkaround,
} from '../base/templates.js';
import {tokens} from '../base/tokens.styles.js';
import {styles} from './notice.styles.js';

/**
 * "We know Payments isn’t working. We’re on it.", right beside the feature that does not work. It
 * shows nothing while the feature works.
 *
 * @element outage-notice
 * @slot - The page's own words instead of our sentence.
 * @slot workaround - What people can do meanwhile; instead of the feed's own advice.
 * @attr src - URL of a feed of its own.
 * @attr for - The id of the `<outage-feed>` to show.
 * @attr component - Ids or names of the components it speaks for, separated by commas.
 * @attr label - What the feature is called here. Default: the components' names.
 * @attr lead-time - Hours before its start from which planned work is shown. Default 24.
 * @attr linger - Seconds for which the end of an incident stays on screen. Default 300.
 * @attr level - How bad it is; set by the element, for CSS to select.
 * @csspart notice - The box.
 * @csspart icon - The icon of the level.
 * @csspart text - The sentence.
 * @csspart update - The newest update.
 * @csspart workaround - What people can do meanwhile.
 * @csspart meta - Times and links.
 * @csspart link - Each link.
 * @cssprop [--outage-radius=6px] - Radius of the corners.
 * @cssprop [--outage-max-width=75ch] - Longest line of text.
 * @cssprop [--outage-padding=8px 12px] - Space around the content.
 * @cssprop [--outage-accent] - Line and icon, for all levels; `--outage-major-accent` and so on for
 *   one.
 * @cssprop [--outage-icon] - The icon alone. Default: the accent.
 * @cssprop [--outage-surface] - Background. Default: a trace of the accent.
 * @cssprop [--outage-text] - Text colour.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown has changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed. What was last known stays on screen.
 */
export class OutageNotice extends NewsElement {
  static override styles = [tokens, baseStyles, styles];

  /** The feature's name on this page. Default: the components' names. */
  @property()
  label: string | undefined;

  /** A notice that never had news is spared the work: most pages are healthy. */
  #hadNews = false;

  /**
   * Appears a frame after the banner. A page that moves by the height of one, and below it by that
   * of the other, moves far less than one in which all that is below moves by both at once.
   */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && !this.level) await nextFrame();
    await super.scheduleUpdate();
  }

  protected override selectContent(): void {
    if (this.selection.names.length === 0) {
      warnOnce(this, NO_COMPONENT);
      this.news = [];
    } else {
      // That something is no longer reported says nothing about the feature.
      this.news = this.newsFor('inline').filter(({ended}) => ended !== 'gone');
    }
  }

  /**
   * The slots come with the first news, and stay: one that comes and goes would lose what the page
   * put into it.
   */
  protected override render(): TemplateResult | typeof nothing {
    const [item] = this.news;
    this.#hadNews ||= item !== undefined;
    if (!item) releaseAge(this);
    if (!this.#hadNews) return nothing;
    const {context} = this;
    const {state, language} = context;
    const body = newestUpdate(item);
    return html`<div
      part="notice"
      class="box level ${item?.level}"
      role="note"
      lang=${language.locale}
    >
      <span part="icon" class="icon">${item ? renderIcon(item.level) : nothing}</span>
      <div class="body">
        <div part="text" class="title">
          <slot><bdi>${item ? this.#sentence(item) : nothing}</bdi></slot>
        </div>
        ${body ? html`<p part="update" class="update">${isolatedText(body, state)}</p>` : nothing}
        <div part="workaround">
          <slot name="workaround">${renderWorkaround(item, context)}</slot>
        </div>
        <div part="meta" class="meta">${item ? this.#renderMeta(item) : nothing}</div>
      </div>
    </div>`;
  }

  #renderMeta(item: News): readonly unknown[] {
    const facts = renderFacts(item, this.ageToSay(1), this.context);
    return [facts, renderNewsLink(item, this.context)];
  }

  #sentence(item: News): string {
    const feature = {components: this.selection.components, label: this.label};
    return noticeSentence(item, feature, this.context);
  }
}

const NO_COMPONENT =
  'needs the attribute `component`: the ids or names of the components it speaks for, separated ' +
  'by commas. Without it the notice stays empty.';
