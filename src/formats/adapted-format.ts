import type {Format} from './format.js';
import {statuspage} from './statuspage/statuspage.js';
import type {Adapter} from './adapter.js';

/**
 * A format that reads documents of the Statuspage family and of these adapters, told apart by what they are. Unless it has
 * a `name` it is nobody else's, and its feed is not shared between tabs.
 */
export function createFormat(adapters: readonly Adapter[], name?: string): Format {
  const of = (event: string): Adapter | undefined =>
    adapters.find(({events}) => events?.has(event));
  return {
    name,
    document(value) {
      const adapter = adapters.find((candidate) => candidate.matches(value));
      return statuspage.document(adapter ? adapter.translate(value, {}) : value);
    },
    events: {has: (event) => statuspage.events.has(event) || of(event) !== undefined},
    event(event, value) {
      const adapter = of(event);
      const translated = adapter
        ? adapter.translateEvent?.(event, value)
        : ([event, value] as const);
      return translated && statuspage.event(...translated);
    },
  };
}
