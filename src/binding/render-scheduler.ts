import type {LitElement} from 'lit';

/**
 * Ms in which a page renders its feeds twice at most, however many messages come. The newest state
 * wins.
 */
const PERIOD_MS = 1_000;

const waiting = new Set<LitElement>();
let lastAt = -Infinity;
let secondLastAt = -Infinity;

/** Renders an element at once, or within a second together with all others that wait. */
export function renderSoon(element: LitElement): void {
  if (waiting.size === 0) {
    const delay = secondLastAt + PERIOD_MS - Date.now();
    // More than a period means that the device's clock was set back: that must not delay anything.
    if (delay > 0 && delay <= PERIOD_MS) setTimeout(renderWaiting, delay);
    else queueMicrotask(renderWaiting);
  }
  waiting.add(element);
}

function renderWaiting(): void {
  secondLastAt = lastAt;
  lastAt = Date.now();
  for (const element of waiting) element.requestUpdate();
  waiting.clear();
}
