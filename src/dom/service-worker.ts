/** True if a service worker controls this page: any answer may come from it. */
export function hasServiceWorker(): boolean {
  try {
    return Boolean(globalThis.navigator?.serviceWorker?.controller);
  } catch {
    // A sandboxed frame may not even ask.
    return false;
  }
}
