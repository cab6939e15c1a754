import type {Format} from '../sources/source.js';
import {statuspage} from '../sources/statuspage.js';
import type {Dialect} from './dialect.js';

/**
 * A format that reads documents of the Statuspage family and of these dialects, told apart by what they are. Unless it has
 * a `name` it is nobody else's, and its feed is not shared between tabs.
 */
export function formatOf(dialects: readonly Dialect[], name?: string): Format {
  const of = (event: string): Dialect | undefined =>
    dialects.find(({events}) => events?.has(event));
  return {
    name,
    document(value) {
      const dialect = dialects.find((candidate) => candidate.matches(value));
      return statuspage.document(dialect ? dialect.translate(value, {}) : value);
    },
    events: {has: (event) => statuspage.events.has(event) || of(event) !== undefined},
    event(event, value) {
      const dialect = of(event);
      const translated = dialect
        ? dialect.translateEvent?.(event, value)
        : ([event, value] as const);
      return translated && statuspage.event(...translated);
    },
  };
}
