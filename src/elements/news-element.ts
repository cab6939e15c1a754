import type {PropertyDeclarations, PropertyValues} from 'lit';
import {warnOnce} from '../binding/warn.js';
import {selectNews} from '../store/news.js';
import type {News, NewsOptions} from '../store/news.js';
import {findComponents, parseNames} from '../store/select.js';
import type {Component} from '../wire/types.js';
import {announceNews} from './announce-news.js';
import {announcerOf} from './announcer.js';
import {OutageElement} from './base.js';

/** Hours before its start from which planned work is shown. */
const LEAD_TIME = 24;
/** Seconds for which an end stays on screen. */
const LINGER = 300;

/** An element that shows news and lets the announcer speak of it. */
export abstract class NewsElement extends OutageElement {
  static override properties: PropertyDeclarations = {
    leadTime: {type: Number, attribute: 'lead-time'},
    linger: {type: Number},
  };

  /** Hours before its start from which planned work is shown. Default 24. */
  leadTime: number | undefined;

  /** Seconds for which the end of an incident stays on screen. Default 300. */
  linger: number | undefined;

  /** The components it speaks for; undefined for all. */
  protected components: readonly Component[] | undefined;
  protected news: readonly News[] = [];
  /** The feed whose first news this element has already met. */
  #met: string | undefined;

  protected selectNews(place: NewsOptions['place']): void {
    const {state} = this.feed;
    const names = parseNames(this.component);
    this.components = names.length > 0 ? findComponents(state.snapshot, names) : undefined;
    if (state.snapshot && this.components?.length === 0) {
      warnOnce(this, `component="${this.component}": the feed has no such component.`);
    }
    this.news = selectNews(state, {
      now: this.now,
      place,
      components: this.components,
      leadMs: orDefault(this.leadTime, LEAD_TIME) * 3_600_000,
      lingerMs: orDefault(this.linger, LINGER) * 1_000,
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const {state, src} = this.feed;
    if (!state.snapshot) return;
    const first = this.#met !== src;
    this.#met = src;
    announceNews(announcerOf(this.ownerDocument), this.news, src, first, this.language);
  }
}

/** An attribute that is missing or no number means the default. */
function orDefault(value: number | null | undefined, fallback: number): number {
  return Number.isFinite(value) ? value! : fallback;
}
