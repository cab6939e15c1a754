/** A value, and those who want to know when it changes. */
export interface Store<T> {
  get(): T;
  /** Replaces the value and tells everybody, unless it is the same. */
  set(value: T): void;
  /** @returns the way to unsubscribe, which tells whether it still had to. */
  subscribe(listener: (value: T) => void): () => boolean;
}

/** @param onError - gets what a listener throws; one that throws never starves the others. */
export function createStore<T>(initial: T, onError: (error: unknown) => void): Store<T> {
  let value = initial;
  const listeners = new Set<{readonly call: (value: T) => void}>();
  return {
    get: () => value,
    set(next) {
      if (value === next) return;
      value = next;
      for (const listener of [...listeners]) {
        // A listener set a newer value, and everybody has heard of that already.
        if (value !== next) return;
        try {
          if (listeners.has(listener)) listener.call(next);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(call) {
      const listener = {call};
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
