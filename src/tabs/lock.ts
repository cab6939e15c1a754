/** A lock that only one tab of the site holds. */
export interface Lock {
  readonly left: boolean;
  /** Waits for its turn. */
  queue(): void;
  /** Takes it from whoever holds it. */
  steal(): void;
  /** Resolves with whether another page holds it than when this was asked before. */
  changedHands(): Promise<boolean>;
  /** Frees it, or gives up waiting. */
  leave(): void;
}

/** A tab that wants the lock hears by these. */
export interface LockHolder {
  /** It is held from now on, or there are no locks. */
  onHeld(): void;
  /** Another tab stole it. */
  onLost(): void;
}

/** @param name - other tabs know the lock by it. */
export function createLock(name: string, {onHeld, onLost}: LockHolder): Lock {
  let left = false;
  let release: (() => void) | undefined;
  let waiting = new AbortController();
  let holder: string | undefined;

  async function request(options: LockOptions): Promise<void> {
    let held = false;
    try {
      await navigator.locks.request(name, options, () => {
        if (left) return undefined;
        held = true;
        onHeld();
        return new Promise<void>((resolve) => (release = resolve));
      });
    } catch (error) {
      if (left) return;
      const taken = error instanceof DOMException && error.name === 'AbortError';
      // Locks may be forbidden, as in a sandboxed frame: each tab connects by itself.
      if (!taken) onHeld();
      // Another tab stole the lock because this one looked unresponsive.
      else if (held) onLost();
    }
  }

  return {
    get left() {
      return left;
    },
    queue: () => void request({signal: waiting.signal}),
    steal() {
      waiting.abort();
      waiting = new AbortController();
      void request({steal: true});
    },
    async changedHands() {
      const before = holder;
      holder = await holderOf(name);
      return holder !== before;
    },
    leave() {
      left = true;
      waiting.abort();
      release?.();
    },
  };
}

/** The id of the page that holds a lock, as the browser tells it; undefined where it does not. */
async function holderOf(name: string): Promise<string | undefined> {
  try {
    const {held = []} = await navigator.locks.query();
    return held.find((lock) => lock.name === name)?.clientId;
  } catch {
    return undefined;
  }
}
