import {safeDocument} from '../../dom/safe-document.js';

/** The page's only interval: all relative times, and the moment in which green expires, hang on it. */
const PERIOD = 10_000;

/** When a page may be looked at again. Those of the document pass the window first. */
const TYPES = ['visibilitychange', 'resume', 'pageshow'];

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back every ten seconds while the page is visible, and at once when it becomes so. */
export function onTick(listener: () => void): () => void {
  if (listeners.size === 0) {
    for (const type of TYPES) window.addEventListener(type, adjust, true);
    adjust();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    for (const type of TYPES) window.removeEventListener(type, adjust, true);
    clearInterval(timer);
  };
}

function adjust(): void {
  clearInterval(timer);
  if (safeDocument.visibilityState === 'hidden') return;
  timer = setInterval(tick, PERIOD);
  tick();
}

function tick(): void {
  for (const listener of listeners) listener();
}
