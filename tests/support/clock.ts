// The time of the unit tests. Sinon's clock keeps the timers.
import {createClock} from '@sinonjs/fake-timers';
import type {Clock} from '../../src/clock/clock.ts';

type SinonClock = ReturnType<typeof createClock>;
type Timer = ReturnType<SinonClock['setTimeout']>;

/** The longest wait that a browser's timer can take, ms; a longer one fires at once. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Waits for one task. Everything that waits for promises alone has gone on by then, however many of
 * them it awaits one after the other. A test that waits for a socket awaits what comes over it.
 */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only when a test says so. It is a class, so that a method called without its
 * clock fails.
 */
export class ManualClock implements Clock {
  readonly #clock: SinonClock;

  constructor(now = Date.UTC(2026, 10, 21, 10)) {
    this.#clock = createClock(now);
  }

  now(): number {
    return this.#clock.now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    if (!(ms >= 0 && ms <= MAX_TIMER)) throw new RangeError(`A timer of ${ms} ms fires at once.`);
    return this.#clock.setTimeout(callback, ms);
  }

  clearTimeout(timer: unknown): void {
    this.#clock.clearTimeout(timer as Timer);
  }

  /** The number of timers that wait. */
  get pending(): number {
    return this.#clock.countTimers();
  }

  /** Lets time pass. Each timer fires at its moment, and a task passes before the next one. */
  async advance(ms: number): Promise<void> {
    await settle();
    // Timers that a sleep has made overdue fire now.
    this.#clock.jump(0);
    await this.#clock.tickAsync(ms);
  }

  /** Puts the machine to sleep: time passes, and timers that become due fire at `advance`. */
  sleep(ms: number): void {
    this.#clock.now += ms;
  }

  /** Sets the clock forward, or back by a negative number; the timers do not notice. */
  shift(ms: number): void {
    this.#clock.setSystemTime(this.#clock.now + ms);
  }
}
