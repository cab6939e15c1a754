/**
 * A correction changes at most this part of a text, and at most so many characters: a longer one is
 * a sentence of its own, however long the text around it is.
 */
const LARGEST_PART = 0.1;
const MOST_CHARACTERS = 24;

/** True if `now` says something else than `before`, and is no mere correction of it. */
export function saysOther(before: string, now: string): boolean {
  const [old, next] = [fold(before), fold(now)];
  const allowed = Math.floor(Math.max(old.length, next.length) * LARGEST_PART);
  return old !== next && !isWithin(Math.min(allowed, MOST_CHARACTERS), old, next);
}

/** Letters that look alike, and capitals, say the same. */
function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * True if at most `limit` characters have to be added, dropped or replaced to turn one text into
 * the other. It follows the diagonals of the table of edits (Ukkonen, 1985), so two long texts with
 * little between them cost little.
 */
function isWithin(limit: number, a: string, b: string): boolean {
  const goal = a.length - b.length;
  /** By diagonal: how much of `a` is dealt with after so many edits. */
  let reach = new Map([[0, follow(a, b, 0, 0)]]);
  for (let edits = 1; edits <= limit && reach.get(goal) !== a.length; edits++) {
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal++) {
      const at = (other: number): number => reach.get(other) ?? -1;
      const furthest = Math.max(at(diagonal) + 1, at(diagonal - 1) + 1, at(diagonal + 1));
      const start = Math.min(furthest, a.length, b.length + diagonal);
      if (start >= Math.max(0, diagonal)) next.set(diagonal, follow(a, b, start, diagonal));
    }
    reach = next;
  }
  return reach.get(goal) === a.length;
}

/** Follows what is equal in both, from a place in `a` and the place of that diagonal in `b`. */
function follow(a: string, b: string, start: number, diagonal: number): number {
  let place = start;
  while (place < a.length && a[place] === b[place - diagonal]) place++;
  return place;
}
