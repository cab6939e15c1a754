import type {LitElement, ReactiveController} from 'lit';
import {warnOnce} from '../../binding/warn.js';
import {tellConsole} from '../../dom/console.js';
import {safeDocument} from '../../dom/safe-document.js';
import type {Level} from '../../model/types.js';
import {setBlockSize} from './block-size.js';
import {decideLayout} from './layout-decision.js';
import type {Decision, Layout} from './layout-decision.js';
import {measureLayout} from './layout-facts.js';
import {coversFocus, makeRoom, placeOverlay, removeOverlay} from './overlay.js';

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

  /** It runs after each rendering, before anything is painted. */
  hostUpdated(): void {
    if (!this.#host.level) this.hostDisconnected();
    else if (!this.#ending) this.#start();
    else this.#arrange();
  }

  hostDisconnected(): void {
    this.#ending?.abort();
    this.#ending = undefined;
    this.#put(undefined);
    setBlockSize(this.#host, 0);
  }

  #start(): void {
    this.#ending = new AbortController();
    const {signal} = this.#ending;
    const arrange = (): void => {
      if (!signal.aborted) this.#arrange();
    };
    addEventListener('resize', arrange, {signal});
    // A style sheet or a script has come.
    addEventListener('load', arrange, {signal, capture: true});
    safeDocument.addEventListener('readystatechange', () => this.#arrange(true), {signal});
    safeDocument.addEventListener('focusin', () => this.#giveWay(), {signal});
    // A change of sizes within the observer's own callback is an error to browsers.
    const observer = new ResizeObserver(() => requestAnimationFrame(arrange));
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
    if (layout === 'overlay') makeRoom(this.#host);
    this.#reportSize();
  }

  #reportSize(): void {
    const takesRoom = this.#layout === 'flow';
    setBlockSize(this.#host, takesRoom ? this.#host.getBoundingClientRect().height : 0);
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
    this.#reportSize();
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

  #giveWay(): void {
    if (this.#layout !== 'overlay' || !coversFocus(this.#host)) return;
    placeOverlay(this.#host);
    makeRoom(this.#host);
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
