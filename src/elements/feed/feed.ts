import {html, LitElement} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {tryFeed} from '../../binding/feed-controller.js';
import {announceFeeds} from '../../binding/page-feeds.js';
import {optionsFrom} from '../../binding/attributes.js';
import type {Feed} from '../../feed/feed.js';
import {OutageElement} from '../base/outage-element.js';

/**
 * Provides a feed to the elements inside it, and to those anywhere that name its id in `for`.
 *
 * @element outage-feed
 * @slot - Anything.
 */
export class OutageFeed extends LitElement {
  static override properties = {
    src: {},
    mirrors: {},
    persist: {},
    format: {},
    verify: {},
    keys: {},
  };
  static readonly version = OutageElement.version;
  static readonly define = OutageElement.define;

  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`. */
  src: string | undefined;

  /** Further URLs of the same feed on other hosts, separated by spaces. */
  mirrors: string | undefined;

  /** Where the last document is kept for the next page: `session` (default), `local` or `none`. */
  persist: string | undefined;

  /** Name of its format, where the file carries more than one. Default: told by the document itself. */
  format: string | undefined;

  /** `require` refuses what is not signed by one of `keys`; `prefer` only what is signed wrongly. */
  verify: string | undefined;

  /** Public keys, separated by spaces, as `outage-feed keygen` prints them. */
  keys: string | undefined;

  /** For scripts: its state, `subscribe` and `refresh`. Undefined while `src` is missing or no URL. */
  feed: Feed | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Elements inside that were defined earlier have looked for it in vain.
    announceFeeds();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size === 0) return;
    this.feed = this.src
      ? tryFeed(
          this,
          optionsFrom(this.src, (name) => this[name as 'src']),
        )
      : undefined;
    announceFeeds();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
