import {LitElement} from 'lit';
import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import {FeedController} from '../binding/feed-controller.js';
import {warnOnce} from '../binding/warn.js';
import {languageOf} from '../i18n/index.js';
import type {Language} from '../i18n/index.js';
import type {FeedError} from '../wire/errors.js';
import type {Level} from '../wire/types.js';
import {onTick} from './clock.js';
import {OutageChangeEvent, OutageErrorEvent} from './events.js';

/** Changes with each release; a page that loads two of them is told. */
export const VERSION = '0.1.0';

/** What banner, notice and indicator have in common: a feed, a language, a clock, and a level for CSS. */
export abstract class OutageElement extends LitElement {
  static readonly version = VERSION;

  /** Registers the element, unless the name is taken: by another copy of this library, it is good enough. */
  static define(tag: string, registry: CustomElementRegistry = customElements): void {
    const taken = registry.get(tag) as {readonly version?: string} | undefined;
    if (!taken) registry.define(tag, this as unknown as CustomElementConstructor);
    else if (taken.version !== VERSION) {
      warnOnce(`<${tag}> is defined already, by version ${taken.version ?? 'unknown'}; ${VERSION} stays unused.`);
    }
  }

  /** URL of a feed of its own. Without it: `for`, the nearest `<outage-feed>`, or the page's default. */
  @property() src: string | undefined;

  /** The id of the `<outage-feed>` to show. */
  @property() for: string | undefined;

  /** How bad it is, for CSS to select; absent while there is nothing to show. Set by the element. */
  @property({reflect: true}) level: Level | undefined;

  protected readonly feed: FeedController = new FeedController(this);
  protected language!: Language;
  protected readonly internals: ElementInternals = this.attachInternals();
  #stopTicking: (() => void) | undefined;
  #error: FeedError | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopTicking = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTicking?.();
  }

  /** What to show right now; undefined for nothing. */
  protected abstract selectLevel(now: number): Level | undefined;

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.language = languageOf(this);
    this.level = this.selectLevel(this.feed.now());
  }

  /** A bug of ours costs one element one rendering, never the page. */
  protected override update(changed: PropertyValues<this>): void {
    try {
      super.update(changed);
    } catch (error) {
      console.error(`outage-widgets: <${this.localName}> could not render.`, error);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('level')) this.dispatchEvent(new OutageChangeEvent(this.level, changed.get('level')));
    const {error} = this.feed.state;
    if (error && error !== this.#error) this.dispatchEvent(new OutageErrorEvent(error));
    this.#error = error;
  }
}
