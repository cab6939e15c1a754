import type {FeedOptions} from '../feed/feed.js';

type Attribute = string | null | undefined;

/** Describes a feed in markup: on `<outage-feed>`, or on the script tag with `data-` before it. */
export interface FeedAttributes {
  readonly src: string;
  /** URLs, separated by white space. */
  readonly mirrors: Attribute;
  readonly persist: Attribute;
  readonly format: Attribute;
  readonly verify: Attribute;
  readonly keys: Attribute;
}

/** Turns attributes into options. An empty attribute counts as a missing one. */
export function feedOptionsFrom(attributes: FeedAttributes): FeedOptions {
  const {src, mirrors, persist, format, verify, keys} = attributes;
  return {
    src,
    mirrors: mirrors?.match(/\S+/g) ?? [],
    persist: parsePersist(persist || undefined),
    format: format || undefined,
    verify: verify || undefined,
    keys: keys || undefined,
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
