import {LitElement} from 'lit';
import type {PropertyDeclarations, PropertyValues} from 'lit';
import {parseNames} from '../../binding/attributes.js';
import {FeedController} from '../../binding/feed-controller.js';
import {warnOnce} from '../../binding/warn.js';
import {languageOf} from '../../i18n/index.js';
import type {Language} from '../../i18n/index.js';
import {findComponents} from '../../store/select.js';
import type {Component, Level} from '../../model/types.js';
import {onTick} from './clock.js';
import {OutageChangeEvent, OutageErrorEvent} from './events.js';

/** Changes with each release; a page that loads two of them is told. */
export const VERSION = '0.1.0';

/** What all visible elements have in common: a feed, a language, a clock, and a level for CSS. */
export abstract class OutageElement extends LitElement {
  // Not decorators: they cost the script-tag file 600 bytes.
  static override properties: PropertyDeclarations = {
    src: {},
    for: {},
    component: {},
    level: {reflect: true},
  };

  static readonly version = VERSION;

  /** Registers the element, unless the name is taken: by another copy of this library, it is good enough. */
  static define(tag: string, registry: CustomElementRegistry = customElements): void {
    const taken = registry.get(tag) as {readonly version?: string} | undefined;
    try {
      if (!taken) registry.define(tag, this as unknown as CustomElementConstructor);
      else if (taken.version !== VERSION) console.warn(tag, taken.version, VERSION);
    } catch (error) {
      // A page may forbid it.
      console.error(tag, error);
    }
  }

  /** URL of a feed of its own. Without it: `for`, the nearest `<outage-feed>`, or the page's default. */
  src: string | undefined;

  /** The id of the `<outage-feed>` to show. */
  for: string | undefined;

  /** Ids or names of components, separated by commas. */
  component: string | undefined;

  /** How bad it is, for CSS to select; absent while there is nothing to show. Set by the element. */
  level: Level | undefined;

  protected readonly feed: FeedController = new FeedController(this);
  /** What `component` asks for; empty for everything. */
  protected names: readonly string[] = [];
  /** The components of those names. */
  protected components: readonly Component[] = [];
  /** The feed does not know all of those names. */
  protected incomplete = false;
  protected language!: Language;
  /** The moment of this rendering, epoch ms. */
  protected now = 0;
  #stopTicking: (() => void) | undefined;
  /** Reported last. */
  #trouble: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.feed.connect();
    this.#stopTicking = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed.disconnect();
    this.#stopTicking?.();
  }

  /** What to show at this moment; undefined for nothing. */
  protected abstract selectLevel(): Level | undefined;

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.feed.update();
    this.language = languageOf(this);
    const {state} = this.feed;
    this.now = this.feed.now();
    this.names = parseNames(this.component);
    const found = this.names.map((name) => findComponents(state.snapshot, [name]));
    this.components = [...new Set(found.flat())];
    this.incomplete = found.some(({length}) => length === 0);
    if (state.snapshot && this.incomplete) {
      warnOnce(this, `component="${this.component}" is not known`);
    }
    this.level = this.selectLevel();
  }

  /** A bug of ours costs one element one rendering, never the page. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      warnOnce(this, `failed: ${String(error)}`);
      this.#renderPlain();
    }
  }

  /** What it says in plain words; empty for nothing. */
  protected abstract plainText(): string;

  /** Where Lit may not run, as under a Trusted Types policy that forbids it, the news is told all the same. */
  #renderPlain(): void {
    const root = this.shadowRoot!;
    try {
      root.textContent = this.plainText();
      // Lit begins anew, should it get another chance.
      delete (root as {_$litPart$?: unknown})._$litPart$;
    } catch {
      // Nothing is left to try.
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('level')) {
      this.dispatchEvent(new OutageChangeEvent(this.level));
    }
    const {error, checkedAt} = this.feed.state;
    // The same trouble, again and again, is one until a message comes; bytes are no news.
    const trouble = error && `${error.message} ${checkedAt}`;
    if (error && trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.dispatchEvent(new OutageErrorEvent(error));
    }
  }
}
