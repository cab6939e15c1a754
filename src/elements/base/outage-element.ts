import {LitElement, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import {FeedController} from '../../binding/feed-controller.js';
import {warnOnce} from '../../binding/warn.js';
import {safeDocument} from '../../dom/safe-document.js';
import {languageOf} from '../../i18n/language.js';
import type {Level} from '../../model/types.js';
import {claimAge, releaseAge} from './age-speaker.js';
import {ClockController} from './clock-controller.js';
import {selectComponents} from './component-selection.js';
import type {ComponentSelection} from './component-selection.js';
import {defineElement, VERSION} from './define-element.js';
import {OutageChangeEvent, OutageErrorEvent} from './events.js';
import {renderAge} from './templates.js';
import type {RenderContext} from './templates.js';

/**
 * The base of all elements that show something: a feed, a language, a clock, and a level for CSS.
 */
export abstract class OutageElement extends LitElement {
  /** The version of the library that the element comes from. */
  static readonly version: string = VERSION;

  /**
   * Registers the element under a name, unless the name is taken.
   * @param registry - Default: the page's.
   */
  static define(tag: string, registry: CustomElementRegistry = customElements): void {
    defineElement(this, tag, registry);
  }

  /**
   * URL of a feed of its own. Default: the `<outage-feed>` that `for` names, else the nearest one
   * around the element, else the page's default feed.
   */
  @property()
  src: string | undefined;

  /** The id of the `<outage-feed>` to show. */
  @property()
  for: string | undefined;

  /** Ids or names of components, separated by commas. */
  @property()
  component: string | undefined;

  /**
   * How bad it is, for CSS to select. Set by the element; absent while there is nothing to show.
   */
  @property({reflect: true})
  level: Level | undefined;

  protected readonly feed = new FeedController(this);
  /** The state, the moment and the language of this rendering. */
  protected context!: RenderContext;
  /** The components that `component` asks for. */
  protected selection!: ComponentSelection;
  /** The text that stands in while Lit cannot render. */
  #plainText: ChildNode | null = null;
  /** The level and the error that were reported last. */
  #reportedLevel: Level | undefined;
  #reportedError: string | undefined;

  constructor() {
    super();
    new ClockController(this);
  }

  /** Decides what to show; called before each rendering. */
  protected abstract selectContent(): void;

  /** The level of what is shown; undefined for nothing. */
  protected abstract currentLevel(): Level | undefined;

  /** Says in plain words what the element shows; empty for nothing. */
  protected abstract plainText(): string;

  /** Reports what was shown, in whatever form. */
  protected report(): void {
    this.#reportLevel();
    this.#reportError();
  }

  /** Lit calls `update` after `hostUpdate` of the feed controller, which follows the attributes. */
  protected override update(changed: PropertyValues<this>): void {
    this.prepare();
    this.level = this.currentLevel();
    super.update(changed);
    this.#plainText?.remove();
    this.#plainText = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    releaseAge(this);
  }

  /**
   * Says how old the news is, once the feed cannot be asked and if it is for this element to say.
   * @param rank - The lower, the sooner it speaks for the whole page.
   */
  protected ageToSay(rank: number): string | typeof nothing {
    const age = renderAge(this.context);
    if (age === nothing) releaseAge(this);
    else if (claimAge(this, this.feed.src, rank)) return age;
    return nothing;
  }

  /** Decides what the element has to say at this moment. */
  protected prepare(): void {
    const {state} = this.feed;
    this.context = {state, now: this.feed.now(), language: languageOf(this)};
    this.selection = selectComponents(state.snapshot, this.component);
    if (state.snapshot) this.#warnOfUnknownNames();
    this.selectContent();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.report();
  }

  /**
   * An error while rendering costs an element its looks, never the news, and never the page. It may
   * be a bug of ours, or a page whose Trusted Types policy forbids Lit's templates.
   */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      warnOnce(this, `cannot render, and shows plain text instead: ${String(error)}`);
      this.#performPlainUpdate();
    }
  }

  #performPlainUpdate(): void {
    try {
      this.#renderPlainText();
      this.report();
    } catch {
      // Nothing is left to try.
    }
  }

  /**
   * Text needs no template, and the styles need only the attribute `level`. Lit cannot go on in a
   * tree that it left half done, so it renders the next time at a new place, behind the text.
   */
  #renderPlainText(): void {
    const root = this.renderRoot;
    root.textContent = this.plainText();
    this.#plainText = root.firstChild;
    this.renderOptions.renderBefore = root.appendChild(safeDocument.createComment(''));
    if (this.level) this.setAttribute('level', this.level);
    else this.removeAttribute('level');
  }

  #warnOfUnknownNames(): void {
    for (const name of this.selection.unknownNames) {
      warnOnce(
        this,
        `component="${this.component}": "${name}" is not known to the feed. ` +
          'Use ids or names of its components, separated by commas.',
      );
    }
  }

  #reportLevel(): void {
    if (this.level === this.#reportedLevel) return;
    this.#reportedLevel = this.level;
    this.dispatchEvent(new OutageChangeEvent(this.level));
  }

  /** The same error, again and again, is reported once until a message comes. */
  #reportError(): void {
    const {error, checkedAt} = this.context.state;
    if (!error) return;
    const description = `${error.message} ${checkedAt}`;
    if (description === this.#reportedError) return;
    this.#reportedError = description;
    this.dispatchEvent(new OutageErrorEvent(error));
  }
}
