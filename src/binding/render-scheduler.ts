import type {LitElement} from 'lit';

/** Ms in which a page renders its feeds twice at most, however many messages come: the newest state wins. */
const PERIOD = 1_000;

const waiting = new Set<LitElement>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** When the page last rendered, and when before. */
let last = -Infinity;
let before = -Infinity;

/** Renders an element at once, or together with all others in a moment. */
export function renderSoon(element: LitElement): void {
  const wait = before + PERIOD - Date.now();
  if (waiting.size === 0) {
    // A clock that was set back must not hold it up.
    if (wait > 0 && wait <= PERIOD) timer = setTimeout(renderNow, wait);
    else queueMicrotask(renderNow);
  }
  waiting.add(element);
}

/** Renders all that wait. */
export function renderNow(): void {
  clearTimeout(timer);
  if (waiting.size === 0) return;
  before = last;
  last = Date.now();
  for (const element of waiting) element.requestUpdate();
  waiting.clear();
}
