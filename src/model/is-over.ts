const OVER: ReadonlySet<unknown> = new Set([
  'resolved',
  'completed',
  'cancelled',
  'false_alarm',
  'postmortem',
]);

/**
 * True for the phases at which an incident or a maintenance has ended. Statuspage publishes a
 * postmortem after the end, so `postmortem` counts as over although the model has no such phase.
 */
export function isOver(phase: unknown): boolean {
  return OVER.has(phase);
}
