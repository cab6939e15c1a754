/** An element that can say how old the news of its feed is. */
interface Claimant extends Element {
  requestUpdate(): void;
}

/** The one that says it, and its rank: the lower, the sooner. */
interface Speaker {
  readonly element: Claimant;
  readonly rank: number;
}

/** One for each feed, by its URL. */
const speakers = new Map<string, Speaker>();
/** All that would say it. */
const claimants = new Set<Claimant>();

/**
 * Whether an element is the one that says how old the news of a feed is. A page with twenty
 * indicators says "You're offline" once: in its banner, else beside a control, else in one of them.
 */
export function claimAge(element: Claimant, src: string, rank: number): boolean {
  claimants.add(element);
  const speaker = speakers.get(src);
  if (speaker?.element === element) return true;
  if (speaker?.element.isConnected && speaker.rank <= rank) return false;
  speakers.set(src, {element, rank});
  speaker?.element.requestUpdate();
  return true;
}

/** Leaves it to the others. */
export function releaseAge(element: Claimant): void {
  if (!claimants.delete(element)) return;
  for (const [src, speaker] of speakers) {
    if (speaker.element !== element) continue;
    speakers.delete(src);
    for (const other of claimants) other.requestUpdate();
  }
}
