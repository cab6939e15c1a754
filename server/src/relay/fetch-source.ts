import {createFormat} from 'outage-widgets/formats.js';
import type {Snapshot} from 'outage-widgets/core.js';
import type {Adapter} from 'outage-widgets/formats.js';
import {detectFormat} from './detect-format.js';
import {fetchDocument} from './fetch-document.js';
import type {FetchContext, Fetched} from './fetch-document.js';
import {FetchError} from './fetch-error.js';
import type {Source} from './sources.js';

/** The result of fetching a source. */
export interface Reading {
  readonly snapshot: Snapshot;
  /** One of `formatNames`. */
  readonly format: string;
  /**
   * Up to when all of it is known to be true, in milliseconds since 1970; undefined if a part of it
   * is an old copy.
   */
  readonly confirmedAt: number | undefined;
  readonly maxAgeSeconds: number | undefined;
  /** The error of a companion document that could not be fetched. Its old copy is used instead. */
  readonly missing: FetchError | undefined;
  /** The document as it came. */
  readonly root: unknown;
}

/** The last answer for each document of a source, by URL. */
export type FetchedByUrl = Map<string, Fetched>;

export interface FetchSourceOptions {
  readonly fetched: FetchedByUrl;
  /** One of `formatNames`. Default: the first that matches the document. */
  readonly format?: string | undefined;
  /** How many fetches in a row have failed. */
  readonly failures: number;
}

/** Reads Statuspage's documents, and what an adapter makes of others. */
const statuspage = createFormat([]);

/** After so many failed fetches the page is read without a companion that never arrived. */
const maxFailuresForCompanion = 3;

/**
 * Fetches and reads a source: first its document, then the companions that its format has, one
 * after the other.
 *
 * @throws {FetchError}
 */
export async function fetchSource(
  {url}: Source,
  {fetched, format, failures}: FetchSourceOptions,
  context: FetchContext,
): Promise<Reading> {
  const main = await fetchDocument(url, fetched.get(url), context);
  const adapter = detectFormat(main.value, format, new URL(url));
  const companions: Record<string, unknown> = {};
  let confirmedAt: number | undefined = main.at;
  let missing: FetchError | undefined;
  for (const [name, address] of Object.entries(adapter?.companions?.(new URL(url)) ?? {})) {
    const {href} = new URL(address, url);
    if (href === url) continue;
    const companion = await fetchCompanion(href, {fetched, failures}, context);
    if (companion.value !== undefined) companions[name] = companion.value;
    confirmedAt &&= companion.at && Math.min(confirmedAt, companion.at);
    missing ??= companion.missing;
  }
  const snapshot = parseSnapshot(main.value, adapter, companions);
  fetched.set(url, main);
  const {generatedAt = Infinity} = snapshot.revision;
  return {
    snapshot,
    format: adapter?.name ?? 'statuspage',
    // A copy proves no more than it says, and never anything about the future.
    confirmedAt: confirmedAt && Math.min(generatedAt, confirmedAt),
    maxAgeSeconds: main.maxAgeSeconds,
    missing,
    root: main.value,
  };
}

interface Companion {
  readonly value: unknown;
  readonly at: number | undefined;
  readonly missing?: FetchError;
}

/**
 * Fetches a companion document.
 *
 * A companion that can no longer be fetched keeps its last value until the relay restarts. Its
 * incidents must not vanish, and a server that moves or restarts also answers 404. A companion that
 * never arrived is left out.
 */
async function fetchCompanion(
  url: string,
  {fetched, failures}: Pick<FetchSourceOptions, 'fetched' | 'failures'>,
  context: FetchContext,
): Promise<Companion> {
  const held = fetched.get(url);
  try {
    const companion = await fetchDocument(url, held, context);
    fetched.set(url, companion);
    return companion;
  } catch (error) {
    const missing = error as FetchError;
    const {status = 0} = missing;
    if (held !== undefined) return {value: held.value, at: undefined, missing};
    const isRefused = status >= 400 && status < 500 && status !== 429;
    if (!isRefused && failures < maxFailuresForCompanion) throw error;
    return {value: undefined, at: context.clock()};
  }
}

function parseSnapshot(
  root: unknown,
  adapter: Adapter | undefined,
  companions: Readonly<Record<string, unknown>>,
): Snapshot {
  try {
    const {message} = statuspage.document(adapter ? adapter.translate(root, companions) : root);
    if (message.type === 'snapshot' && hasContent(message.snapshot)) return message.snapshot;
  } catch {
    // The error below replaces the parser's error, which is written for developers.
  }
  throw new FetchError(
    'unreadable',
    'The answer is no status document: it says nothing of a status.',
  );
}

/** A page without objects and without a level is some other document. */
function hasContent({page, components, incidents, maintenances}: Snapshot): boolean {
  return page.level !== 'unknown' || components.length + incidents.length + maintenances.length > 0;
}
