/**
 * The news that readers dismissed, in `localStorage`. It is written only on their click, as a
 * preference they asked for. It is read with care, because storage may throw, may be full, and may
 * hold what somebody else wrote.
 */

const KEY = 'outage-widgets.dismissed@1';
/** Ms for which a dismissal is remembered: a day. */
const LIFETIME_MS = 86_400_000;
/** The newest dismissals that are kept. */
const MAX_ENTRIES = 50;
/** A longer text does not come from us. */
const MAX_CHARACTERS = 50_000;

/** When each piece of news was dismissed, epoch ms. */
type Entries = Map<string, number>;

/** The dismissals as last read or written. Without storage they last as long as the page. */
let remembered: Entries = new Map();
/** The text that `remembered` was read from. Other tabs write as well. */
let source: string | null = null;

/** Whether exactly this piece of news was dismissed within the last day. `now` is in epoch ms. */
export function isDismissed(id: string, now: number): boolean {
  const at = read().get(id) ?? -Infinity;
  return at > now - LIFETIME_MS && at <= now;
}

/** Dismisses a piece of news, or takes that back. `now` is in epoch ms. */
export function setDismissed(id: string, dismissed: boolean, now: number): void {
  const entries = read();
  entries.delete(id);
  if (dismissed) entries.set(id, now);
  try {
    localStorage.setItem(KEY, JSON.stringify([...entries].slice(-MAX_ENTRIES)));
  } catch {
    // Storage is full or forbidden. The page's own memory has it.
  }
}

function read(): Entries {
  try {
    const text = localStorage.getItem(KEY);
    // An entry that is no pair of a text and a time never matches, and does no harm.
    if (text && text !== source && text.length < MAX_CHARACTERS) {
      source = text;
      remembered = new Map(JSON.parse(text) as Iterable<[string, number]>);
    }
  } catch {
    // Storage is forbidden, or holds something else.
  }
  return remembered;
}
