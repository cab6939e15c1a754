/**
 * The news that readers dismissed, in `localStorage`: each piece under a key of its own, so that
 * tabs never overwrite each other. An entry comes only by the reader's click, as a preference they
 * asked for. It is read with care, because storage may throw, may be full, and may hold what
 * somebody else wrote.
 */
import {isNews, settle} from '../../store/facts.js';
import type {Facts} from '../../store/facts.js';

const PREFIX = 'outage-widgets.dismissed@2 ';
/** The newest dismissals that are kept. */
const MAX_ENTRIES = 50;
/** A longer text does not come from us. */
const MAX_CHARACTERS = 50_000;
/** Wordless trouble that comes back after so many ms is another one, which nobody can tell. */
const WORDLESS_LIFETIME_MS = 7 * 86_400_000;

/** The state of a piece of news when a reader dismissed it. */
export interface Dismissal {
  /** Epoch ms. */
  readonly at: number;
  /** The facts that the reader knew. */
  readonly facts: Facts;
  /** It folded to one line instead. */
  readonly folded: boolean;
}

/** Dismissals that storage does not take last as long as the page. */
const unsaved = new Map<string, string>();

/**
 * Whether a piece of news was dismissed or folded, and there is no news of it since.
 *
 * @param id - names the feed and the matter
 * @param now - epoch ms
 */
export function findDismissal(id: string, facts: Facts, now: number): Dismissal | undefined {
  const text = read(id);
  try {
    const dismissal = JSON.parse(text) as Dismissal;
    const {at, facts: known, folded} = dismissal;
    const isExpired = !known.title && !(Math.abs(now - at) < WORDLESS_LIFETIME_MS);
    if (isExpired || isNews(known, facts)) return undefined;
    write(id, text, {at, facts: settle(known, facts), folded});
    return dismissal;
  } catch {
    // It is empty, or somebody else wrote it.
    return undefined;
  }
}

/** Remembers a dismissal for as long as there is no news. */
export function keepDismissal(id: string, dismissal: Dismissal): void {
  write(id, '', dismissal);
  try {
    dropOldest();
  } catch {
    // Storage is forbidden, so there are none.
  }
}

/** Takes a dismissal back, or the matter is over. */
export function forgetDismissal(id: string): void {
  unsaved.delete(id);
  try {
    if (localStorage.getItem(PREFIX + id) !== null) localStorage.removeItem(PREFIX + id);
  } catch {
    // Storage is forbidden.
  }
}

function read(id: string): string {
  const held = unsaved.get(id);
  if (held !== undefined) return held;
  try {
    const text = localStorage.getItem(PREFIX + id) ?? '';
    return text.length > MAX_CHARACTERS ? '' : text;
  } catch {
    return '';
  }
}

/** @param before - the text that stands there already */
function write(id: string, before: string, dismissal: Dismissal): void {
  const text = JSON.stringify(dismissal);
  if (text === before) return;
  unsaved.set(id, text);
  try {
    if (text.length > MAX_CHARACTERS) return;
    localStorage.setItem(PREFIX + id, text);
    unsaved.delete(id);
  } catch {
    // Storage is full or forbidden. The page's own memory has it.
  }
}

function dropOldest(): void {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const newestFirst = keys
    .map((key) => ({key, at: timeOf(localStorage.getItem(key) ?? '')}))
    .sort((a, b) => b.at - a.at);
  for (const {key} of newestFirst.slice(MAX_ENTRIES)) localStorage.removeItem(key);
}

/** When an entry was made, epoch ms: 0 for what somebody else wrote. */
function timeOf(text: string): number {
  try {
    return Number((JSON.parse(text) as Dismissal).at) || 0;
  } catch {
    return 0;
  }
}
