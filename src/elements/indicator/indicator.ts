import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {formatNames} from '../../i18n/format.js';
import {componentNames} from '../../i18n/sentences.js';
import type {Level} from '../../model/types.js';
import {componentsLevel, freshness, pageLevel} from '../../store/select.js';
import {releaseAge} from '../base/age-speaker.js';
import {baseStyles} from '../base/base.styles.js';
import {renderIcon} from '../base/icons.js';
import {OutageElement} from '../base/outage-element.js';
import {renderAge} from '../base/templates.js';
import {tokens} from '../base/tokens.styles.js';
import {styles} from './indicator.styles.js';
import {pageText} from './page-text.js';

/**
 * An icon and a few words for some components or the whole page, to be read at a glance. It says
 * "unknown" before the first news, and when the news is too old to be good.
 *
 * @element outage-indicator
 * @attr src - URL of a feed of its own.
 * @attr for - The id of the `<outage-feed>` to show.
 * @attr component - Ids or names of components, separated by commas; their worst level shows.
 *   Default: the whole page.
 * @attr label - What to call them. Default: the components' names.
 * @attr level - How bad it is; set by the element, for CSS to select.
 * @csspart indicator - Icon and words.
 * @csspart dot - The icon of the level.
 * @csspart label - The words.
 * @csspart meta - How old bad news is while the feed cannot be reached, and that the reader is
 *   offline.
 * @cssprop [--outage-accent] - The icon, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-icon] - The icon alone. `currentColor` gives it the colour of the text, for a
 *   coloured bar. Default: the accent.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown has changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed. What was last known stays on screen.
 */
export class OutageIndicator extends OutageElement {
  static override styles = [tokens, baseStyles, styles];

  /** A name for the components. Default: their names. */
  @property()
  label: string | undefined;

  /** An indicator has nothing to select: it always shows its level. */
  protected override selectContent(): void {}

  protected override currentLevel(): Level {
    const {names, components, unknownNames} = this.selection;
    const {state, now} = this.context;
    if (names.length === 0) return pageLevel(state, now);
    const level = componentsLevel(state, components, now);
    // A name that the feed does not know may hide trouble.
    return level === 'operational' && unknownNames.length > 0 ? 'unknown' : level;
  }

  protected override render(): TemplateResult {
    const {level = 'unknown'} = this;
    const {locale, strings} = this.context.language;
    const age = this.#age(level);
    const isSilent = age !== nothing && this.ageToSay(this.component ? 3 : 2) === nothing;
    // The words for a page that is well make room: a longer text would move what stands around.
    const words = this.#words(level);
    const isOffline = age !== nothing && !isSilent && words === strings.allWell;
    return html`<span
      part="indicator"
      class="indicator level ${level} ${age === nothing ? '' : 'aged'}"
      lang=${locale}
      title=${isSilent || isOffline ? age : nothing}
    >
      <span part="dot" class="icon">${renderIcon(level)}</span>
      <bdi part="label">${isOffline ? strings.offline : words}</bdi>
      <span part="meta" class=${isSilent || isOffline ? 'unseen' : 'meta'}>${age}</span>
    </span>`;
  }

  /** Bad news has its age, and a reader who is offline learns that the trouble is here. */
  #age(level: Level): string | typeof nothing {
    const {state, now} = this.context;
    const isBad = level !== 'operational' && level !== 'unknown';
    const isOffline = freshness(state, now) === 'offline';
    if (isBad || isOffline) return renderAge(this.context);
    releaseAge(this);
    return nothing;
  }

  protected override plainText(): string {
    return this.#words(this.level ?? 'unknown');
  }

  /** "Payments: partial outage", or the words for the whole page. */
  #words(level: Level): string {
    const {language} = this.context;
    const {status} = language.strings;
    const known = componentNames(this.selection.components);
    const names = known.length > 0 ? known : this.selection.names;
    const name = formatNames(this.label ? [this.label] : names, language);
    if (name) return `${name}: ${status[level]}`;
    return pageText(this.context);
  }
}
