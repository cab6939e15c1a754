import {MAX_DOCUMENT_BYTES, MAX_JOURNAL} from '../parsing/limits.js';
import {isObject} from '../parsing/parse.js';
import type {Message} from '../model/types.js';

/** A message as it came. Other tabs and the next page read it like one from the network. */
export interface Entry {
  /** Name of its event; empty for a document. */
  readonly event: string;
  readonly text: string;
  /** When it came, epoch ms by our clock. */
  readonly at: number;
  /** The server's clock minus ours, ms. */
  readonly clockOffset: number;
}

/** Ms: a clock that is 30 years wrong is none. */
const MAX_CLOCK_OFFSET = 1e12;

/** The last whole document, and what came after it. Empty while there is none. */
export type Journal = readonly Entry[];

/** The journal with one more entry, which `message` was read from. */
export function record(journal: Journal, entry: Entry, {type}: Message): Journal {
  if (type === 'snapshot') return [entry];
  if (journal.length === 0) return journal;
  // One beat says as much as a hundred.
  const kept = type === 'beat' ? journal.filter(({event}) => event !== entry.event) : journal;
  return [...kept, entry];
}

/** Too long to be kept: a new whole document is due. */
export function isLong(journal: Journal): boolean {
  const size = journal.slice(1).reduce((sum, {text}) => sum + text.length, 0);
  return journal.length > MAX_JOURNAL || size > MAX_DOCUMENT_BYTES;
}

/**
 * The good entries of what may be a journal: anybody may have written it.
 * @param now - epoch ms.
 */
export function parseJournal(value: unknown, now: number): Journal {
  const entries = Array.isArray(value) ? (value as readonly unknown[]).slice(0, MAX_JOURNAL) : [];
  return entries.flatMap((entry) => parseEntry(entry, now) ?? []);
}

function parseEntry(value: unknown, now: number): Entry | undefined {
  if (!isObject(value)) return undefined;
  const {event, text, at, clockOffset} = value;
  if (typeof event !== 'string' || typeof text !== 'string') return undefined;
  if (typeof at !== 'number' || typeof clockOffset !== 'number') return undefined;
  const isTime = Number.isFinite(at) && Math.abs(clockOffset) < MAX_CLOCK_OFFSET;
  // An entry from the future would stay green for ever.
  if (!isTime || at > now || text.length > MAX_DOCUMENT_BYTES) return undefined;
  return {event, text, at, clockOffset};
}
