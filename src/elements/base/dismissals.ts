/**
 * What readers put out of their way. Written only on their click, a preference they asked for; read defensively,
 * because storage throws, is full, or holds what somebody else wrote.
 */

const KEY = 'outage-widgets.dismissed@1';
/** A dismissal is forgotten after a day: ms. */
const LIFETIME = 86_400_000;
/** The newest are kept; more characters than the second bound are not ours. */
const MAX_ENTRIES = 50;
const MAX_CHARACTERS = 50_000;

type Entries = Map<string, number>;

/** Without storage, dismissals last as long as the page. */
let remembered: Entries = new Map();
/** What `remembered` was read from: other tabs write as well. */
let source: string | null = null;

/** True if exactly this piece of news was dismissed within the last day. `now` in epoch ms. */
export function isDismissed(id: string, now: number): boolean {
  const at = read().get(id) ?? -Infinity;
  return at > now - LIFETIME && at <= now;
}

/** Dismisses a piece of news, or takes that back. */
export function setDismissed(id: string, dismissed: boolean, now: number): void {
  const entries = read();
  entries.delete(id);
  if (dismissed) entries.set(id, now);
  try {
    localStorage.setItem(KEY, JSON.stringify([...entries].slice(-MAX_ENTRIES)));
  } catch {
    // Full or forbidden: the page's own memory has it.
  }
}

function read(): Entries {
  try {
    const text = localStorage.getItem(KEY);
    // Larger is not ours; what is no pair of text and time never matches.
    if (text && text !== source && text.length < MAX_CHARACTERS) {
      source = text;
      remembered = new Map(JSON.parse(text) as Iterable<[string, number]>);
    }
  } catch {
    // Forbidden, or not what we wrote.
  }
  return remembered;
}
