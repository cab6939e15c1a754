import type {FeedOptions} from '../feed/feed.js';

/** Describes a feed in markup: on `<outage-feed>`, or on the script tag with `data-` before it. */
export type FeedAttribute = 'src' | 'mirrors' | 'persist' | 'format' | 'verify' | 'keys';

/**
 * Turns attributes into options. An empty attribute counts as a missing one. `mirrors` are URLs,
 * separated by white space.
 * @param read - gives the value of an attribute, if there is one.
 * @returns undefined without `src`.
 */
export function readFeedOptions(
  read: (name: FeedAttribute) => string | null | undefined,
): FeedOptions | undefined {
  const src = read('src');
  if (!src) return undefined;
  return {
    src,
    mirrors: read('mirrors')?.match(/\S+/g) ?? [],
    persist: parsePersist(read('persist') || undefined),
    format: read('format') || undefined,
    verify: read('verify') || undefined,
    keys: read('keys') || undefined,
  };
}

/** Nothing is kept where the place is a typing error. */
function parsePersist(value: string | undefined): FeedOptions['persist'] {
  return value === undefined || value === 'session' || value === 'local' ? value : 'none';
}

/** A name in quotes, up to a comma, or else all up to one. */
const NAME = /\s*"([^"]*)"\s*(?:,|$)|([^,]+)/g;

/**
 * The names in an attribute such as `component="Payments, API"`. A name that has a comma stands in
 * quotes: `component='"Search, EU", API'`.
 */
export function parseNames(attribute: string | null | undefined): readonly string[] {
  const matches = [...(attribute ?? '').matchAll(NAME)];
  return matches.map(([, quoted, plain = '']) => (quoted ?? plain).trim()).filter(Boolean);
}
