import {ContextProvider} from '@lit/context';
import {html, LitElement} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {feedContext} from '../binding/context.js';
import {announceFeeds} from '../binding/page-feeds.js';
import {warnOnce} from '../binding/warn.js';
import {openFeed} from '../feed.js';
import type {Feed} from '../feed.js';
import {OutageElement} from './base.js';

/**
 * Provides a feed to the elements inside it, and to those anywhere that name its id in `for`.
 *
 * @element outage-feed
 * @slot - Anything.
 */
export class OutageFeed extends LitElement {
  static readonly version = OutageElement.version;
  static readonly define = OutageElement.define;

  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`. */
  @property() src: string | undefined;

  /** Further URLs of the same feed on other hosts, separated by spaces. */
  @property() mirrors: string | undefined;

  readonly #provider = new ContextProvider(this, {context: feedContext});
  #feed: Feed | undefined;

  /** The feed, for scripts: its state, `subscribe` and `refresh`. Undefined while `src` is missing or no URL. */
  get feed(): Feed | undefined {
    return this.#feed;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Elements that asked before this one was defined never got an answer.
    announceFeeds();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('src') && !changed.has('mirrors')) return;
    this.#feed = undefined;
    try {
      const mirrors = this.mirrors?.split(/\s+/).filter((url) => url !== '') ?? [];
      if (this.src) this.#feed = openFeed({src: this.src, mirrors});
    } catch (error) {
      warnOnce(`<outage-feed>: ${String(error)}`);
    }
    this.#provider.setValue(this.#feed);
    announceFeeds();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
