import type {LitElement, ReactiveController} from 'lit';
import {openFeed} from '../feed.js';
import type {Feed} from '../feed.js';
import {initialState} from '../store/reduce.js';
import type {FeedState} from '../store/reduce.js';
import {defaultFeed, onFeeds} from './page-feeds.js';
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

/** How long a page has to provide a feed before its developer is told that there is none: ms. */
const PATIENCE = 5_000;

/**
 * Finds an element's feed, in this order: its own `src`, the `<outage-feed>` named by `for`, the nearest one around
 * it, the page's default; and renders the element when the feed has news.
 */
export class FeedController implements ReactiveController {
  readonly #host: FeedHost;
  #feed: Feed | undefined;
  #own: Feed | undefined;
  #ownSrc: string | undefined;
  #unsubscribe: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  constructor(host: FeedHost) {
    this.#host = host;
    host.addController(this);
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

  hostConnected(): void {
    this.#stopListening = onFeeds(() => this.hostUpdate());
    this.hostUpdate();
    setTimeout(() => {
      if (this.#feed || !this.#host.isConnected) return;
      warnOnce(this.#host, 'has no feed: give it src="…", or put it into <outage-feed src="…">.');
    }, PATIENCE);
  }

  hostUpdate(): void {
    const host = this.#host;
    if (!host.isConnected) return;
    this.#use(this.#ownFeed() ?? (named(host) ?? nearest(host))?.feed ?? defaultFeed());
  }

  hostDisconnected(): void {
    this.#stopListening?.();
    this.#use(undefined);
  }

  #ownFeed(): Feed | undefined {
    const {src} = this.#host;
    if (src === this.#ownSrc) return this.#own;
    this.#ownSrc = src;
    this.#own = undefined;
    try {
      if (src) this.#own = openFeed({src});
    } catch (error) {
      warnOnce(this.#host, String(error));
    }
    return this.#own;
  }

  #use(feed: Feed | undefined): void {
    if (feed === this.#feed) return;
    this.#unsubscribe?.();
    this.#feed = feed;
    this.#unsubscribe = feed?.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }
}

function named(host: FeedHost): Provider | null {
  if (!host.for) return null;
  const selector = `outage-feed[id="${CSS.escape(host.for)}"]`;
  const tree = host.getRootNode() as ShadowRoot;
  // By the prototype: an element's id or name may hide the method of `document`.
  const query = (root: ParentNode): Provider | null =>
    Document.prototype.querySelector.call(root, selector);
  return (tree.host && tree.querySelector<Provider>(selector)) || query(document);
}

/** Up the tree as it is rendered, through slots and shadow roots. */
function nearest(host: FeedHost): Provider | undefined {
  let node: Node | null | undefined = host;
  while (node) {
    if ((node as Element).localName === 'outage-feed') return node as Provider;
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  }
  return undefined;
}
