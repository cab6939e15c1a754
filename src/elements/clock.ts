/** The page's only interval: all relative times, and the moment in which green expires, hang on it. */
const PERIOD = 10_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back every ten seconds while the page is visible, and at once when it becomes so. */
export function onTick(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', adjust);
  listeners.add(listener);
  if (listeners.size === 1) adjust();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', adjust);
    stop();
  };
}

function adjust(): void {
  stop();
  if (document.visibilityState === 'hidden') return;
  timer = setInterval(tick, PERIOD);
  tick();
}

function stop(): void {
  clearInterval(timer);
  timer = undefined;
}

function tick(): void {
  for (const listener of [...listeners]) listener();
}
