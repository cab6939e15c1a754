import type {Snapshot} from 'outage-widgets/core.js';
import {mergeParts, replaceParts} from '../changes/source-parts.js';
import type {SourceParts} from '../changes/source-parts.js';
import type {FeedDocument} from '../document.js';
import type {Feed} from '../feed.js';
import {truncateToBudget} from './truncate-to-budget.js';
import {linkOrNone} from './origin.js';
import type {Confirmations} from './confirmations.js';
import {prefixOf} from './parts-target.js';
import type {RelaySettings} from './relay-options.js';
import type {SourceState} from './source-state.js';
import {toParts} from './to-parts.js';
import type {WebhookMessage} from './webhooks.js';

/**
 * The share of the mebibyte that readers take which all sources together may fill. The rest is for
 * our own incidents.
 */
const maxBytes = 900 * 1024;

/** Publishes to the feed what sources say. */
export interface Publisher {
  /** Translates what a source says into parts of our document. */
  readonly partsOf: (state: SourceState, snapshot: Snapshot, document: FeedDocument) => SourceParts;
  /** Replaces everything that a source said before. */
  readonly publishAll: (
    state: SourceState,
    snapshot: Snapshot,
    confirmedAt: number | undefined,
  ) => Promise<void>;
  /** Publishes one event of a source; its other events stay. */
  readonly publishOne: (
    state: SourceState,
    message: WebhookMessage,
    confirmedAt: number | undefined,
  ) => Promise<void>;
}

export function createPublisher(
  feed: Feed,
  settings: RelaySettings,
  confirmations: Confirmations,
): Publisher {
  const {sources, providers, clock, keepEndedSeconds} = settings;
  const bytesPerSource = maxBytes / (sources.length + providers.length);

  /**
   * Publishes the change if it changes anything. Records in any case up to when the source is
   * confirmed.
   */
  async function publish(
    state: SourceState,
    confirmedAt: number | undefined,
    change: (document: FeedDocument) => FeedDocument,
  ): Promise<void> {
    const {id} = state.source;
    const held = feed.document();
    if (change(held) === held) {
      confirmations.confirm(id, confirmedAt);
    } else {
      await publishChange(id, confirmedAt, change);
    }
    state.isPublished ||= confirmedAt !== undefined;
  }

  async function publishChange(
    id: string,
    confirmedAt: number | undefined,
    change: (document: FeedDocument) => FeedDocument,
  ): Promise<void> {
    const restore = confirmations.checkpoint(id);
    try {
      await feed.publish((document) => {
        confirmations.confirm(id, confirmedAt);
        return {document: confirmations.withTimes(change(document)), select: () => undefined};
      });
    } catch (error) {
      restore();
      throw error;
    }
  }

  const partsOf: Publisher['partsOf'] = (state, snapshot, document) =>
    toSourceParts(state, snapshot, document, settings);

  const times = () => ({now: clock(), keepEndedMs: keepEndedSeconds * 1000});

  return {
    partsOf,
    publishAll: (state, snapshot, confirmedAt) =>
      publish(state, confirmedAt, (document) => {
        const parts = truncateToBudget(
          partsOf(state, snapshot, document),
          document,
          bytesPerSource,
        );
        return replaceParts(document, parts, times());
      }),
    publishOne: (state, {snapshot, hasSummary}, confirmedAt) =>
      publish(state, confirmedAt, (document) => {
        const held = document.ext.sources?.find(({id}) => id === state.source.id);
        const {page: _page, ...parts} = partsOf(state, snapshot, document);
        const summary = held && !hasSummary ? held : {...held, ...parts.summary};
        return mergeParts(document, {...parts, summary}, times());
      }),
  };
}

function toSourceParts(
  state: SourceState,
  snapshot: Snapshot,
  document: FeedDocument,
  settings: RelaySettings,
): SourceParts {
  const {origin, isProvider} = state;
  const {sources, hasName, clock} = settings;
  const prefix = prefixOf(state, settings);
  const now = new Date(clock()).toISOString();
  const parts = toParts(snapshot, {origin, prefix, document, now});
  // Only the incidents of a provider concern our page.
  if (isProvider) return {...parts, components: [], maintenances: []};
  if (hasName || sources.length > 1) return parts;
  const url = linkOrNone(snapshot.page.url);
  return {...parts, page: {name: origin.name, ...(url !== undefined && {url})}};
}
