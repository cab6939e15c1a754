import type {Clock} from '../../src/clock/clock.ts';

/** Lets everything that waits only for promises, streams or sockets of this process go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that passes only when a test says so. A class, so that a method called without its clock fails. */
export class ManualClock implements Clock {
  #now: number;
  #wrong = 0;
  #lastId = 0;
  readonly #timers = new Map<number, Timer>();

  constructor(now = Date.UTC(2026, 10, 21, 10)) {
    this.#now = now;
  }

  now(): number {
    return this.#now + this.#wrong;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    if (!(ms >= 0 && ms <= 2 ** 31 - 1)) throw new RangeError(`A timer of ${ms} ms fires at once.`);
    this.#timers.set(++this.#lastId, {at: this.#now + ms, callback});
    return this.#lastId;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  /** How many timers are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  /** How long until the next timer, ms. */
  get next(): number | undefined {
    const times = [...this.#timers.values()].map(({at}) => at - this.#now);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Lets time pass; each timer fires at its moment, and what it starts goes on before the next one fires. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      let due: [id: number, timer: Timer] | undefined;
      for (const entry of this.#timers) if (!due || entry[1].at < due[1].at) due = entry;
      if (!due || due[1].at > until) break;
      const [id, {at, callback}] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      callback();
      await settle();
    }
    this.#now = until;
  }

  /** The machine sleeps: time passes and no timer fires, until `advance`. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  /** Somebody sets the clock, forward or back: timers do not notice. */
  shift(ms: number): void {
    this.#wrong += ms;
  }
}
