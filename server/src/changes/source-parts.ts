import {isDeepStrictEqual} from 'node:util';
import {isForeign, isOver} from '../document.js';
import type {
  Component,
  FeedDocument,
  Incident,
  Maintenance,
  Page,
  SourceWord,
} from '../document.js';
import {endedLongAgo} from './expire.js';
import {settleForeign} from './finish.js';

/** All that a page says, as parts of our document. */
export interface SourceParts {
  /** Its own summary of itself. */
  readonly summary: SourceWord;
  readonly components: readonly Component[];
  readonly incidents: readonly Incident[];
  readonly maintenances: readonly Maintenance[];
  /** What our page is called, where it is theirs. */
  readonly page?: Pick<Page, 'name' | 'url'>;
}

/** When things are and how long they stay. */
export interface PartsContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long a finished event stays, in milliseconds. */
  readonly keepEndedMs: number;
}

/**
 * Puts what a page says in the place of what it said before. Nothing of anybody else's is touched, what is said again
 * stays the very same, and its order is no news: pages shuffle.
 *
 * @returns the document itself if nothing differs.
 */
export function replaceParts(
  document: FeedDocument,
  parts: SourceParts,
  {now, keepEndedMs}: PartsContext,
): FeedDocument {
  const {id} = parts.summary;
  // They would leave the document at once, only to come back with every visit.
  const isNews = (event: Incident | Maintenance): boolean => !endedLongAgo(event, now, keepEndedMs);
  const {sources, ...ext} = document.ext;
  const taken: FeedDocument = {
    ...document,
    page: {...document.page, ...parts.page},
    components: inOrder(replace(document.components, parts.components, id)),
    incidents: newFirst(replace(document.incidents, parts.incidents.filter(isNews), id)),
    scheduled_maintenances: inOrder(
      replace(document.scheduled_maintenances, parts.maintenances.filter(isNews), id),
    ),
    ext: {
      ...ext,
      ...(sources && {sources: sources.map((held) => (held.id === id ? parts.summary : held))}),
    },
  };
  const settled = {...taken, components: settleForeign(taken)};
  return isDeepStrictEqual(timeless(settled), timeless(document)) ? document : settled;
}

/**
 * One thing that a page says, in the place of what it said of that before; what else it said stays.
 *
 * @returns the document itself if nothing differs, or if the thing held is newer.
 */
export function mergeParts(
  document: FeedDocument,
  parts: SourceParts,
  context: PartsContext,
): FeedDocument {
  const merge = <Item extends Component | Incident | Maintenance>(
    held: readonly Item[],
    told: readonly Item[],
  ): readonly Item[] => {
    const theirs = held.filter((item) => isOf(item, parts.summary.id));
    const newer = told.filter(
      (item) =>
        !isNewer(
          theirs.find(({id}) => id === item.id),
          item,
        ),
    );
    return [...newer, ...theirs.filter(({id}) => !newer.some((item) => item.id === id))];
  };
  const whole: SourceParts = {
    ...parts,
    components: merge(document.components, parts.components),
    incidents: merge(document.incidents, parts.incidents),
    maintenances: merge(document.scheduled_maintenances, parts.maintenances),
  };
  return replaceParts(document, whole, context);
}

function isNewer(
  held: Component | Incident | Maintenance | undefined,
  told: Component | Incident | Maintenance,
): boolean {
  const at = (item: object | undefined): number =>
    Date.parse((item as {updated_at?: string} | undefined)?.updated_at ?? '');
  return at(held) > at(told);
}

interface Replaced<Item> {
  readonly kept: readonly Item[];
  readonly added: readonly Item[];
}

function inOrder<Item>({kept, added}: Replaced<Item>): readonly Item[] {
  return [...kept, ...added];
}

function newFirst<Item>({kept, added}: Replaced<Item>): readonly Item[] {
  return [...added, ...kept];
}

function replace<Item extends Component | Incident | Maintenance>(
  held: readonly Item[],
  told: readonly Item[],
  sourceId: string,
): Replaced<Item> {
  const news = new Map(told.map((item) => [item.id, item]));
  const kept = held.flatMap((item) => {
    if (!isOf(item, sourceId)) return [item];
    const next = news.get(item.id);
    news.delete(item.id);
    if (next !== undefined) return [unchanged(item, next)];
    // Its end is told for a while, as of our own; the page may drop it at once.
    return 'incident_updates' in item && isOver(item) ? [item] : [];
  });
  return {kept, added: [...news.values()]};
}

/** The held one if nothing but our own count of its changes differs. */
function unchanged<Item extends Component | Incident | Maintenance>(held: Item, next: Item): Item {
  const revision = held.ext?.['revision'];
  const counted = revision === undefined ? next : {...next, ext: {...next.ext, revision}};
  return isDeepStrictEqual(held, counted) ? held : counted;
}

function isOf(item: Component | Incident | Maintenance, sourceId: string): boolean {
  return isForeign(item) && item.ext?.origin?.id === sourceId;
}

/** That time goes by is no news. */
function timeless(document: FeedDocument): FeedDocument {
  const {sources, ...ext} = document.ext;
  const summaries = sources?.map(({generated_at: _at, ...summary}) => summary);
  return {...document, ext: {...ext, ...(summaries && {sources: summaries})}};
}
