/** The page's only interval: all relative times, and the moment in which green expires, hang on it. */
const PERIOD = 10_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back every ten seconds while the page is visible, and at once when it becomes so. */
export function onTick(listener: () => void): () => void {
  if (listeners.size === 0) {
    document.addEventListener('visibilitychange', adjust);
    adjust();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', adjust);
    clearInterval(timer);
  };
}

function adjust(): void {
  clearInterval(timer);
  if (document.visibilityState === 'hidden') return;
  timer = setInterval(tick, PERIOD);
  tick();
}

function tick(): void {
  for (const listener of listeners) listener();
}
