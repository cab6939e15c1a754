/**
 * What readers put out of their way. Written only on their click, a preference they asked for; read defensively,
 * because storage throws, is full, or holds what somebody else wrote.
 */

const KEY = 'outage-widgets.dismissed@1';
/** A dismissal is forgotten after a day: ms. */
const LIFETIME = 86_400_000;
/** The newest are kept; characters beyond the second bound are not ours. */
const MAX_ENTRIES = 50;
const MAX_CHARACTERS = 50_000;

/** The members of `Storage` used here. */
type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Without storage, dismissals last as long as the page. */
let remembered = new Map<string, number>();

/** True if exactly this piece of news, not the matter as such, was dismissed within the last day. */
export function isDismissed(id: string, now: number, store: Store | undefined = localStore()): boolean {
  const at = read(now, store).get(id);
  return at !== undefined;
}

export function dismiss(id: string, now: number, store: Store | undefined = localStore()): void {
  const entries = read(now, store);
  entries.delete(id);
  entries.set(id, now);
  remembered = entries;
  try {
    store?.setItem(KEY, JSON.stringify([...entries].slice(-MAX_ENTRIES)));
  } catch {
    // Full or forbidden: the page's own memory has it.
  }
}

/** Takes a dismissal back. */
export function restore(id: string, now: number, store: Store | undefined = localStore()): void {
  const entries = read(now, store);
  entries.delete(id);
  remembered = entries;
  try {
    store?.setItem(KEY, JSON.stringify([...entries]));
  } catch {
    // As above.
  }
}

function read(now: number, store: Store | undefined): Map<string, number> {
  const entries = new Map<string, number>();
  for (const [id, at] of [...stored(store), ...remembered]) {
    if (at > now - LIFETIME && at <= now) entries.set(id, at);
  }
  return entries;
}

function stored(store: Store | undefined): (readonly [string, number])[] {
  try {
    const text = store?.getItem(KEY) ?? '';
    const value: unknown = text.length > MAX_CHARACTERS ? [] : JSON.parse(text || '[]');
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is readonly [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

/** Reading `localStorage` throws where storage is forbidden. */
function localStore(): Store | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
