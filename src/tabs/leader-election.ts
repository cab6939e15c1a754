import {hasDocument, safeDocument} from '../dom/safe-document.js';
import {clampNumber} from '../parsing/parse.js';
import {createAlarm} from '../clock/alarm.js';
import type {Clock} from '../clock/clock.js';
import {MAX_LEADER_SILENCE, LEADER_GRACE} from '../clock/timing.js';

/** One tab among those of a site that read the same feed. */
export interface Candidate {
  /** It is this one's turn to connect. */
  onLead(): void;
  /** It is another one's. */
  onFollow(): void;
  /** Somebody new wants to know what is known: `tell` it. */
  onJoin(): void;
  /** What the leader told, from a channel on which any script of the site may write. */
  onReport(data: unknown): void;
}

export interface Election {
  /** Tells the others, if this one leads; and that it will speak again within so many ms. */
  broadcast(data: unknown, withinMs: number): void;
  /** Leaves. Another one takes over at once if it led. */
  leave(): void;
}

/**
 * One connection for all tabs: who holds the lock connects, and tells the others by a channel. The browser frees the lock
 * of a tab that is closed or crashes; one that is frozen breaks its word to speak again, and a visible tab takes the lock
 * from it. Where there are no locks, or none are allowed, each tab connects by itself.
 * @param name - empty for a feed that is not shared.
 */
export function electLeader(name: string, clock: Clock, tab: Candidate): Election {
  const alarm = createAlarm(clock);
  const channel = openChannel(name);
  let leading = false;
  let left = false;
  let releaseLock: (() => void) | undefined;
  let queue = new AbortController();

  function lead(): void {
    alarm.clear();
    leading = true;
    tab.onLead();
  }

  /** Waits for the lock, or takes it. */
  async function request(options: LockOptions): Promise<void> {
    let held = false;
    try {
      await navigator.locks.request(name, options, () => {
        if (left) return;
        held = true;
        lead();
        return new Promise<void>((resolve) => (releaseLock = resolve));
      });
    } catch (error) {
      if (left) return;
      // Not allowed here, as in a sandboxed frame.
      if (!(error instanceof DOMException) || error.name !== 'AbortError') lead();
      else if (held) {
        // Taken from us, who were thought dead.
        leading = false;
        tab.onFollow();
        join();
      }
    }
  }

  function join(): void {
    void request({signal: queue.signal});
    channel!.postMessage(null);
    alarm.set(LEADER_GRACE, onLeaderTimeout);
  }

  /** The leader is overdue. */
  function onLeaderTimeout(): void {
    if (safeDocument.visibilityState === 'hidden') {
      alarm.set(LEADER_GRACE, onLeaderTimeout);
      return;
    }
    queue.abort();
    queue = new AbortController();
    void request({steal: true});
  }

  if (channel) {
    channel.onmessage = ({data}: MessageEvent<unknown>) => {
      if (leading) {
        if (!data) tab.onJoin();
      } else if (Array.isArray(data)) {
        const [told, withinMs] = data as unknown[];
        alarm.set(
          (clampNumber(withinMs, [0, MAX_LEADER_SILENCE]) ?? 0) + LEADER_GRACE,
          onLeaderTimeout,
        );
        tab.onReport(told);
      }
    };
    join();
  } else lead();

  return {
    broadcast(data, withinMs) {
      if (leading) channel?.postMessage([data, withinMs]);
    },
    leave() {
      left = true;
      alarm.clear();
      queue.abort();
      releaseLock?.();
      channel?.close();
    },
  };
}

/** Undefined where tabs cannot find each other: old browsers, insecure pages, no page at all. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return name && hasDocument() && navigator.locks ? new BroadcastChannel(name) : undefined;
  } catch {
    return undefined;
  }
}
