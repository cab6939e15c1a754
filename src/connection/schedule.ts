import type {Alarm} from '../clock/alarm.js';
import type {Clock} from '../clock/clock.js';
import {MIN_ATTEMPT_GAP, RECONNECT_SOON_SPREAD} from '../clock/timing.js';

/** When the next attempt is due. A plan outlives a stop: stopping and starting hurries nothing. */
export interface Schedule {
  /** An attempt begins: one that starts over instead keeps its distance. */
  begin(): void;
  /**
   * @param ms - until the next attempt.
   * @param closedMs - for how long the server wants no attempt at all. Default 0.
   */
  plan(ms: number, closedMs?: number): void;
  /** The server answered: an attempt that starts over may begin at once. */
  release(): void;
  /** Resolves when the next attempt is due; never, once it was cancelled. */
  wait(): Promise<void>;
  /** Shortens a present wait, as far as the server and the attempts before allow. */
  hurry(): void;
  cancel(): void;
}

export function createSchedule(clock: Clock, alarm: Alarm, random: () => number): Schedule {
  let plannedMs = 0;
  /** Epoch ms. */
  let dueAt = 0;
  /** The earliest moment for an attempt that is hurried, epoch ms. */
  let notBefore = 0;
  /** Ends the present wait. */
  let wake: (() => void) | undefined;

  function setDue(ms: number): void {
    plannedMs = ms;
    dueAt = clock.now() + ms;
  }

  return {
    begin: () => setDue(MIN_ATTEMPT_GAP),
    plan(ms, closedMs = 0) {
      setDue(ms);
      notBefore = clock.now() + Math.max(MIN_ATTEMPT_GAP, closedMs);
    },
    release() {
      dueAt = 0;
    },
    wait() {
      // A clock that was set back makes no wait longer.
      const left = Math.min(dueAt - clock.now(), plannedMs);
      return new Promise<void>((resolve) => {
        if (left <= 0) return resolve();
        wake = () => {
          wake = undefined;
          resolve();
        };
        alarm.set(left, wake);
      });
    },
    hurry() {
      const now = clock.now();
      const spread = random() * RECONNECT_SOON_SPREAD;
      const ms = Math.max(Math.min(notBefore - now, plannedMs), spread);
      if (wake && now + ms < dueAt) alarm.set(ms, wake);
    },
    cancel() {
      wake = undefined;
      alarm.clear();
    },
  };
}
