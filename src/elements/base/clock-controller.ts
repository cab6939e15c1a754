import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isPageHidden, watchVisibility} from '../../dom/page-lifecycle.js';

/** Ms between two ticks. Relative times and the expiry of good news follow them. */
const TICK_MS = 10_000;

/** The elements that follow the clock. All of them share the page's one interval. */
const hosts = new Set<ReactiveControllerHost>();
let timer: ReturnType<typeof setInterval> | undefined;
let ending: AbortController | undefined;

/**
 * Renders an element every ten seconds while the page is visible, and whenever it is shown or
 * hidden.
 */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (hosts.size === 0) start();
    hosts.add(this.#host);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size === 0) stop();
  }
}

function start(): void {
  ending = new AbortController();
  watchVisibility(followVisibility, ending.signal);
  followVisibility();
}

function stop(): void {
  ending?.abort();
  clearInterval(timer);
}

function followVisibility(): void {
  clearInterval(timer);
  if (!isPageHidden()) timer = setInterval(tick, TICK_MS);
  // Also as the page is hidden: what is over leaves then.
  tick();
}

function tick(): void {
  for (const host of hosts) host.requestUpdate();
}
