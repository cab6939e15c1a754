import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {warnOnce} from '../binding/warn.js';
import {formatNames} from '../i18n/format.js';
import {componentsLevel, findComponents, knowledge, pageLevel, parseNames} from '../store/select.js';
import {shared} from '../theme/shared.js';
import {tokens} from '../theme/tokens.js';
import type {Level} from '../wire/types.js';
import {OutageElement} from './base.js';
import {icon} from './icons.js';
import {styles} from './indicator.styles.js';
import {age} from './templates.js';

/**
 * A glyph and a few words for one component or the whole page: the two-second glance. It says "unknown" before the
 * first news and when the news is too old to be good.
 *
 * @element outage-indicator
 * @csspart indicator - Glyph and words.
 * @csspart dot - The glyph of the level.
 * @csspart label - The words.
 * @csspart meta - How old bad news is while the feed cannot be reached.
 * @cssprop [--outage-accent] - The glyph, for all levels; `--outage-major-accent` and so on for one.
 * @cssprop [--outage-font=inherit] - Font family.
 * @cssstate stale - What is shown cannot be confirmed at the moment.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 */
export class OutageIndicator extends OutageElement {
  static override styles = [tokens, shared, styles];

  /** Ids or names of components, separated by commas; their worst level shows. Default: the whole page. */
  @property() component: string | undefined;

  /** What to call them. Default: the components' names. */
  @property() label: string | undefined;

  protected override selectLevel(now: number): Level {
    const {state} = this.feed;
    const names = parseNames(this.component);
    if (names.length === 0) return pageLevel(state, now);
    const components = findComponents(state.snapshot, names);
    if (state.snapshot && components.length === 0) {
      warnOnce(`<outage-indicator component="${this.component}">: the feed has no such component.`);
    }
    return componentsLevel(state, components, now);
  }

  protected override render(): TemplateResult {
    const {language, level = 'unknown'} = this;
    const {state} = this.feed;
    const now = this.feed.now();
    const old = level === 'operational' || level === 'unknown' ? undefined : age(state, now, language);
    this.internals.states[knowledge(state, now) === 'stale' ? 'add' : 'delete']('stale');
    return html`<span part="indicator" class="indicator" lang=${language.locale} dir=${language.direction}>
      <span part="dot" class="icon">${icon(level)}</span>
      <span part="label"><bdi>${this.#words(level)}</bdi></span>
      ${old ? html`<span part="meta" class="meta">${old}</span>` : nothing}
    </span>`;
  }

  #words(level: Level): string {
    const {strings} = this.language;
    const names = parseNames(this.component);
    if (names.length === 0) return this.label ? strings.component(this.label, level) : strings.page[level];
    const found = findComponents(this.feed.state.snapshot, names).filter(({group}) => !group);
    const called = this.label || formatNames(found.length > 0 ? found.map(({name}) => name) : names, this.language);
    return strings.component(called, level);
  }
}
