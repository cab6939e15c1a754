import {hasDocument, safeDocument} from './safe-document.js';
import type {Clock} from '../clock/clock.js';
import {HIDDEN_SUSPEND} from '../clock/timing.js';

/** Hears when a page is suspended, resumed, or offline. */
export interface PageLifecycle {
  /** Somebody looks at it, or may again. It is called for each sign of that. */
  onResume(): void;
  /**
   * The page is hidden for `HIDDEN_SUSPEND`, frozen, or left: no connection, no timer, no lock
   * until `onResume`.
   */
  onSuspend(): void;
  /** The browser lost its network. */
  onOffline(): void;
}

/** True while the page is hidden. */
export function isPageHidden(): boolean {
  return hasDocument() && safeDocument.visibilityState === 'hidden';
}

/** Calls back when the page may be looked at again, or is not any more. */
export function watchVisibility(look: () => void, signal: AbortSignal): void {
  // The first `pageshow` of a page says nothing new.
  const show = ({persisted}: PageTransitionEvent): void => {
    if (persisted) look();
  };
  safeDocument.addEventListener('visibilitychange', look, {signal});
  safeDocument.addEventListener('resume', look, {signal});
  window.addEventListener('pageshow', show, {signal});
}

/**
 * Watches a page, if there is one.
 * @returns ends the watch.
 */
export function watchPage(
  clock: Clock,
  {onResume, onSuspend, onOffline}: PageLifecycle,
): () => void {
  if (!hasDocument()) return () => undefined;
  let timer: unknown;
  const ending = new AbortController();
  const {signal} = ending;
  const look = (): void => {
    clock.clearTimeout(timer);
    if (isPageHidden()) timer = clock.setTimeout(onSuspend, HIDDEN_SUSPEND);
    else onResume();
  };
  const leave = (): void => {
    clock.clearTimeout(timer);
    onSuspend();
  };
  watchVisibility(look, signal);
  window.addEventListener('online', look, {signal});
  // A page kept for the back button must hold no lock and no channel, or the browser discards it.
  safeDocument.addEventListener('freeze', leave, {signal});
  window.addEventListener('pagehide', leave, {signal});
  window.addEventListener('offline', onOffline, {signal});
  return () => {
    clock.clearTimeout(timer);
    ending.abort();
  };
}
