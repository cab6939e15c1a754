import type {Snapshot} from 'outage-widgets/core.js';
import {takePart, takeSource} from '../changes/take-source.js';
import type {SourceParts} from '../changes/take-source.js';
import type {FeedDocument, SourceWord} from '../document.js';
import type {Feed} from '../feed.js';
import {openDesk} from './desk.js';
import type {Desk} from './desk.js';
import {isOlder, isReplay} from './edition.js';
import {fit} from './fit.js';
import {isLate, noteEnds} from './late-post.js';
import {linkOrNone, originOf} from './origin.js';
import {pollDelay} from './poll-delay.js';
import type {RelaySettings} from './relay-options.js';
import {toSuggestions} from './suggestions.js';
import type {Suggestion} from './suggestions.js';
import {toParts} from './to-parts.js';
import {describeFound, describeTrouble} from './words.js';
import {visit} from './visit.js';
import type {Reading} from './visit.js';
import {VisitError} from './visit-error.js';
import type {WebhookMessage} from './webhooks.js';

export interface Relay {
  /** Milliseconds since 1970 up to which all sources are known to say what is published. */
  readonly asOf: () => number;
  /** Whether there is nothing to show yet: no source has ever answered, and the publisher says nothing himself. */
  readonly isEmpty: () => boolean;
  readonly suggestions: () => readonly Suggestion[];
  /** Takes what a page posted; undefined if it is none of ours. */
  readonly receive: (message: WebhookMessage) => Promise<void> | undefined;
  /** Ends visits under way, and makes no more. */
  readonly close: () => Promise<void>;
}

/** A proof of life that no reader takes for one; a year that readers understand. */
export const neverMs = Date.UTC(2000, 0, 1);

/** Of the mebibyte that readers take, what all sources together may fill; the rest is for own incidents. */
const maxBytes = 900 * 1024;
/** So many older copies are no slip of a cache: the page has gone back. */
const maxOlderCopies = 3;
/** Milliseconds by which clocks are corrected now and then. */
const clockSlackMs = 60_000;
/** A page posts before its own caches have the news. */
const promptMs = 5000;

/** Any program says {"status": "ok"} of itself, such as a proxy in the place of a page that told more before. */
function requirePage({format}: Desk, reading: Reading): void {
  if (reading.format !== 'health-json' || format === undefined || format === reading.format) return;
  throw new VisitError(
    'unreadable',
    'The answer is a health check, as any program has one, and not the page. If it is the page now, start the relay anew.',
  );
}

/** Begins to visit the sources, and publishes what they say. */
export function startRelay(feed: Feed, settings: RelaySettings): Relay {
  const {sources, providers, publishProviders, random, clock, after, tell} = settings;
  const desks = [
    ...sources.map((source) => openDesk(source, false)),
    ...providers.map((source) => openDesk(source, true)),
  ];
  const ending = new AbortController();
  const turns = new Map<string, Promise<unknown>>();
  const confirmed = new Map<string, number>(
    words().flatMap(({id, generated_at: at}) => (at === undefined ? [] : [[id, Date.parse(at)]])),
  );

  function words(): readonly SourceWord[] {
    return feed.document().ext.sources ?? [];
  }

  /** What was confirmed at a time to come was so by a clock that has been set back since: it would stay green until then. */
  function past(at = neverMs): number {
    return at - clock() > clockSlackMs ? neverMs : at;
  }

  /** One request at a time to each host. */
  function inTurn<Result>(url: string, task: () => Promise<Result>): Promise<Result> {
    const {host} = new URL(url);
    const turn = (turns.get(host) ?? Promise.resolve()).then(task);
    turns.set(
      host,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function poll(desk: Desk): Promise<void> {
    desk.cancel();
    desk.isPrompted = false;
    const delay = await inTurn(desk.source.url, () => visitOnce(desk));
    // A post during the visit has planned the next one.
    if (ending.signal.aborted || desk.isPrompted) return;
    desk.cancel = after(delay, () => void poll(desk));
  }

  /** @returns milliseconds until the next visit. */
  async function visitOnce(desk: Desk): Promise<number> {
    const {memory, failures, source} = desk;
    const reach = {...settings, signal: ending.signal};
    try {
      const reading = await visit(source, {memory, failures, format: settings.format}, reach);
      requirePage(desk, reading);
      const isFirst = desk.newest === undefined;
      await take(desk, reading);
      const {maxAgeSeconds, snapshot, missing} = reading;
      if (isFirst && desk.newest) tell('good', describeFound(desk.origin.name, reading));
      else if (desk.trouble !== undefined && missing === undefined) {
        tell('good', `${desk.origin.name} answers again.`);
      }
      desk.failures = 0;
      const {pollAfterSeconds} = snapshot.edition;
      const open = desk.hasOpenIncident;
      const retryAfterMs = missing?.retryAfterMs;
      const delay = pollDelay(
        {failures: 0, retryAfterMs, pollAfterSeconds, maxAgeSeconds, open},
        random(),
      );
      if (missing) complain(desk, missing, delay);
      else desk.trouble = undefined;
      return delay;
    } catch (error) {
      if (ending.signal.aborted) return 0;
      desk.failures++;
      const retryAfterMs = error instanceof VisitError ? error.retryAfterMs : undefined;
      const open = desk.hasOpenIncident;
      const delay = pollDelay({failures: desk.failures, retryAfterMs, open}, random());
      complain(desk, error, delay);
      return delay;
    }
  }

  function complain(desk: Desk, error: unknown, delay: number): void {
    const {kind, sentence} = describeTrouble(error);
    if (kind !== desk.trouble) {
      tell('bad', `${desk.origin.name}: ${sentence} Next try in ${Math.round(delay / 1000)} s.`);
    }
    desk.trouble = kind;
  }

  async function take(desk: Desk, reading: Reading): Promise<void> {
    const {snapshot, confirmedAt} = reading;
    // After a restart all that is known of the newest is up to when it was true.
    const isCopy = desk.newest
      ? isOlder(snapshot, desk.newest)
      : (snapshot.edition.generatedAt ?? Infinity) < past(confirmed.get(desk.source.id));
    desk.olderCopies = isCopy ? desk.olderCopies + 1 : 0;
    if (isCopy && desk.olderCopies < maxOlderCopies) return;
    if (desk.newest && isReplay(snapshot, desk.newest)) {
      throw new VisitError(
        'old-copy',
        'The answer is an older copy than what is held, by its rev, again and again. A page that went back on purpose needs another epoch.',
      );
    }
    desk.pageId = (reading.root as {page?: {id?: unknown}} | null)?.page?.id;
    desk.origin = originOf(desk.source, snapshot);
    desk.hasOpenIncident = snapshot.incidents.some(
      ({phase}) => phase !== 'resolved' && phase !== 'completed',
    );
    if (desk.isProvider && !publishProviders) {
      desk.offered = partsOf(desk, snapshot, feed.document()).incidents;
    } else {
      const room = maxBytes / desks.length;
      await publish(desk, confirmedAt, (document) =>
        takeSource(document, fit(partsOf(desk, snapshot, document), document, room), times()),
      );
    }
    desk.newest = snapshot;
    desk.format = reading.format;
  }

  /** Publishes if anything differs, and in any case notes up to when it is true. */
  async function publish(
    desk: Desk,
    confirmedAt: number | undefined,
    change: (document: FeedDocument) => FeedDocument,
  ): Promise<void> {
    const {id} = desk.source;
    const before = confirmed.get(id);
    const confirm = (): void => {
      if (confirmedAt !== undefined) confirmed.set(id, Math.max(confirmedAt, past(before)));
    };
    const held = feed.document();
    if (change(held) === held) {
      confirm();
      return;
    }
    try {
      await feed.publish((document) => {
        confirm();
        return {document: withTimes(change(document)), select: () => undefined};
      });
    } catch (error) {
      if (before === undefined) confirmed.delete(id);
      else confirmed.set(id, before);
      throw error;
    }
  }

  function withTimes(document: FeedDocument): FeedDocument {
    const {sources: held, ...ext} = document.ext;
    if (held === undefined) return document;
    const timed = held.map((word) => {
      const at = confirmed.get(word.id);
      return at === undefined ? word : {...word, generated_at: new Date(at).toISOString()};
    });
    return {...document, ext: {...ext, sources: timed}};
  }

  function partsOf({origin, isProvider}: Desk, snapshot: Snapshot, document: FeedDocument) {
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
    return {now: clock(), keepEndedMs: settings.keepEndedSeconds * 1000};
  }

  function receive(message: WebhookMessage): Promise<void> | undefined {
    const pages = desks.filter(({isProvider}) => !isProvider);
    const [only, ...others] = pages;
    const desk =
      pages.find(({pageId}) => pageId !== undefined && pageId === message.pageId) ??
      (others.length === 0 && only?.pageId === undefined ? only : undefined);
    return desk && takeMessage(desk, message);
  }

  async function takeMessage(desk: Desk, message: WebhookMessage): Promise<void> {
    const {snapshot, hasSummary} = message;
    if (isLate(snapshot, desk.ends)) return;
    noteEnds(snapshot, desk.ends);
    const isOnlyVoice = desk.source.url === '';
    await publish(desk, isOnlyVoice ? clock() : undefined, (document) => {
      const word = document.ext.sources?.find(({id}) => id === desk.source.id);
      const {page: _page, ...parts}: SourceParts = partsOf(desk, snapshot, document);
      const told = word === undefined || hasSummary ? {...word, ...parts.word} : word;
      return takePart(document, {...parts, word: told}, times());
    });
    if (!isOnlyVoice) prompt(desk);
  }

  /** The message told of one thing; the document tells of all. A page in trouble is left alone. */
  function prompt(desk: Desk): void {
    if (desk.isPrompted || desk.failures > 0 || ending.signal.aborted) return;
    desk.isPrompted = true;
    desk.cancel();
    desk.cancel = after(promptMs * (1 + random()), () => void poll(desk));
  }

  for (const desk of desks) if (desk.source.url !== '') void poll(desk);

  return {
    asOf() {
      const said = words();
      const known = said.flatMap(({id}) => (confirmed.has(id) ? past(confirmed.get(id)) : []));
      // A page that has never answered makes the summary unknown; of a provider no word stands there.
      const ofProviders = publishProviders ? providers.map(({id}) => past(confirmed.get(id))) : [];
      const all = [
        ...known,
        ...ofProviders,
        ...(said.length > 0 && known.length === 0 ? [neverMs] : []),
      ];
      // Where nobody is repeated the publisher speaks for himself.
      return all.length === 0 ? clock() : Math.min(...all);
    },
    isEmpty() {
      const {incidents, scheduled_maintenances: maintenances} = feed.document();
      const hasNews = incidents.length + maintenances.length > 0;
      return words().length > 0 && !hasNews && !words().some(({id}) => confirmed.has(id));
    },
    suggestions: () =>
      desks.flatMap(({offered, origin}) => toSuggestions(offered, origin, feed.document())),
    receive,
    async close() {
      ending.abort();
      for (const desk of desks) desk.cancel();
      await Promise.all(turns.values());
    },
  };
}
