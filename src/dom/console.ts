/**
 * Tells the developer something on the console. A page may have broken its console, and must not
 * lose anything else by that.
 */
export function tellConsole(method: 'info' | 'warn' | 'error', ...words: readonly unknown[]): void {
  try {
    console[method](...words);
  } catch {
    // Nobody listens.
  }
}
