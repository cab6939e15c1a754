import type {Message, Revision, Snapshot} from '../model/types.js';

/**
 * How a message fits the publisher's history as we hold it. `applied` is news, `duplicate` says
 * again what is held, `stale` is older, and before a `gap` something was missed.
 */
export type MergeOutcome = 'applied' | 'duplicate' | 'stale' | 'gap';

/** True if the state now holds what the message says. */
export function isTaken(outcome: MergeOutcome): boolean {
  return outcome === 'applied' || outcome === 'duplicate';
}

/** A message that has a place in the publisher's history. */
export type HistoryMessage = Exclude<Message, {type: 'bye'}>;

/** The revision of a message; undefined for a goodbye, which has none. */
export function revisionOf(message: HistoryMessage): Revision;
export function revisionOf(message: Message): Revision | undefined;
export function revisionOf(message: Message): Revision | undefined {
  if (message.type === 'bye') return undefined;
  return message.type === 'snapshot' ? message.snapshot.revision : message.revision;
}

/**
 * How a message fits what is held.
 * @param limit - a time past it is a typing error, epoch ms.
 */
export function compare(
  held: Snapshot | undefined,
  message: HistoryMessage,
  limit: number,
): MergeOutcome {
  if (!held) return message.type === 'snapshot' ? 'applied' : 'gap';
  const step = stepBetween(held.revision, revisionOf(message));
  if (step !== undefined) return compareSteps(step, message.type);
  if (message.type === 'snapshot') {
    return isNewer(message.snapshot, held, limit) ? 'applied' : 'stale';
  }
  const sameEpoch = message.revision.epoch === held.revision.epoch;
  if (message.type === 'beat') {
    return sameEpoch && message.revision.rev === undefined ? 'duplicate' : 'gap';
  }
  // Without its place in an order that is kept, a change may be a replay.
  return sameEpoch && held.revision.rev === undefined ? 'applied' : 'gap';
}

/** Where revisions order the messages, they alone decide. */
function compareSteps(step: number, type: HistoryMessage['type']): MergeOutcome {
  if (step < 0) return 'stale';
  if (type === 'snapshot') return step === 0 ? 'duplicate' : 'applied';
  if (type === 'beat') return step === 0 ? 'duplicate' : 'gap';
  if (step === 0) return 'stale';
  return step === 1 ? 'applied' : 'gap';
}

/** By how many changes `said` is ahead; undefined where revisions do not order the two. */
function stepBetween(held: Revision, said: Revision): number | undefined {
  if (said.epoch !== held.epoch || said.rev === undefined || held.rev === undefined) {
    return undefined;
  }
  return said.rev - held.rev;
}

/** In another epoch, or without any `rev`, time decides; without times the newcomer is newer. */
function isNewer(said: Snapshot, held: Snapshot, limit: number): boolean {
  const [saidAt, heldAt] = [timeOf(said), timeOf(held)];
  if (saidAt === undefined || heldAt === undefined) return true;
  const mistaken = held.revision.rev === undefined && heldAt > limit;
  return mistaken || saidAt >= heldAt;
}

function timeOf({revision, page}: Snapshot): number | undefined {
  return revision.generatedAt ?? page.updatedAt;
}
