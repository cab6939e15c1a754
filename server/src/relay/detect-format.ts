import type {Adapter} from 'outage-widgets/formats.js';
import {sourceAdapters} from '../sources/adapters.js';
import {FetchError} from './fetch-error.js';

/** The formats that `--format` takes. */
export const formatNames: readonly string[] = [
  'statuspage',
  ...sourceAdapters.map(({name}) => name),
];

/**
 * Finds the adapter for a document.
 *
 * @param format one of `formatNames`; undefined to detect it.
 * @returns undefined for the Statuspage family, which needs no adapter.
 * @throws {FetchError} if the document is not of the format, or could be of any.
 */
export function detectFormat(
  root: unknown,
  format: string | undefined,
  url: URL,
): Adapter | undefined {
  // Some pages say with an empty list that all is well. The list does not tell its format.
  const isEmpty = Array.isArray(root) && root.length === 0;
  if (format === undefined) {
    if (hasIndicator(root)) return undefined;
    const known = sourceAdapters.find(
      (adapter) => adapter.matches(root) || (isEmpty && adapter.isAt?.(url)),
    );
    if (known || !isEmpty) return known;
    throw new FetchError(
      'unreadable',
      'The answer is an empty list, and nothing tells whose: name its format with --format.',
    );
  }
  if (format === 'statuspage') return undefined;
  const adapter = sourceAdapters.find(({name}) => name === format);
  if (adapter && (isEmpty || adapter.matches(root))) return adapter;
  throw new FetchError('unreadable', `The answer is not of the format ${format}.`);
}

/**
 * Only the Statuspage family has an indicator. Its other fields look like those of other formats.
 */
function hasIndicator(root: unknown): boolean {
  const {status} = (root ?? {}) as {status?: {indicator?: unknown} | null};
  return typeof status?.indicator === 'string';
}
