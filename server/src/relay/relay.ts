import type {Feed} from '../feed.js';
import {startPolling} from './polling.js';
import type {Polling} from './polling.js';
import {createProofs} from './proofs.js';
import type {Proofs} from './proofs.js';
import {createPublisher} from './publisher.js';
import {createAcceptReading} from './readings.js';
import {createReceiveWebhook} from './receive-webhook.js';
import type {ReceiveWebhook} from './receive-webhook.js';
import type {RelaySettings} from './relay-options.js';
import {createSourceState} from './source-state.js';
import {toSuggestions} from './suggestions.js';
import type {Suggestion} from './suggestions.js';

export interface Relay {
  /** Milliseconds since 1970 up to which all sources are known to say what is published. */
  readonly asOf: Proofs['asOf'];
  /**
   * Whether there is nothing to show yet: no source has ever answered, and the publisher says
   * nothing himself.
   */
  readonly isEmpty: () => boolean;
  readonly suggestions: () => readonly Suggestion[];
  readonly receive: ReceiveWebhook;
  readonly close: Polling['close'];
}

/** Begins to visit the sources, and publishes what they say. */
export function startRelay(feed: Feed, settings: RelaySettings): Relay {
  const {sources, providers, publishProviders, clock} = settings;
  const pages = sources.map((source) => createSourceState(source, false));
  const states = [...pages, ...providers.map((source) => createSourceState(source, true))];
  const published = publishProviders ? providers.map(({id}) => id) : [];
  const proofs = createProofs(feed, published, clock);
  const publisher = createPublisher(feed, settings, proofs);
  const accept = createAcceptReading(feed, settings, proofs, publisher);
  const polling = startPolling(states, settings, accept);
  return {
    asOf: proofs.asOf,
    isEmpty() {
      const {incidents, scheduled_maintenances: maintenances, ext} = feed.document();
      const hasNews = incidents.length + maintenances.length > 0;
      const {sources: summaries = []} = ext;
      return summaries.length > 0 && !hasNews && !summaries.some(({id}) => proofs.isConfirmed(id));
    },
    suggestions: () =>
      states.flatMap(({suggested, origin}) => toSuggestions(suggested, origin, feed.document())),
    receive: createReceiveWebhook(pages, publisher, polling, clock),
    close: polling.close,
  };
}
