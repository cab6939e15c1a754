/** Milliseconds; bounds of the width that a feed names unasked. */
const narrowestMs = 1000;
const widestMs = 15_000;

/** Milliseconds in which a process that drains is running again. */
const restartMs = 5000;

/**
 * The width of the first reconnect's spread for a crowd of this size, in milliseconds (PROTOCOL.md,
 * section 3). One millisecond for each reader lets 1,000 a second come back. The crowd grows anew
 * after a restart: those who come first are told a narrow width, but they are the fewest.
 */
export function retryMsFor(readers: number): number {
  return Math.min(widestMs, Math.max(narrowestMs, readers));
}

/** The wait that a feed asks for when it drains, in milliseconds. */
export function drainMsFor(readers: number): number {
  return Math.max(restartMs, retryMsFor(readers));
}
