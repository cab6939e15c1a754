/**
 * What the script-tag file carries in place of the package `lit`: of its templates see html.ts, of ReactiveElement and
 * LitElement (2.8 kB gzip) only the part that our elements use. Same names, same order of callbacks, so that the
 * elements cannot tell; `npm test` runs the whole browser suite with either. npm users get Lit itself.
 *
 * Left out: controllers, decorators, converters, styles for browsers without adoptedStyleSheets (they lack `light-dark()` as well),
 * hydration, and development warnings.
 */
import {html, nothing, render} from './html.js';

export {html, nothing};

/** A style sheet's text. */
export function css([text]: TemplateStringsArray): string {
  return text!;
}

interface Declaration {
  /** Default: the name in lower case. */
  readonly attribute?: string;
  /** Only for names that are their own attribute. */
  readonly reflect?: boolean;
  readonly type?: typeof Number;
}

type Properties = Readonly<Record<string, Declaration>>;

/** @see https://lit.dev/docs/components/lifecycle/ */
export class LitElement extends HTMLElement {
  static properties: Properties;
  static styles: readonly string[] = [];

  /** The browser reads it at definition: the moment to make accessors of the declared properties. */
  static get observedAttributes(): string[] {
    return Object.entries(propertiesOf(this)).map(([name, {attribute = name.toLowerCase()}]) => {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        get(this: LitElement) {
          return this.#values.get(name);
        },
        set(this: LitElement, value: unknown) {
          const old = this.#values.get(name);
          if (old === value) return;
          this.#values.set(name, value);
          this.requestUpdate(name, old);
        },
      });
      return attribute;
    });
  }

  updateComplete: Promise<void> = Promise.resolve();
  readonly #values = new Map<string, unknown>();
  readonly #properties = propertiesOf(this.constructor as typeof LitElement);
  #changed = new Map<string, unknown>();
  #pending = false;

  constructor() {
    super();
    // Values set before the element was defined hide the accessors.
    const own = this as Record<string, unknown>;
    for (const name of Object.keys(this.#properties)) {
      if (!Object.hasOwn(own, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const {styles} = this.constructor as typeof LitElement;
      this.attachShadow({mode: 'open'}).adoptedStyleSheets = styles.map((text) => sheetOf(text));
    }
    this.requestUpdate();
  }

  disconnectedCallback(): void {}

  attributeChangedCallback(changed: string, _old: string | null, value: string | null): void {
    const own = this as Record<string, unknown>;
    for (const [name, {attribute = name.toLowerCase(), type}] of Object.entries(this.#properties)) {
      // A removed attribute is an undefined property, which is also what a reflected one was before.
      if (attribute === changed)
        own[name] = type && value !== null ? Number(value) : (value ?? undefined);
    }
  }

  requestUpdate(name?: string, old?: unknown): void {
    if (name !== undefined && !this.#changed.has(name)) this.#changed.set(name, old);
    // The first update waits for a place in the document.
    if (this.#pending || !this.shadowRoot) return;
    this.#pending = true;
    this.updateComplete = Promise.resolve().then(() => this.performUpdate());
  }

  performUpdate(): void {
    const changed = this.#changed;
    try {
      this.willUpdate(changed);
      this.update(changed);
    } finally {
      this.#changed = new Map();
      this.#pending = false;
    }
    this.updated(changed);
  }

  willUpdate(_changed: Map<string, unknown>): void {}

  update(changed: Map<string, unknown>): void {
    const value = this.render();
    for (const [name, {reflect}] of Object.entries(this.#properties)) {
      const reflected = this.#values.get(name) as string | undefined;
      if (!reflect || !changed.has(name)) continue;
      if (reflected) this.setAttribute(name, reflected);
      else this.removeAttribute(name);
    }
    render(value, this.shadowRoot!);
  }

  updated(_changed: Map<string, unknown>): void {}

  render(): unknown {
    return;
  }
}

/** Its own and those of its base classes. */
function propertiesOf(type: typeof LitElement): Properties {
  if (type === LitElement) return {};
  return {...propertiesOf(Object.getPrototypeOf(type) as typeof LitElement), ...type.properties};
}

const sheets = new Map<string, CSSStyleSheet>();

/** One sheet for all elements of a page, however many there are. */
function sheetOf(text: string): CSSStyleSheet {
  const sheet = sheets.get(text) ?? new CSSStyleSheet();
  if (!sheets.has(text)) sheet.replaceSync(text);
  sheets.set(text, sheet);
  return sheet;
}
