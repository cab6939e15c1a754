import {html, nothing} from 'lit';
import type {PropertyDeclarations, TemplateResult} from 'lit';
import {formatNames} from '../../i18n/format.js';
import {componentsLevel, freshness, pageLevel} from '../../store/select.js';
import {baseStyles} from '../base/base.styles.js';
import {tokens} from '../base/tokens.styles.js';
import type {Level} from '../../model/types.js';
import {OutageElement} from '../base/outage-element.js';
import {renderIcon} from '../base/icons.js';
import {styles} from './indicator.styles.js';
import {renderAge} from '../base/templates.js';
import {namesOf} from '../../i18n/sentences.js';

/**
 * A glyph and a few words for one component or the whole page: the two-second glance. It says "unknown" before the
 * first news and when the news is too old to be good.
 *
 * @element outage-indicator
 * @attr src - URL of a feed of its own.
 * @attr for - The id of the `<outage-feed>` to show.
 * @attr component - Ids or names of components, separated by commas; their worst level shows. Default: the whole page.
 * @attr label - What to call them. Default: the components' names.
 * @attr level - How bad it is; set by the element, for CSS to select.
 * @csspart indicator - Glyph and words.
 * @csspart dot - The glyph of the level.
 * @csspart label - The words.
 * @csspart meta - How old bad news is while the feed cannot be reached, and that the reader is offline.
 * @cssprop [--outage-accent] - The glyph, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 */
export class OutageIndicator extends OutageElement {
  static override properties: PropertyDeclarations = {label: {}};
  static override styles = [tokens, baseStyles, styles];

  /** What to call them. Default: the components' names. */
  label: string | undefined;

  protected override selectLevel(): Level {
    const {state} = this.feed;
    if (this.names.length === 0) return pageLevel(state, this.now);
    const level = componentsLevel(state, this.components, this.now);
    return this.incomplete && level === 'operational' ? 'unknown' : level;
  }

  protected override render(): TemplateResult {
    const {language, level = 'unknown'} = this;
    const {state} = this.feed;
    // Is it just me? Bad news has its age, and whoever is offline is told so.
    const aged =
      (level !== 'operational' && level !== 'unknown') || freshness(state, this.now) === 'offline';
    return html`<span part="indicator" class="indicator level ${level}" lang=${language.locale}>
      <span part="dot" class="icon">${renderIcon(level)}</span>
      <bdi part="label">${this.#words(level)}</bdi>
      <span part="meta" class="meta">${aged ? renderAge(state, this.now, language) : nothing}</span>
    </span>`;
  }

  protected override plainText(): string {
    return this.#words(this.level ?? 'unknown');
  }

  /** "Payments: partial outage", or the words for the whole page. */
  #words(level: Level): string {
    const {allWell, allUnknown, severity, status} = this.language.strings;
    const known = namesOf(this.components);
    const name = this.label || formatNames(known.length > 0 ? known : this.names, this.language);
    if (name) return `${name}: ${status[level]}`;
    return level === 'operational' ? allWell : level === 'unknown' ? allUnknown : severity[level];
  }
}
