import {statuspage} from 'outage-widgets/core.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Adapter} from 'outage-widgets/formats.js';
import {sourceAdapters} from '../sources/adapters.js';
import {fetchDocument} from './fetch-document.js';
import type {Fetched, Reach} from './fetch-document.js';
import type {Source} from './sources.js';
import {VisitError} from './visit-error.js';

/** The formats `--format` takes. */
export const formatNames: readonly string[] = [
  'statuspage',
  ...sourceAdapters.map(({name}) => name),
];

/** What a visit brought. */
export interface Reading {
  readonly snapshot: Snapshot;
  /** One of `formatNames`. */
  readonly format: string;
  /**
   * Milliseconds since 1970 up to which all of it is known to be true; undefined if a part of it is
   * an old copy.
   */
  readonly confirmedAt: number | undefined;
  readonly maxAgeSeconds: number | undefined;
  /** Why a part of it could not be had anew, and is an old copy. */
  readonly missing: VisitError | undefined;
  /** The document as it came. */
  readonly root: unknown;
}

/** What is kept of each document of a source between two visits, by URL. */
export type Memory = Map<string, Fetched>;

export interface VisitOptions {
  readonly memory: Memory;
  /** One of `formatNames`. Default: the first that knows the document. */
  readonly format?: string | undefined;
  /** Visits that failed since the last good one. */
  readonly failures: number;
}

/**
 * So many visits fail for a further document that was never had; then the page is read without it.
 */
const patience = 3;

/**
 * Reads a source: its document, and one after the other what else its format has.
 *
 * @throws {VisitError}
 */
export async function visit(
  {url}: Source,
  {memory, format, failures}: VisitOptions,
  reach: Reach,
): Promise<Reading> {
  const main = await fetchDocument(url, memory.get(url), reach);
  const adapter = adapterOf(main.value, format, new URL(url));
  const companions: Record<string, unknown> = {};
  let confirmedAt: number | undefined = main.at;
  let missing: VisitError | undefined;
  for (const [name, address] of Object.entries(adapter?.companions?.(new URL(url)) ?? {})) {
    const {href} = new URL(address, url);
    if (href === url) continue;
    const companion = await fetchCompanion(href, memory, reach, failures);
    if (companion.value !== undefined) companions[name] = companion.value;
    confirmedAt &&= companion.at && Math.min(confirmedAt, companion.at);
    missing ??= companion.missing;
  }
  const snapshot = read(main.value, adapter, companions);
  memory.set(url, main);
  const {generatedAt = Infinity} = snapshot.revision;
  return {
    snapshot,
    format: adapter?.name ?? 'statuspage',
    // A copy is no newer than it says, and nobody knows the future.
    confirmedAt: confirmedAt && Math.min(generatedAt, confirmedAt),
    maxAgeSeconds: main.maxAgeSeconds,
    missing,
    root: main.value,
  };
}

/**
 * What cannot be had any more is what it was, until the relay starts anew: the incidents it tells
 * must not vanish with it, and a server that is moved or mended says 404 too. What never was there
 * for us is absent.
 */
async function fetchCompanion(
  url: string,
  memory: Memory,
  reach: Reach,
  failures: number,
): Promise<{
  readonly value: unknown;
  readonly at: number | undefined;
  readonly missing?: VisitError;
}> {
  const held = memory.get(url);
  try {
    const fetched = await fetchDocument(url, held, reach);
    memory.set(url, fetched);
    return fetched;
  } catch (error) {
    const missing = error as VisitError;
    const {status = 0} = missing;
    if (held !== undefined) return {value: held.value, at: undefined, missing};
    const isRefused = status >= 400 && status < 500 && status !== 429;
    if (!isRefused && failures < patience) throw error;
    return {value: undefined, at: reach.clock()};
  }
}

/** @returns undefined for the Statuspage family. */
function adapterOf(root: unknown, format: string | undefined, url: URL): Adapter | undefined {
  // Some say so that all is well: the list itself does not tell whose it is.
  const isEmpty = Array.isArray(root) && root.length === 0;
  if (format === undefined) {
    if (hasIndicator(root)) return undefined;
    const known = sourceAdapters.find(
      (adapter) => adapter.matches(root) || (isEmpty && adapter.isAt?.(url)),
    );
    if (known || !isEmpty) return known;
    throw new VisitError(
      'unreadable',
      'The answer is an empty list, and nothing tells whose: name its format with --format.',
    );
  }
  if (format === 'statuspage') return undefined;
  const adapter = sourceAdapters.find(({name}) => name === format);
  if (adapter && (isEmpty || adapter.matches(root))) return adapter;
  throw new VisitError('unreadable', `The answer is not of the format ${format}.`);
}

/**
 * The one word by which the Statuspage family is known; what else such a page says may look like
 * anybody's.
 */
function hasIndicator(root: unknown): boolean {
  const {status} = (root ?? {}) as {status?: {indicator?: unknown} | null};
  return typeof status?.indicator === 'string';
}

function read(
  root: unknown,
  adapter: Adapter | undefined,
  companions: Readonly<Record<string, unknown>>,
): Snapshot {
  try {
    const {message} = statuspage.document(adapter ? adapter.translate(root, companions) : root);
    if (message.type === 'snapshot' && saysAnything(message.snapshot)) return message.snapshot;
  } catch {
    // Said below: what it throws speaks to developers.
  }
  throw new VisitError(
    'unreadable',
    'The answer is no status document: it says nothing of a status.',
  );
}

/** A page with nothing on it, and no word about itself, is some other document. */
function saysAnything({page, components, incidents, maintenances}: Snapshot): boolean {
  return page.level !== 'unknown' || components.length + incidents.length + maintenances.length > 0;
}
