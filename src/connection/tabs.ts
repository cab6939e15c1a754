import {hasPage, page} from '../page.js';
import {clampNumber} from '../wire/parse.js';
import {createAlarm} from './alarm.js';
import type {Clock} from './clock.js';
import {LONGEST_SIGN, SIGN_GRACE} from './timing.js';

/** One tab among those of a site that read the same feed. */
export interface Tab {
  /** It is this one's turn to connect. */
  lead(): void;
  /** It is another one's. */
  follow(): void;
  /** Somebody new wants to know what is known: `tell` it. */
  greet(): void;
  /** What the leader told, from a channel on which any script of the site may write. */
  receive(data: unknown): void;
}

export interface Tabs {
  /** Tells the others, if this one leads; and that it will speak again within so many ms. */
  tell(data: unknown, withinMs: number): void;
  /** Leaves. Another one takes over at once if it led. */
  leave(): void;
}

/**
 * One connection for all tabs: who holds the lock connects, and tells the others by a channel. The browser frees the lock
 * of a tab that is closed or crashes; one that is frozen breaks its word to speak again, and a visible tab takes the lock
 * from it. Where there are no locks, or none are allowed, each tab connects by itself.
 * @param name - empty for a feed that is not shared.
 */
export function joinTabs(name: string, clock: Clock, tab: Tab): Tabs {
  const alarm = createAlarm(clock);
  const channel = openChannel(name);
  let leading = false;
  let left = false;
  let resign: (() => void) | undefined;
  let queue = new AbortController();

  function lead(): void {
    alarm.clear();
    leading = true;
    tab.lead();
  }

  /** Waits for the lock, or takes it. */
  async function request(options: LockOptions): Promise<void> {
    let held = false;
    try {
      await navigator.locks.request(name, options, () => {
        if (left) return;
        held = true;
        lead();
        return new Promise<void>((resolve) => (resign = resolve));
      });
    } catch (error) {
      if (left) return;
      // Not allowed here, as in a sandboxed frame.
      if (!(error instanceof DOMException) || error.name !== 'AbortError') lead();
      else if (held) {
        // Taken from us, who were thought dead.
        leading = false;
        tab.follow();
        join();
      }
    }
  }

  function join(): void {
    void request({signal: queue.signal});
    channel!.postMessage(null);
    alarm.set(SIGN_GRACE, doubt);
  }

  /** The leader is overdue. */
  function doubt(): void {
    if (page.visibilityState === 'hidden') {
      alarm.set(SIGN_GRACE, doubt);
      return;
    }
    queue.abort();
    queue = new AbortController();
    void request({steal: true});
  }

  if (channel) {
    channel.onmessage = ({data}: MessageEvent<unknown>) => {
      if (leading) {
        if (!data) tab.greet();
      } else if (Array.isArray(data)) {
        const [told, withinMs] = data as unknown[];
        alarm.set((clampNumber(withinMs, [0, LONGEST_SIGN]) ?? 0) + SIGN_GRACE, doubt);
        tab.receive(told);
      }
    };
    join();
  } else lead();

  return {
    tell(data, withinMs) {
      if (leading) channel?.postMessage([data, withinMs]);
    },
    leave() {
      left = true;
      alarm.clear();
      queue.abort();
      resign?.();
      channel?.close();
    },
  };
}

/** Undefined where tabs cannot find each other: old browsers, insecure pages, no page at all. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return name && hasPage() && navigator.locks ? new BroadcastChannel(name) : undefined;
  } catch {
    return undefined;
  }
}
