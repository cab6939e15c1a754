import type {LitElement, ReactiveController} from 'lit';
import {openFeed} from '../feed/feed.js';
import type {Feed, FeedOptions} from '../feed/feed.js';
import {registry} from '../feed/registry.js';
import {initialState} from '../store/reduce.js';
import type {FeedState} from '../store/reduce.js';
import {findProvider, foreignOptions} from './feed-provider.js';
import {renderSoon} from './render-scheduler.js';
import {warnOfAnswer, warnOnce} from './warn.js';

/** An element that shows a feed. */
export interface FeedHost extends LitElement {
  /** URL of a feed of its own. */
  src: string | undefined;
  /** The id of an `<outage-feed>` in the same tree or in the document. */
  for: string | undefined;
}

/** The parts of a state that can be seen. Elements need not follow what the connection does. */
const VISIBLE = ['snapshot', 'ended', 'error', 'provenAt', 'cached'] as const;

/** Ms that a page has to provide a feed, before its developer is told that an element has none. */
const PATIENCE_MS = 5_000;

const NO_FEED =
  'has no feed. Give it the attribute `src`, put it inside an <outage-feed>, name the id of one ' +
  'in the attribute `for`, or set `data-src` on the script tag.';

/**
 * Finds the feed of an element, and renders the element when the feed has news. It looks in this
 * order: the element's own `src`, the `<outage-feed>` that `for` names, the nearest `<outage-feed>`
 * around the element, the page's default.
 */
export class FeedController implements ReactiveController {
  readonly #host: FeedHost;
  #feed: Feed | undefined;
  #unsubscribe: (() => void) | undefined;
  /** A feed that only this host has opened, and the `src` it was opened for. */
  #ownFeed: Feed | undefined;
  #ownSrc: string | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(host: FeedHost) {
    this.#host = host;
    host.addController(this);
  }

  get state(): FeedState {
    return this.#feed?.state ?? initialState;
  }

  /** Absolute URL of the feed; empty while there is none. */
  get src(): string {
    return this.#feed?.src ?? '';
  }

  /** The present moment by the feed's clock, epoch ms. */
  now(): number {
    return this.#feed?.now() ?? Date.now();
  }

  hostConnected(): void {
    registry().listeners.add(this.#followFeed);
    this.#followFeed();
    if (this.#feed) return;
    this.#patience = setTimeout(() => {
      if (!this.#feed) warnOnce(this.#host, NO_FEED);
    }, PATIENCE_MS);
  }

  /** Attributes may have changed since the last update. */
  hostUpdate(): void {
    if (this.#host.isConnected) this.#followFeed();
  }

  hostDisconnected(): void {
    clearTimeout(this.#patience);
    registry().listeners.delete(this.#followFeed);
    this.#use(undefined);
  }

  readonly #followFeed = (): void => {
    this.#use(this.#findFeed());
  };

  /** An element that asks for one feed never gets the news of another. */
  #findFeed(): Feed | undefined {
    const host = this.#host;
    if (host.src) return this.#openOwn({src: host.src});
    const provider = findProvider(host);
    if (!provider) return host.for ? undefined : registry().defaultFeed;
    const options = foreignOptions(provider);
    return options ? this.#openOwn(options) : registry().providers.get(provider);
  }

  #openOwn(options: FeedOptions): Feed | undefined {
    if (options.src !== this.#ownSrc) {
      this.#ownSrc = options.src;
      this.#ownFeed = tryOpenFeed(this.#host, options);
    }
    return this.#ownFeed;
  }

  #use(feed: Feed | undefined): void {
    if (feed === this.#feed) return;
    this.#unsubscribe?.();
    this.#feed = feed;
    let shown = feed?.state;
    if (feed) warnIfForeign(feed.src, feed.state);
    this.#unsubscribe = feed?.subscribe((state) => {
      const isSame = VISIBLE.every((name) => state[name] === shown?.[name]);
      shown = state;
      warnIfForeign(feed.src, state);
      if (!isSame) renderSoon(this.#host);
    });
    this.#host.requestUpdate();
  }
}

/** Opens a feed. A wrong attribute costs nothing but the feed, and warns on the console. */
export function tryOpenFeed(element: Element, options: FeedOptions): Feed | undefined {
  try {
    return openFeed(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warnOnce(element, `cannot open its feed: ${reason}`);
    return undefined;
  }
}

/** A broken event of a feed that was read before is no mistake of the developer. */
function warnIfForeign(src: string, {error, snapshot}: FeedState): void {
  if (error && !snapshot) warnOfAnswer(src, error);
}
