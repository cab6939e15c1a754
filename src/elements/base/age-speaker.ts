/** An element that can say how old the news of its feed is. */
interface Claimant extends Element {
  requestUpdate(): void;
}

/** An element's wish to speak for a feed. The one with the lowest rank does. */
interface Claim {
  readonly src: string;
  readonly rank: number;
}

const claims = new Map<Claimant, Claim>();

/** Added to the rank of an element that nobody sees, such as one in a closed menu. */
const UNSEEN = 10;
const CHECKS = {visibilityProperty: true, opacityProperty: true};

/**
 * Whether an element is the one that says how old the news of a feed is. A page with twenty
 * indicators says "You're offline" once: in its banner, else beside a control, else in one of them.
 */
export function claimAge(element: Claimant, src: string, rank: number): boolean {
  if (claims.get(element)?.src !== src) releaseAge(element);
  // Without its level it is about to appear.
  const isUnseen = element.hasAttribute('level') && !element.checkVisibility?.(CHECKS);
  const claim = {src, rank: isUnseen ? rank + UNSEEN : rank};
  return handOver(src, element, () => claims.set(element, claim)) === element;
}

/** Leaves it to the others. */
export function releaseAge(element: Claimant): void {
  const claim = claims.get(element);
  if (claim) handOver(claim.src, element, () => claims.delete(element));
}

/**
 * Changes the claims of an element. If another one speaks after that, both render anew.
 * @returns the one that speaks now.
 */
function handOver(src: string, element: Claimant, change: () => void): Claimant | undefined {
  const before = speakerOf(src);
  change();
  const after = speakerOf(src);
  if (before === after) return after;
  for (const one of [before, after]) if (one !== element) one?.requestUpdate();
  return after;
}

/** The first of those with the lowest rank. */
function speakerOf(src: string): Claimant | undefined {
  const own = [...claims].filter(([, claim]) => claim.src === src);
  return own.sort(([, a], [, b]) => a.rank - b.rank)[0]?.[0];
}
