import type {Feed} from '../feed.js';
import {startPolling} from './polling.js';
import type {Polling} from './polling.js';
import {createConfirmations} from './confirmations.js';
import type {Confirmations} from './confirmations.js';
import {createPublisher} from './publisher.js';
import {createAcceptReading} from './readings.js';
import {createReceiveWebhook} from './receive-webhook.js';
import type {ReceiveWebhook} from './receive-webhook.js';
import type {RelaySettings} from './relay-options.js';
import {createSourceState} from './source-state.js';
import {toSuggestions} from './suggestions.js';
import type {Suggestion} from './suggestions.js';

export interface Relay {
  /** Up to when all sources are confirmed, in milliseconds since 1970. */
  readonly asOf: Confirmations['asOf'];
  /**
   * Whether there is nothing to show yet: no source has ever answered, and the publisher has
   * published nothing himself.
   */
  readonly isEmpty: () => boolean;
  readonly suggestions: () => readonly Suggestion[];
  readonly receive: ReceiveWebhook;
  readonly close: Polling['close'];
}

/** Starts to poll the sources and to publish what they say. */
export function startRelay(feed: Feed, settings: RelaySettings): Relay {
  const {sources, providers, publishProviders, clock} = settings;
  const published = publishProviders ? providers.map(({id}) => id) : [];
  const confirmations = createConfirmations(feed, published, clock);
  // A post may have caused the last change before a restart.
  const heldSince = (id: string): number | undefined =>
    confirmations.isConfirmed(id) ? Date.parse(feed.document().page.updated_at ?? '') : undefined;
  const pages = sources.map((source) => createSourceState(source, false, heldSince(source.id)));
  const states = [
    ...pages,
    ...providers.map((source) => createSourceState(source, true, undefined)),
  ];
  const publisher = createPublisher(feed, settings, confirmations);
  const accept = createAcceptReading(feed, settings, confirmations, publisher);
  const polling = startPolling(states, settings, accept);
  return {
    asOf: confirmations.asOf,
    isEmpty() {
      const {incidents, scheduled_maintenances: maintenances} = feed.document();
      const hasNews = incidents.length + maintenances.length > 0;
      return pages.length > 0 && !hasNews && !pages.some(({isPublished}) => isPublished);
    },
    suggestions: () =>
      states.flatMap(({suggested, origin}) => toSuggestions(suggested, origin, feed.document())),
    receive: createReceiveWebhook(pages, publisher, polling, clock),
    close: polling.close,
  };
}
