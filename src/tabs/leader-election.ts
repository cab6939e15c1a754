import {createAlarm} from '../clock/alarm.js';
import type {Alarm} from '../clock/alarm.js';
import type {Clock} from '../clock/clock.js';
import {LEADER_GRACE, MAX_LEADER_TRUST} from '../clock/timing.js';
import {isPageHidden} from '../dom/page-lifecycle.js';
import {hasDocument} from '../dom/safe-document.js';
import {isObject} from '../parsing/parse.js';
import {createLock} from './lock.js';

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
   * @returns undefined if that is no report.
   */
  onReport(report: unknown): AcceptedReport | undefined;
}

/** The election needs this of a report. */
export interface AcceptedReport {
  /** Within how many ms the leader reports again. */
  readonly withinMs: number;
  /** It brought a new proof that the feed lives. */
  readonly proved: boolean;
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
  if (channel) return stand({name, channel, tab, clock, alarm: createAlarm(clock)});
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
  readonly clock: Clock;
  /** Rings when the leader is overdue. */
  readonly alarm: Alarm;
}

function stand({name, channel, tab, alarm, clock}: Standing): Election {
  let leading = false;
  /** When there was reason to trust the leader's reports, epoch ms. */
  let trustedAt = clock.now();
  let looking = false;
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

  function trust(): void {
    trustedAt = clock.now();
    alarm.set(LEADER_GRACE, onLeaderTimeout);
  }

  function join(): void {
    lock.queue();
    void lock.changedHands();
    channel.postMessage(JOIN);
    trust();
  }

  function accept({withinMs, proved}: AcceptedReport): void {
    const now = clock.now();
    // A clock that was set back lengthens no trust.
    if (proved || now < trustedAt) trustedAt = now;
    // A flood of forged reports postpones the end of a mute leader, but not for ever.
    const trustMs = Math.max(0, trustedAt + MAX_LEADER_TRUST + withinMs - now);
    alarm.set(Math.min(withinMs + LEADER_GRACE, trustMs), onLeaderTimeout);
  }

  function onLeaderTimeout(): void {
    if (isPageHidden()) alarm.set(LEADER_GRACE, onLeaderTimeout);
    else if (clock.now() - trustedAt < MAX_LEADER_TRUST) lock.steal();
    else void replaceUntrusted();
  }

  /** A leader that took the lock since is another one: it gets the same time to prove itself. */
  async function replaceUntrusted(): Promise<void> {
    // A second look would find the change that the first one has seen to be none.
    if (looking) return;
    looking = true;
    const changed = await lock.changedHands();
    looking = false;
    if (leading || lock.left) return;
    if (changed) trust();
    else lock.steal();
  }

  channel.onmessage = ({data}: MessageEvent<unknown>) => {
    if (!isObject(data)) return;
    if (leading) {
      if (data['type'] === 'join') tab.onJoin();
    } else if (data['type'] === 'report') {
      const report = tab.onReport(data['report']);
      // A listener may have left, or the lock may be ours since.
      if (report && !leading && !lock.left) accept(report);
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

/** Undefined where tabs cannot find each other: old browsers, insecure pages, no page at all. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return name && hasDocument() && navigator.locks ? new BroadcastChannel(name) : undefined;
  } catch {
    return undefined;
  }
}
