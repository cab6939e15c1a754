import type {Adapter} from './adapter.js';
import type {Format} from './format.js';

/** A format of the Statuspage family that also reads what these adapters translate. */
export function withAdapters(
  statuspage: Format,
  adapters: readonly Adapter[],
  name: string | undefined,
): Format {
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
