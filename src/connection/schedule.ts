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
  /** The server answered: an attempt that starts over may begin at once. No plan is changed. */
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
  /** A wait that is hurried lasts until this moment at least, epoch ms. */
  let notBefore = 0;
  /** From the plan to that moment, ms. */
  let shortestMs = 0;
  let attempting = false;
  /** Ends the present wait. */
  let wake: (() => void) | undefined;

  function setDue(ms: number): void {
    plannedMs = ms;
    dueAt = clock.now() + ms;
  }

  return {
    begin() {
      attempting = true;
      setDue(MIN_ATTEMPT_GAP);
    },
    plan(ms, closedMs = 0) {
      attempting = false;
      setDue(ms);
      shortestMs = Math.max(MIN_ATTEMPT_GAP, closedMs);
      notBefore = clock.now() + shortestMs;
    },
    release() {
      if (attempting) dueAt = 0;
    },
    wait() {
      // A clock that was set back makes no wait longer, however often it is begun anew.
      if (dueAt - clock.now() > plannedMs) setDue(plannedMs);
      const left = dueAt - clock.now();
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
      // A clock may be set back since.
      const ms = Math.max(Math.min(notBefore - now, shortestMs), spread);
      if (!wake || now + ms >= dueAt) return;
      setDue(ms);
      alarm.set(ms, wake);
    },
    cancel() {
      wake = undefined;
      alarm.clear();
    },
  };
}
