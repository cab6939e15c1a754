import {ancestorsOf} from '../dom/ancestors.js';
import {tellConsole} from '../dom/console.js';
import {documentNode, safeDocument} from '../dom/safe-document.js';
import {placeInBody, placeInto} from './place.js';
import {isReplacement} from './replacement.js';

/** The banner that a page gets, and its place. */
export interface Plan {
  /** Makes the banner. */
  readonly create: () => Element;
  /** Selector of the element that it goes into; null is the body. */
  readonly into: string | null;
}

/** Ends the keeping by an earlier script tag. It is where all copies of this library find it. */
const END = Symbol.for('outage-widgets keeps its banner');

/** Times that a page may throw the banner out within one task, before it is left alone. */
const MAX_FIGHTS = 5;

/** Ms that a page has to show the place of the banner, before its developer is told. */
const PATIENCE_MS = 5_000;

/**
 * Puts one banner on the page, unless it has one, as soon as there is a place for it. It is put
 * there again whenever the page replaces its body or what is in it. A banner that the page removes
 * by itself stays away.
 */
export function keepBanner(plan: Plan): void {
  const page = globalThis as {[END]?: () => void};
  page[END]?.();
  const keeper = new BannerKeeper(plan);
  page[END] = () => keeper.end();
  keeper.start();
}

class BannerKeeper {
  readonly #create: Plan['create'];
  #into: string | null;
  /** Our own banner, once it is made. */
  #own: Element | undefined;
  /** The page's banner, ours or its own, while it stands. */
  #banner: Element | null = null;
  #fights = 0;
  readonly #observer = new MutationObserver((records) => this.#follow(records));
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor({create, into}: Plan) {
    this.#create = create;
    this.#into = into;
  }

  start(): void {
    this.#place();
    if (this.#banner || this.#into === null) return;
    this.#patience = setTimeout(() => {
      if (!this.#banner) this.#warn('matches nothing on this page so far');
    }, PATIENCE_MS);
  }

  end(): void {
    clearTimeout(this.#patience);
    this.#observer.disconnect();
  }

  #follow(records: readonly MutationRecord[]): void {
    if (this.#banner && !this.#banner.isConnected) {
      if (!isReplacement(records, this.#banner) || this.#isFight()) return this.end();
    }
    this.#place();
  }

  /** Two scripts that undo each other's work would stop the page. */
  #isFight(): boolean {
    setTimeout(() => (this.#fights = 0));
    return ++this.#fights > MAX_FIGHTS;
  }

  #place(): void {
    const present = safeDocument.querySelector('outage-banner');
    // The page's own banner stays where it is.
    if (present && present !== this.#own) this.#banner = present;
    else this.#banner = this.#placeOwn((this.#own ??= this.#create()));
    this.#watch();
  }

  #placeOwn(own: Element): Element | null {
    if (this.#into === null) return placeInBody(own);
    try {
      return placeInto(own, this.#into);
    } catch {
      this.#warn('is no CSS selector. The banner goes to the top of the page');
      this.#into = null;
      return placeInBody(own);
    }
  }

  /** Watches as little as shows that the banner goes, or that its place comes. */
  #watch(): void {
    this.#observer.disconnect();
    const root = documentNode();
    this.#observer.observe(root, {childList: true, subtree: !this.#banner && this.#into !== null});
    const around = this.#banner && ancestorsOf(this.#banner);
    for (const element of around ?? safeDocument.querySelectorAll(':root'))
      this.#observer.observe(element, {childList: true});
  }

  #warn(problem: string): void {
    tellConsole('warn', `outage-widgets: data-into="${this.#into}" ${problem}.`);
  }
}
