import type {FeedOptions} from '../feed/feed.js';

/**
 * The options that attributes give.
 * @param read - the value of an attribute by its name; `mirrors` are URLs separated by white space.
 */
export function optionsFrom(
  src: string,
  read: (name: string) => string | null | undefined,
): FeedOptions {
  const given = (name: string): string | undefined => read(name) || undefined;
  return {
    src,
    mirrors: given('mirrors')?.match(/\S+/g) ?? [],
    persist: parsePersist(given('persist')),
    format: given('format'),
    verify: given('verify'),
    keys: given('keys'),
  };
}

/** Nothing is kept where the place is a typing error. */
function parsePersist(value: string | undefined): FeedOptions['persist'] {
  return value === undefined || value === 'session' || value === 'local' ? value : 'none';
}

/** The names in an attribute such as `component="Payments, API"`. */
export function parseNames(attribute: string | null | undefined): readonly string[] {
  return (attribute ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
