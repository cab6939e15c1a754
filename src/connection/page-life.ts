import {hasPage, page} from '../page.js';
import type {Clock} from './clock.js';
import {HIDDEN_REST} from './timing.js';

/** What becomes of a page. */
export interface PageLife {
  /** Somebody looks at it, or may again: called for each sign of that. */
  wake(): void;
  /** Hidden for `HIDDEN_REST`, frozen, or left: no connection, no timer, no lock until `wake`. */
  rest(): void;
  /** The browser lost its network. */
  offline(): void;
}

/** Nobody looks at the page. */
export function isHidden(): boolean {
  return hasPage() && page.visibilityState === 'hidden';
}

/**
 * Watches a page, if there is one.
 * @returns the way to end it.
 */
export function watchPage(clock: Clock, {wake, rest, offline}: PageLife): () => void {
  if (!hasPage()) return () => undefined;
  let timer: unknown;
  const ending = new AbortController();
  const on = (
    target: EventTarget,
    types: string,
    call: (event: PageTransitionEvent) => void,
  ): void => {
    for (const type of types.split(' '))
      target.addEventListener(type, call as EventListener, {signal: ending.signal});
  };
  const look = (): void => {
    clock.clearTimeout(timer);
    if (isHidden()) timer = clock.setTimeout(rest, HIDDEN_REST);
    else wake();
  };
  const leave = (): void => {
    clock.clearTimeout(timer);
    rest();
  };
  on(page, 'visibilitychange resume', look);
  on(window, 'online', look);
  // The first one of a page tells nothing.
  on(window, 'pageshow', ({persisted}) => {
    if (persisted) look();
  });
  // A page kept for the back button must hold no lock and no channel, or the browser throws it away.
  on(page, 'freeze', leave);
  on(window, 'pagehide', leave);
  on(window, 'offline', offline);
  return () => {
    clock.clearTimeout(timer);
    ending.abort();
  };
}
