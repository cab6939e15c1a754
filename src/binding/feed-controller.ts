import {ContextEvent} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import {openFeed} from '../feed.js';
import type {Feed} from '../feed.js';
import {initialState} from '../store/reduce.js';
import type {FeedState} from '../store/reduce.js';
import {feedContext} from './context.js';
import {defaultFeed, onFeeds} from './page-feeds.js';
import {warnOnce} from './warn.js';

/** An element that shows a feed. */
export interface FeedHost extends LitElement {
  /** A feed of its own. */
  src: string | undefined;
  /** The id of an `<outage-feed>` anywhere in the same tree or the document. */
  for: string | undefined;
}

/** How long a page has to provide a feed before its developer is told that there is none: ms. */
const PATIENCE = 5_000;

/**
 * Finds an element's feed, in this order: its own `src`, the `<outage-feed>` named by `for`, the nearest one around
 * it, the page's default; and renders the element when the feed has news.
 */
export class FeedController implements ReactiveController {
  readonly #host: FeedHost;
  #feed: Feed | undefined;
  #own: {readonly src: string; readonly feed: Feed} | undefined;
  #provided: Feed | undefined;
  #unsubscribe: (() => void) | undefined;
  #unsubscribeProvider: (() => void) | undefined;
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
    this.#stopListening = onFeeds(() => this.#locate());
    this.#locate();
    setTimeout(() => {
      if (this.#feed || !this.#host.isConnected) return;
      const name = this.#host.localName;
      warnOnce(`<${name}> has no feed: give it src, put it into <outage-feed src="…">, or use the script tag's data-src.`);
    }, PATIENCE);
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#locate();
  }

  hostDisconnected(): void {
    this.#stopListening?.();
    this.#unsubscribeProvider?.();
    this.#unsubscribeProvider = undefined;
    this.#provided = undefined;
    this.#use(undefined);
  }

  #locate(): void {
    this.#use(this.#ownFeed() ?? this.#namedFeed() ?? this.#nearestFeed() ?? defaultFeed());
  }

  #ownFeed(): Feed | undefined {
    const {src} = this.#host;
    if (!src) return (this.#own = undefined);
    if (this.#own?.src === src) return this.#own.feed;
    try {
      this.#own = {src, feed: openFeed({src})};
    } catch (error) {
      this.#own = undefined;
      warnOnce(`<${this.#host.localName}>: ${String(error)}`);
    }
    return this.#own?.feed;
  }

  #namedFeed(): Feed | undefined {
    const id = this.#host.for;
    if (!id) return undefined;
    const selector = `outage-feed[id="${CSS.escape(id)}"]`;
    const root = this.#host.getRootNode() as ParentNode;
    const provider = root.querySelector?.(selector) ?? Document.prototype.querySelector.call(document, selector);
    return (provider as {feed?: Feed} | null)?.feed;
  }

  #nearestFeed(): Feed | undefined {
    if (!this.#unsubscribeProvider) {
      this.#host.dispatchEvent(
        new ContextEvent(
          feedContext,
          this.#host,
          (feed, unsubscribe) => {
            this.#unsubscribeProvider = unsubscribe;
            if (feed === this.#provided) return;
            this.#provided = feed;
            this.#host.requestUpdate();
          },
          true,
        ),
      );
    }
    return this.#provided;
  }

  #use(feed: Feed | undefined): void {
    if (feed === this.#feed) return;
    this.#unsubscribe?.();
    this.#feed = feed;
    this.#unsubscribe = feed?.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }
}
