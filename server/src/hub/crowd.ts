/** Readers that may come back in one second. */
const readersPerSecond = 1000;
/** Milliseconds; the bounds of the width that is named unasked. */
const narrowestMs = 1000;
const widestMs = 15_000;

/**
 * The width of the first reconnect's spread for a crowd of this size, in milliseconds: 1,000 readers
 * a second come back, and nobody waits for more than 15 seconds (PROTOCOL.md, section 3).
 */
export function retryMsFor(readers: number): number {
  const width = Math.ceil(readers / readersPerSecond) * 1000;
  return Math.min(widestMs, Math.max(narrowestMs, width));
}
