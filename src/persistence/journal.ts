import {MAX_DOCUMENT_BYTES, MAX_JOURNAL} from '../parsing/limits.js';
import type {Message} from '../model/types.js';

/** A message as it came, for other tabs and for the next page, which read it like one from the network. */
export type Entry = readonly [
  /** Of its event; empty for a document. */
  name: string,
  text: string,
  /** When it came, our clock. */
  at: number,
  /** The server's clock minus ours, ms. */
  clockOffset: number,
];

/** Ms: a clock that is 30 years wrong is none. */
const MAX_CLOCK_OFFSET = 1e12;

/** The last whole document, and what came after it. Empty while there is none. */
export type Journal = readonly Entry[];

/** The journal with one more entry, which `message` was read from. */
export function record(journal: Journal, entry: Entry, {type}: Message): Journal {
  if (type === 'snapshot') return [entry];
  // One beat says as much as a hundred.
  const rest = type === 'beat' ? journal.filter(([name]) => name !== entry[0]) : journal;
  return journal.length === 0 ? journal : [...rest, entry];
}

/** Too long to be kept: a new whole document is due. */
export function isLong(journal: Journal): boolean {
  const size = journal.slice(1).reduce((sum, [, text]) => sum + text.length, 0);
  return journal.length > MAX_JOURNAL || size > MAX_DOCUMENT_BYTES;
}

/** The good entries of what may be a journal: anybody may have written it. `now` in epoch ms. */
export function parseJournal(value: unknown, now: number): Journal {
  const entries = Array.isArray(value) ? (value as readonly unknown[]).slice(0, MAX_JOURNAL) : [];
  return entries.flatMap((entry): Entry[] => {
    const [name, text, at, clockOffset] = Array.isArray(entry) ? (entry as unknown[]) : [];
    return typeof name === 'string' &&
      typeof text === 'string' &&
      text.length <= MAX_DOCUMENT_BYTES &&
      Number.isFinite(at) &&
      Number.isFinite(clockOffset) &&
      Math.abs(clockOffset as number) < MAX_CLOCK_OFFSET &&
      // What comes from the future would stay green for ever.
      (at as number) <= now
      ? [[name, text, at as number, clockOffset as number]]
      : [];
  });
}
