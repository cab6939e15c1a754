import {html, nothing} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {warnOnce} from '../binding/warn.js';
import {formatNames} from '../i18n/format.js';
import {selectNews} from '../store/news.js';
import type {News} from '../store/news.js';
import {findComponents, parseNames} from '../store/select.js';
import {shared} from '../theme/shared.js';
import {tokens} from '../theme/tokens.js';
import type {Component, Level} from '../wire/types.js';
import {announceNews} from './announce-news.js';
import {announcerOf} from './announcer.js';
import {OutageElement} from './base.js';
import {icon} from './icons.js';
import {styles} from './notice.styles.js';
import {age, link, nextUpdate, row, updatedTime, words} from './templates.js';
import {whenOf} from './words.js';

/**
 * "We know Payments isn't working. We're on it.", right beside the feature that does not work; nothing while it does.
 *
 * @element outage-notice
 * @slot - The host's own words instead of our sentence.
 * @slot workaround - What people can do meanwhile; instead of the feed's own advice.
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
 * @cssprop [--outage-surface] - Background, for all levels; `--outage-major-surface` and so on for one.
 * @cssprop [--outage-text] - Text, for all levels; `--outage-major-text` and so on for one.
 * @cssprop [--outage-font=inherit] - Font family.
 * @fires {OutageChangeEvent} outage-change - The level shown changed.
 * @fires {OutageErrorEvent} outage-error - The feed failed; what was known stays.
 */
export class OutageNotice extends OutageElement {
  static override styles = [tokens, shared, styles];

  /** Ids or names of the components it speaks for, separated by commas. */
  @property() component: string | undefined;

  /** What the feature is called here. Default: the components' names. */
  @property() label: string | undefined;

  /** Hours before its start from which planned work is shown. */
  @property({type: Number, attribute: 'lead-time'}) leadTime = 24;

  /** Seconds for which the end of an incident stays on screen. */
  @property({type: Number}) linger = 300;

  #components: readonly Component[] = [];
  #item: News | undefined;
  #met: string | undefined;

  protected override selectLevel(now: number): Level | undefined {
    const {state} = this.feed;
    const names = parseNames(this.component);
    this.#components = findComponents(state.snapshot, names);
    if (names.length === 0) warnOnce('<outage-notice> needs component="…", the ids or names it speaks for.');
    else if (state.snapshot && this.#components.length === 0) {
      warnOnce(`<outage-notice component="${this.component}">: the feed has no such component.`);
    }
    [this.#item] = selectNews(state, {
      now,
      place: 'inline',
      components: this.#components,
      leadMs: (Number.isFinite(this.leadTime) ? this.leadTime : 24) * 3_600_000,
      lingerMs: (Number.isFinite(this.linger) ? this.linger : 300) * 1_000,
    });
    return this.#item?.level;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.feed.state.snapshot) return;
    const news = this.#item ? [this.#item] : [];
    announceNews(announcerOf(this.ownerDocument), news, this.feed.src, this.#met !== this.feed.src, this.language);
    this.#met = this.feed.src;
  }

  /** Slots are always there: one that comes and goes would lose the host's content. */
  protected override render(): TemplateResult {
    const item = this.#item;
    const {language} = this;
    const {strings, locale, direction} = language;
    const {snapshot} = this.feed.state;
    const now = this.feed.now();
    const report = item && 'report' in item ? item.report : undefined;
    const current = item?.kind === 'ended' ? undefined : report;
    const body = current?.updates[0]?.body;
    return html`<div part="notice" class="notice" role="note" lang=${locale} dir=${direction} ?hidden=${!item}>
      <span part="icon" class="icon">${item ? icon(item.level) : nothing}</span>
      <div class="body">
        <div part="text" class="text"><slot>${item ? this.#sentence(item, now) : nothing}</slot></div>
        ${body ? html`<p part="update" class="update gap">${words(body, snapshot?.edition.locale)}</p>` : nothing}
        <div part="workaround">
          <slot name="workaround"
            >${current?.workaround
              ? html`<p class="gap"><strong>${strings.workaround}:</strong> ${words(current.workaround, snapshot?.edition.locale)}</p>`
              : nothing}</slot
          >
        </div>
        ${row(
          item && age(this.feed.state, now, language),
          updatedTime(current?.updatedAt, now, language),
          current && nextUpdate(current, now, language),
          item && link(report?.url ?? snapshot?.page.url, strings.statusPage, report?.title ?? snapshot?.page.name ?? '', language),
        )}
      </div>
    </div>`;
  }

  #sentence(item: News, now: number): string {
    const {language} = this;
    const {strings} = language;
    const affected = this.#affected(item);
    const names = this.label || formatNames(affected, language);
    const count = this.label ? 1 : affected.length;
    switch (item.kind) {
      case 'maintenance':
        return strings.noticeMaintenance(names, item.stage, whenOf(item.report, item.stage, now, language));
      case 'ended':
        if (item.how === 'gone') return strings.goneText;
        return this.#working() ? strings.noticeResolved(names, count) : `${strings.resolved}: ${item.report.title}`;
      case 'component':
        if (item.level === 'maintenance') return strings.noticeMaintenance(names, 'active', '');
        return strings.notice(names, count, item.level, 'unknown');
      default:
        return strings.notice(names, count, item.level, item.kind === 'incident' ? item.report.phase : 'unknown');
    }
  }

  /** Of the components it speaks for, those the news is about. */
  #affected(item: News): string[] {
    const names = this.#components.filter(({group}) => !group).map(({name}) => name);
    const affected = names.filter((name) => item.components.includes(name));
    return affected.length > 0 ? affected : names;
  }

  /** "Working again" needs the components' own word for it. */
  #working(): boolean {
    return this.#components.every(({level}) => level === 'operational');
  }
}
