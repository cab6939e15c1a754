/** Runs a task every so many milliseconds until the returned function is called. */
export type Schedule = (milliseconds: number, task: () => void) => () => void;

/**
 * Runs a task once, after so many milliseconds, unless the returned function is called before.
 */
export type After = (milliseconds: number, task: () => void) => () => void;

/** Waits once, without keeping the process alive. */
export function timeout(milliseconds: number, task: () => void): () => void {
  const timer = setTimeout(task, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}

/** Repeats, without keeping the process alive. */
export function interval(milliseconds: number, task: () => void): () => void {
  const timer = setInterval(task, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
