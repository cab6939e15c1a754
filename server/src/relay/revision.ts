import type {Snapshot} from 'outage-widgets/core.js';

/**
 * Whether a document is older than another one of the same page. A cache gives out old copies, and
 * an old "operational" must not hide an outage (PROTOCOL.md, section 3).
 */
export function isOlder(next: Snapshot, held: Snapshot): boolean {
  const [a, b] = [next.revision, held.revision];
  if (a.epoch !== undefined && a.epoch === b.epoch && a.rev !== b.rev) {
    return (a.rev ?? 0) < (b.rev ?? 0);
  }
  if (a.generatedAt !== undefined && b.generatedAt !== undefined) {
    return a.generatedAt < b.generatedAt;
  }
  return (next.page.updatedAt ?? Infinity) < (held.page.updatedAt ?? -Infinity);
}

/**
 * Whether a document has a lower rev of the same epoch. No publisher goes back there (PROTOCOL.md,
 * section 4, item 4).
 */
export function isReplay({revision: next}: Snapshot, {revision: held}: Snapshot): boolean {
  const isSameHistory = next.epoch !== undefined && next.epoch === held.epoch;
  return isSameHistory && (next.rev ?? Infinity) < (held.rev ?? -Infinity);
}
