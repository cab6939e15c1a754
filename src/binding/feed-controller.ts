import type {LitElement} from 'lit';
import {openFeed} from '../feed/feed.js';
import type {Feed, FeedOptions} from '../feed/feed.js';
import {safeDocument} from '../dom/safe-document.js';
import {registry} from '../feed/registry.js';
import {initialState} from '../store/reduce.js';
import type {FeedState} from '../store/reduce.js';
import {renderSoon} from './render-scheduler.js';
import {warnOnce} from './warn.js';

/** An element that shows a feed. */
export interface FeedHost extends LitElement {
  /** URL of a feed of its own. */
  src: string | undefined;
  /** The id of an `<outage-feed>` in the same tree or in the document. */
  for: string | undefined;
}

/** An `<outage-feed>`, here or in another copy of this library. */
type Provider = Element & {readonly feed?: Feed | undefined};

/** What of a state can be seen. */
const SEEN = ['snapshot', 'ended', 'error', 'provenAt', 'cached'] as const;

/** How long a page has to provide a feed before its developer is told that there is none: ms. */
const PATIENCE = 5_000;

/**
 * Finds an element's feed, in this order: its own `src`, the `<outage-feed>` named by `for`, the nearest one around
 * it, the page's default; and renders the element when the feed has news. Its host calls it; it is no Lit controller
 * because the script-tag file does without those.
 */
export class FeedController {
  readonly #host: FeedHost;
  #feed: Feed | undefined;
  #own: Feed | undefined;
  #ownSrc: string | undefined;
  #unsubscribe: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #locate = (): void => {
    const host = this.#host;
    const provider = providerOf(host);
    const fallback = host.for || provider ? provider?.feed : registry().defaultFeed;
    // Who asks for one feed never gets the news of another.
    this.#use(host.src ? this.#ownFeed() : fallback);
  };

  constructor(host: FeedHost) {
    this.#host = host;
  }

  get state(): FeedState {
    return this.#feed?.state ?? initialState;
  }

  /** Absolute URL; empty without a feed. */
  get src(): string {
    return this.#feed?.src ?? '';
  }

  now(): number {
    return this.#feed?.now() ?? Date.now();
  }

  connect(): void {
    registry().listeners.add(this.#locate);
    this.#locate();
    this.#timer = setTimeout(() => {
      if (!this.#feed) warnOnce(this.#host, 'has no feed');
    }, PATIENCE);
  }

  /** To be called before each rendering: attributes may have changed. */
  update(): void {
    if (this.#host.isConnected) this.#locate();
  }

  disconnect(): void {
    clearTimeout(this.#timer);
    registry().listeners.delete(this.#locate);
    this.#use(undefined);
  }

  #ownFeed(): Feed | undefined {
    const {src} = this.#host;
    if (src !== this.#ownSrc) {
      this.#ownSrc = src;
      this.#own = src ? tryFeed(this.#host, {src}) : undefined;
    }
    return this.#own;
  }

  #use(feed: Feed | undefined): void {
    if (feed === this.#feed) return;
    this.#unsubscribe?.();
    this.#feed = feed;
    let shown = feed?.state;
    this.#unsubscribe = feed?.subscribe((state) => {
      // What the connection does is nothing to see.
      const same = SEEN.every((name) => state[name] === shown?.[name]);
      shown = state;
      if (!same) renderSoon(this.#host);
    });
    this.#host.requestUpdate();
  }
}

/** A bad attribute warns, and costs nothing but the feed. */
export function tryFeed(element: Element, options: FeedOptions): Feed | undefined {
  try {
    return openFeed(options);
  } catch (error) {
    return warnOnce(element, String(error));
  }
}

/** By `for`, else up the tree as it is rendered, through slots and shadow roots. */
function providerOf(host: FeedHost): Provider | null | undefined {
  if (host.for) {
    const selector = `outage-feed[id="${CSS.escape(host.for)}"]`;
    const root = host.getRootNode();
    return (
      (root instanceof ShadowRoot && root.querySelector(selector)) ||
      safeDocument.querySelector(selector)
    );
  }
  let node: Node | null | undefined = host;
  // Bounded: in a form, a field named `parentNode` leads in circles.
  for (let up = 0; up < 999 && node; up++) {
    if ((node as Element).localName === 'outage-feed') return node as Provider;
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  }
  return undefined;
}
