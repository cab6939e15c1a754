import {html, nothing} from 'lit';
import type {PropertyDeclarations, TemplateResult} from 'lit';
import {warnOnce} from '../../binding/warn.js';
import {baseStyles} from '../base/base.styles.js';
import {tokens} from '../base/tokens.styles.js';
import type {Level} from '../../model/types.js';
import {renderIcon} from '../base/icons.js';
import {NewsElement} from '../base/news-element.js';
import {styles} from './notice.styles.js';
import {renderMeta, isolatedText, renderWorkaround} from '../base/templates.js';
import {noticeSentence} from '../../i18n/sentences.js';

/**
 * "We know Payments isn't working. We're on it.", right beside the feature that does not work; nothing while it does.
 *
 * @element outage-notice
 * @slot - The host's own words instead of our sentence.
 * @slot workaround - What people can do meanwhile; instead of the feed's own advice.
 * @attr src - URL of a feed of its own.
 * @attr for - The id of the `<outage-feed>` to show.
 * @attr component - Ids or names of the components it speaks for, separated by commas.
 * @attr label - What the feature is called here. Default: the components' names.
 * @attr lead-time - Hours before its start from which planned work is shown. Default 24.
 * @attr linger - Seconds for which the end of an incident stays on screen. Default 300.
 * @attr level - How bad it is; set by the element, for CSS to select.
 * @csspart notice - The box.
 * @csspart icon - The glyph of the level.
 * @csspart text - The sentence.
 * @csspart update - The newest update.
 * @csspart workaround - What people can do meanwhile.
 * @csspart meta - Times and links.
 * @csspart link - Each link.
 * @cssprop [--outage-radius=6px] - Corners.
 * @cssprop [--outage-max-width=75ch] - Longest line of text.
 * @cssprop [--outage-accent] - Line and glyph, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-surface] - Background; by default the accent, barely.
 * @cssprop [--outage-text] - Text.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 */
export class OutageNotice extends NewsElement {
  static override properties: PropertyDeclarations = {label: {}};
  static override styles = [tokens, baseStyles, styles];

  /** What the feature is called here. Default: the components' names. */
  label: string | undefined;

  protected override selectLevel(): Level | undefined {
    this.selectNews('inline');
    if (this.names.length === 0) this.news = warnOnce(this, 'needs component') ?? [];
    return this.news[0]?.level;
  }

  /** Slots are always there: one that comes and goes would lose the host's content. */
  protected override render(): TemplateResult {
    const {language, now} = this;
    const {state} = this.feed;
    const [item] = this.news;
    const body = item?.ended ? '' : item?.report?.updates[0]?.body;
    return html`<div
      part="notice"
      class="box level ${item?.level}"
      role="note"
      lang=${language.locale}
    >
      <span part="icon" class="icon">${item ? renderIcon(item.level) : nothing}</span>
      <div class="body">
        <div part="text" class="title">
          <slot
            ><bdi
              >${item && noticeSentence(item, this.components, this.label, now, language)}</bdi
            ></slot
          >
        </div>
        ${body ? html`<p part="update" class="update">${isolatedText(body, state)}</p>` : nothing}
        <div part="workaround">
          <slot name="workaround">${renderWorkaround(item, state, language)}</slot>
        </div>
        <div part="meta" class="meta">${item && renderMeta(item, state, now, language)}</div>
      </div>
    </div>`;
  }
}
