import {hasDocument, safeDocument} from './safe-document.js';
import type {Clock} from '../clock/clock.js';
import {HIDDEN_SUSPEND} from '../clock/timing.js';

/** What becomes of a page. */
export interface PageLifecycle {
  /** Somebody looks at it, or may again: called for each sign of that. */
  onResume(): void;
  /** Hidden for `HIDDEN_REST`, frozen, or left: no connection, no timer, no lock until `wake`. */
  onSuspend(): void;
  /** The browser lost its network. */
  onOffline(): void;
}

/** Nobody looks at the page. */
export function isPageHidden(): boolean {
  return hasDocument() && safeDocument.visibilityState === 'hidden';
}

/**
 * Watches a page, if there is one.
 * @returns the way to end it.
 */
export function watchPage(
  clock: Clock,
  {onResume, onSuspend, onOffline}: PageLifecycle,
): () => void {
  if (!hasDocument()) return () => undefined;
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
    if (isPageHidden()) timer = clock.setTimeout(onSuspend, HIDDEN_SUSPEND);
    else onResume();
  };
  const leave = (): void => {
    clock.clearTimeout(timer);
    onSuspend();
  };
  on(safeDocument, 'visibilitychange resume', look);
  on(window, 'online', look);
  // The first one of a page tells nothing.
  on(window, 'pageshow', ({persisted}) => {
    if (persisted) look();
  });
  // A page kept for the back button must hold no lock and no channel, or the browser throws it away.
  on(safeDocument, 'freeze', leave);
  on(window, 'pagehide', leave);
  on(window, 'offline', onOffline);
  return () => {
    clock.clearTimeout(timer);
    ending.abort();
  };
}
