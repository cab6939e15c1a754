// @ts-check

/** @typedef {ReturnType<typeof createPageClock>} PageClock */

/**
 * Sinon's clock for a page. It keeps `awake` time in `performance.now` and the wall clock in `now`.
 * Between two timers it lets a task of the page pass; `setTimeout`, which sinon would take, is
 * slowed down by browsers. Self-contained: it also travels to pages as text.
 * @param {Pick<typeof import('@sinonjs/fake-timers'), 'withGlobal'>} fakeTimers
 * @param {number} start epoch ms
 */
export function createPageClock({withGlobal}, start) {
  const viaChannel = () => {
    const {port1, port2} = new MessageChannel();
    /** @type {(() => void)[]} */
    const waiting = [];
    port1.onmessage = () => waiting.shift()?.();
    return (/** @type {() => void} */ call) => {
      waiting.push(call);
      port2.postMessage(undefined);
    };
  };
  // Node has it; browsers do not.
  const setImmediate = globalThis.setImmediate ?? viaChannel();
  const {Date, Promise, performance} = globalThis;
  const clock = withGlobal({
    Date,
    Promise,
    performance,
    setImmediate,
    setTimeout: setTimeout.bind(globalThis),
    clearTimeout: clearTimeout.bind(globalThis),
    setInterval: setInterval.bind(globalThis),
    clearInterval: clearInterval.bind(globalThis),
  }).createClock(start);
  return {
    clock,
    /** Ms until the next timer is due; `Infinity` without any. */
    untilNext: () =>
      Math.min(
        Infinity,
        ...Array.from(clock.timers?.values() ?? [], ({callAt = 0}) => callAt - clock.now),
      ),
    /** Waits for one task: all that waits for promises alone has gone on by then. */
    turn: () => new Promise((/** @type {(value?: any) => void} */ done) => setImmediate(done)),
  };
}
