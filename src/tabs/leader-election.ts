import {createAlarm} from '../clock/alarm.js';
import type {Alarm} from '../clock/alarm.js';
import type {Clock} from '../clock/clock.js';
import {LEADER_GRACE, MAX_LEADER_SILENCE} from '../clock/timing.js';
import {hasDocument, safeDocument} from '../dom/safe-document.js';
import {isObject} from '../parsing/parse.js';

/** One tab among those of a site that read the same feed. */
export interface Candidate {
  /** It is this tab's turn to connect. */
  onLead(): void;
  /** It is another one's. */
  onFollow(): void;
  /** A tab joined that knows nothing yet: `broadcast` what is known. */
  onJoin(): void;
  /**
   * Takes in what the leader reports, from a channel on which any script of the site may write.
   * @returns within how many ms it reports again; undefined if that is no report.
   */
  onReport(report: unknown): number | undefined;
}

export interface Election {
  /** Reports to the others, if this tab leads. */
  broadcast(report: unknown): void;
  /** Another tab takes over at once if this one led. */
  leave(): void;
}

/**
 * One connection for all tabs: the tab that holds the lock connects, and reports to the others by a
 * channel. The browser frees the lock of a tab that is closed or crashes. A tab that is frozen
 * breaks its word to report again, and a visible tab takes the lock from it. Where there are no
 * locks, or none are allowed, each tab connects by itself.
 * @param name - empty for a feed that is not shared.
 */
export function electLeader(name: string, clock: Clock, tab: Candidate): Election {
  const channel = openChannel(name);
  if (channel) return stand({name, channel, tab, alarm: createAlarm(clock)});
  tab.onLead();
  return {broadcast: () => undefined, leave: () => undefined};
}

/** The messages on the channel: a tab that joins asks, and the leader reports. */
const JOIN = {type: 'join'} as const;
const reportOf = (report: unknown) => ({type: 'report', report}) as const;

interface Standing {
  readonly name: string;
  readonly channel: BroadcastChannel;
  readonly tab: Candidate;
  /** Rings when the leader is overdue. */
  readonly alarm: Alarm;
}

function stand({name, channel, tab, alarm}: Standing): Election {
  let leading = false;
  const lock = createLock(name, {
    onHeld() {
      alarm.clear();
      leading = true;
      tab.onLead();
    },
    onLost() {
      leading = false;
      tab.onFollow();
      join();
    },
  });

  function join(): void {
    lock.queue();
    channel.postMessage(JOIN);
    expectReport(0);
  }

  function expectReport(withinMs: number): void {
    alarm.set(Math.min(withinMs, MAX_LEADER_SILENCE) + LEADER_GRACE, onLeaderTimeout);
  }

  function onLeaderTimeout(): void {
    if (safeDocument.visibilityState === 'hidden') expectReport(0);
    else lock.steal();
  }

  channel.onmessage = ({data}: MessageEvent<unknown>) => {
    if (!isObject(data)) return;
    if (leading) {
      if (data['type'] === 'join') tab.onJoin();
    } else if (data['type'] === 'report') {
      const withinMs = tab.onReport(data['report']);
      if (withinMs !== undefined && !lock.left) expectReport(withinMs);
    }
  };
  join();

  return {
    broadcast(report) {
      if (leading) channel.postMessage(reportOf(report));
    },
    leave() {
      alarm.clear();
      lock.leave();
      channel.close();
    },
  };
}

/** A lock that only one tab of the site holds. */
interface Lock {
  readonly left: boolean;
  /** Waits for its turn. */
  queue(): void;
  /** Takes it from whoever holds it. */
  steal(): void;
  /** Frees it, or gives up waiting. */
  leave(): void;
}

function createLock(name: string, {onHeld, onLost}: {onHeld(): void; onLost(): void}): Lock {
  let left = false;
  let release: (() => void) | undefined;
  let waiting = new AbortController();

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
    leave() {
      left = true;
      waiting.abort();
      release?.();
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
