import {safeDocument} from './safe-document.js';

/**
 * Knows whether somebody's hand is on the page: a pointer that is down, a key that is held, and
 * when either moved last. What changes the layout waits for a moment without, so that nothing moves
 * under a finger.
 */

/** Ms after which a pointer or key counts as stuck. News must not wait for ever. */
const STUCK_MS = 10_000;
/** Ms after a release in which a touch may still become a click. */
const CLICK_MS = 100;

/**
 * Ids of the pointers that are down and codes of the keys that are held, and since when: ms since
 * the page was opened, because the device's clock may be set meanwhile.
 */
const down = new Map<number | string, number>();
let touchedAt = -Infinity;
let waiting: (() => void)[] = [];
let watchers = 0;
let ending: AbortController | undefined;

/** Begins to watch the page's input, for one element. All of them share the listeners. */
export function watchInput(): void {
  if (watchers++ > 0) return;
  ending = new AbortController();
  const options = {capture: true, passive: true, signal: ending.signal};
  touchedAt = performance.now();
  window.addEventListener('pointerdown', ({pointerId}) => press(pointerId), options);
  window.addEventListener('pointerup', ({pointerId}) => release(pointerId), options);
  window.addEventListener('pointercancel', ({pointerId}) => release(pointerId), options);
  window.addEventListener('pointermove', onMove, options);
  // A key that is held repeats.
  window.addEventListener('keydown', ({code, repeat}) => !repeat && press(code), options);
  window.addEventListener('keyup', ({code}) => release(code), options);
  window.addEventListener('scroll', touch, options);
  // Whatever is released elsewhere is not heard of.
  window.addEventListener('blur', releaseAll, options);
  safeDocument.addEventListener('visibilitychange', releaseAll, options);
}

/** Ends what `watchInput` began. */
export function unwatchInput(): void {
  if (--watchers > 0) return;
  ending?.abort();
  releaseAll();
}

/** True while a pointer is down or a key is held, for ten seconds each at most. */
export function isHeld(): boolean {
  return heldForMs() > 0;
}

/** For how many ms more something may be held. A Mac never tells that the C of ⌘C is up. */
function heldForMs(): number {
  return Math.max(...down.values()) + STUCK_MS - performance.now();
}

/** Resolves once nothing is held any more, and the click that may follow is over. */
export async function whenReleased(): Promise<void> {
  while (isHeld()) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      timer = setTimeout(resolve, heldForMs());
    });
    clearTimeout(timer);
    await new Promise((resolve) => setTimeout(resolve, CLICK_MS));
  }
}

/** Ms since somebody last touched the page: pressed, moved, typed or scrolled. */
export function untouchedMs(): number {
  return performance.now() - touchedAt;
}

function touch(): void {
  touchedAt = performance.now();
}

function press(what: number | string): void {
  touch();
  down.set(what, touchedAt);
}

function release(what: number | string): void {
  touch();
  down.delete(what);
  if (!isHeld()) releaseAll();
}

/** A button that was released outside the window is up when the pointer comes back. */
function onMove({buttons, pointerId}: PointerEvent): void {
  touch();
  if (buttons === 0 && down.has(pointerId)) release(pointerId);
}

function releaseAll(): void {
  down.clear();
  const released = waiting;
  waiting = [];
  for (const resolve of released) resolve();
}
