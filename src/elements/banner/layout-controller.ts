import type {LitElement, ReactiveController} from 'lit';
import {warnOnce} from '../../binding/warn.js';
import {tellConsole} from '../../dom/console.js';
import {safeDocument} from '../../dom/safe-document.js';
import type {Level} from '../../model/types.js';
import {decideLayout} from './layout-decision.js';
import type {Decision, Layout} from './layout-decision.js';
import {measureLayout} from './layout-facts.js';
import {coversFocus, placeOverlay, removeOverlay, roomBelow} from './overlay.js';
import {takeRoom} from './page-room.js';

/** A banner, whose place this is about. */
export interface LayoutHost extends LitElement {
  readonly layout: string | undefined;
  readonly level: Level | undefined;
}

/**
 * Finds a banner its place while it has news. It reads no layout on a page where all is well.
 *
 * An overlay stays one until the news are over, because going back would move the page. Only a page
 * that still loads, or a window of another width, is judged anew.
 */
export class LayoutController implements ReactiveController {
  readonly #host: LayoutHost;
  #layout: Layout | undefined;
  #windowWidth = 0;
  /** Ends what is watched while there is news. */
  #ending: AbortController | undefined;

  constructor(host: LayoutHost) {
    this.#host = host;
    host.addController(this);
  }

  /** A banner that is moved in its page has its place at once. Its rendering may have to wait. */
  hostConnected(): void {
    if (this.#host.hasUpdated && this.#host.level) this.#start();
  }

  /** It runs after each rendering, before anything is painted. */
  hostUpdated(): void {
    if (!this.#host.level) this.hostDisconnected();
    else if (!this.#ending) this.#start();
    else this.#arrange();
  }

  hostDisconnected(): void {
    if (!this.#ending) return;
    this.#ending.abort();
    this.#ending = undefined;
    this.#put(undefined);
    takeRoom(this.#host, undefined);
  }

  #start(): void {
    this.#ending = new AbortController();
    const {signal} = this.#ending;
    let frame: number | undefined;
    // Once per frame, however many images come. To change sizes within a `ResizeObserver`'s own
    // callback is an error to browsers.
    const arrangeSoon = (): void => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        if (!signal.aborted) this.#arrange();
      });
    };
    addEventListener('resize', arrangeSoon, {signal});
    // A style sheet or a script has come.
    addEventListener('load', arrangeSoon, {signal, capture: true});
    safeDocument.addEventListener('readystatechange', () => this.#arrange(true), {signal});
    safeDocument.addEventListener('focusin', () => this.#giveWay(), {signal});
    const observer = new ResizeObserver(arrangeSoon);
    for (const element of [this.#host, safeDocument.documentElement, safeDocument.body]) {
      observer.observe(element);
    }
    signal.addEventListener('abort', () => observer.disconnect());
    this.#arrange(true);
  }

  #arrange(isNew = safeDocument.readyState !== 'complete'): void {
    const isAnew = isNew || this.#windowWidth !== innerWidth;
    this.#windowWidth = innerWidth;
    const layout = this.#choose(isAnew);
    if (layout !== this.#layout || (isAnew && layout === 'overlay')) this.#put(layout);
    this.#giveWay();
    this.#reportRoom();
  }

  #reportRoom(): void {
    const isOver = this.#layout === 'overlay';
    takeRoom(this.#host, {
      flow: isOver ? 0 : this.#host.getBoundingClientRect().height,
      below: isOver ? roomBelow(this.#host) : 0,
    });
  }

  #choose(isAnew: boolean): Layout {
    const {layout = 'auto'} = this.#host;
    if (layout === 'flow' || layout === 'overlay') return layout;
    if (layout !== 'auto') {
      warnOnce(this.#host, `layout="${layout}": write "auto", "flow" or "overlay".`);
    }
    if (this.#layout === 'overlay' && !isAnew) return 'overlay';
    this.#put('flow');
    // A page that makes room for the banner is measured with that room.
    this.#reportRoom();
    const title = this.#host.renderRoot.querySelector('[part=title]') ?? this.#host;
    const decision = decideLayout(measureLayout(this.#host, title));
    tellOnce(decision);
    return decision.layout;
  }

  #put(layout: Layout | undefined): void {
    if (this.#layout === 'overlay' && layout !== 'overlay') removeOverlay(this.#host);
    this.#layout = layout;
    if (layout === 'overlay') placeOverlay(this.#host);
  }

  /** Nothing that has the focus may be covered. */
  #giveWay(): void {
    if (this.#layout === 'overlay' && coversFocus(this.#host)) placeOverlay(this.#host);
  }
}

const told = new Set<Layout>();

/** Tells the developer what `auto` has chosen, and how to choose otherwise. */
function tellOnce({layout, reason}: Decision): void {
  if (told.has(layout)) return;
  told.add(layout);
  const [place, other] =
    layout === 'flow' ? ['in the flow of the page', 'overlay'] : ['over the page', 'flow'];
  tellConsole(
    'info',
    `outage-widgets: the banner stands ${place}, because ${reason}. To choose otherwise, write ` +
      `data-layout="${other}" on the script tag or layout="${other}" on <outage-banner>.`,
  );
}
