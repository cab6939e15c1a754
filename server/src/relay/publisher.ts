import type {Snapshot} from 'outage-widgets/core.js';
import {mergeParts, replaceParts} from '../changes/source-parts.js';
import type {SourceParts} from '../changes/source-parts.js';
import type {FeedDocument} from '../document.js';
import type {Feed} from '../feed.js';
import {fit} from './fit.js';
import {linkOrNone} from './origin.js';
import type {Proofs} from './proofs.js';
import type {RelaySettings} from './relay-options.js';
import type {SourceState} from './source-state.js';
import {toParts} from './to-parts.js';
import type {WebhookMessage} from './webhooks.js';

/**
 * Of the mebibyte that readers take, what all sources together may fill; the rest is for own
 * incidents.
 */
const maxBytes = 900 * 1024;

/** Puts what sources say into the feed. */
export interface Publisher {
  /** What a source says, as parts of our document. */
  readonly partsOf: (state: SourceState, snapshot: Snapshot, document: FeedDocument) => SourceParts;
  /** All that a source says, in the place of what it said before. */
  readonly publishAll: (
    state: SourceState,
    snapshot: Snapshot,
    confirmedAt: number | undefined,
  ) => Promise<void>;
  /** One thing that it says; the rest stays. */
  readonly publishOne: (
    state: SourceState,
    message: WebhookMessage,
    confirmedAt: number | undefined,
  ) => Promise<void>;
}

export function createPublisher(feed: Feed, settings: RelaySettings, proofs: Proofs): Publisher {
  const {sources, providers, clock, keepEndedSeconds} = settings;
  const room = maxBytes / (sources.length + providers.length);

  /** Publishes if anything differs, and in any case notes up to when it is true. */
  async function publish(
    {source: {id}}: SourceState,
    confirmedAt: number | undefined,
    change: (document: FeedDocument) => FeedDocument,
  ): Promise<void> {
    const held = feed.document();
    if (change(held) === held) {
      proofs.confirm(id, confirmedAt);
      return;
    }
    const restore = proofs.checkpoint(id);
    try {
      await feed.publish((document) => {
        proofs.confirm(id, confirmedAt);
        return {document: proofs.withTimes(change(document)), select: () => undefined};
      });
    } catch (error) {
      restore();
      throw error;
    }
  }

  function partsOf(
    {origin, isProvider}: SourceState,
    snapshot: Snapshot,
    document: FeedDocument,
  ): SourceParts {
    const prefix = isProvider || sources.length > 1 ? `${origin.id}:` : '';
    const now = new Date(clock()).toISOString();
    const parts = toParts(snapshot, {origin, prefix, document, now});
    // Of a provider only the incidents concern our page.
    if (isProvider) return {...parts, components: [], maintenances: []};
    if (settings.hasName || sources.length > 1) return parts;
    const url = linkOrNone(snapshot.page.url);
    return {...parts, page: {name: origin.name, ...(url !== undefined && {url})}};
  }

  function times() {
    return {now: clock(), keepEndedMs: keepEndedSeconds * 1000};
  }

  return {
    partsOf,
    publishAll: (state, snapshot, confirmedAt) =>
      publish(state, confirmedAt, (document) =>
        replaceParts(document, fit(partsOf(state, snapshot, document), document, room), times()),
      ),
    publishOne: (state, {snapshot, hasSummary}, confirmedAt) =>
      publish(state, confirmedAt, (document) => {
        const held = document.ext.sources?.find(({id}) => id === state.source.id);
        const {page: _page, ...parts} = partsOf(state, snapshot, document);
        const summary = held && !hasSummary ? held : {...held, ...parts.summary};
        return mergeParts(document, {...parts, summary}, times());
      }),
  };
}
