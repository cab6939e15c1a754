import type {Format} from './format.js';
import {statuspage} from './statuspage/statuspage.js';
import type {Adapter} from './adapter.js';

/**
 * A format that reads documents of the Statuspage family and of these adapters. A document's own
 * shape tells which of them it is.
 * @param adapters - they are tried in this order.
 * @param name - tabs and pages share a feed by it. A feed whose format has no name is not shared.
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
