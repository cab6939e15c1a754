import {html, LitElement} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {readFeedOptions} from '../../binding/attributes.js';
import {tryOpenFeed} from '../../binding/feed-controller.js';
import {provideFeed} from '../../binding/page-feeds.js';
import type {Feed} from '../../feed/feed.js';
import {defineElement, VERSION} from '../base/define-element.js';

/**
 * Provides a feed to the elements inside it, and to those anywhere that name its id in `for`.
 *
 * @element outage-feed
 * @slot - Anything.
 */
export class OutageFeed extends LitElement {
  /** The version of the library that the element comes from. */
  static readonly version: string = VERSION;

  /**
   * Registers the element under a name, unless the name is taken.
   * @param registry - Default: the page's.
   */
  static define(tag: string, registry: CustomElementRegistry = customElements): void {
    defineElement(this, tag, registry);
  }

  /** URL of a feed, or of any Statuspage-v2-compatible `summary.json`. */
  @property()
  src: string | undefined;

  /** Further URLs of the same feed on other hosts, separated by spaces. */
  @property()
  mirrors: string | undefined;

  /**
   * Where the last document is kept for the next page: for this tab (`session`, the default), for
   * this browser (`local`), or nowhere (`none`).
   */
  @property()
  persist: 'session' | 'local' | 'none' | undefined;

  /**
   * Name of the feed's format, where the full version is loaded. Default: the document itself tells
   * which one it is.
   */
  @property()
  format: string | undefined;

  /**
   * Whether messages must be signed by one of `keys`, where the full version is loaded. `require`
   * refuses all others; `prefer` refuses only wrong signatures. Default: signatures are not
   * checked.
   */
  @property()
  verify: 'require' | 'prefer' | undefined;

  /** Public keys, separated by spaces, as `outage-feed keygen` prints them. */
  @property()
  keys: string | undefined;

  /**
   * For scripts: its state, `subscribe` and `refresh`. Undefined while `src` is missing or no URL.
   */
  feed: Feed | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Elements inside that were defined earlier have looked for it in vain.
    provideFeed(this, this.feed);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size === 0) return;
    const options = readFeedOptions((name) => this[name]);
    this.feed = options && tryOpenFeed(this, options);
    provideFeed(this, this.feed);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
