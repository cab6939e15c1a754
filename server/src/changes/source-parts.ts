import {isDeepStrictEqual} from 'node:util';
import {isOver} from 'outage-widgets/protocol.js';
import {isFrom} from '../document.js';
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
import {takeBack} from './take-back.js';

/** Everything that another page says, as parts of our document. */
export interface SourceParts {
  /** The summary that the page makes of itself. */
  readonly summary: SourceWord;
  readonly components: readonly Component[];
  readonly incidents: readonly Incident[];
  readonly maintenances: readonly Maintenance[];
  /** Keys of the events that the page took back, with our ids, such as `incident 4711`. */
  readonly withdrawn: readonly string[];
  /** Name and link for our page, where the operator has named neither. */
  readonly page?: Pick<Page, 'name' | 'url'>;
}

export interface PartsContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long a finished event stays, in milliseconds. */
  readonly keepEndedMs: number;
}

/**
 * Replaces everything that a page said before by what it says now. The objects of others stay
 * untouched, and so do objects that have not changed. A different order is not a change, because
 * pages list their objects in any order.
 *
 * @returns the document itself if nothing differs.
 */
export function replaceParts(
  published: FeedDocument,
  parts: SourceParts,
  {now, keepEndedMs}: PartsContext,
): FeedDocument {
  const {id} = parts.summary;
  const document = takeBack(published, parts, now);
  const {incidents: open, scheduled_maintenances: planned} = document;
  const isOpenHere = ({id: held}: Incident | Maintenance): boolean =>
    [...open, ...planned].some((event) => event.id === held && !isOver(event.status));
  // An event that ended long ago would expire at once and come back with every fetch. But an end
  // that we learn of late is news to our readers.
  const isNews = (event: Incident | Maintenance): boolean =>
    isOpenHere(event) || !endedLongAgo(event, now, keepEndedMs);
  const {sources, ...ext} = document.ext;
  const taken: FeedDocument = {
    ...document,
    page: {...document.page, ...parts.page},
    components: inOrder(replaceItems(document.components, parts.components, id)),
    incidents: newFirst(replaceItems(document.incidents, parts.incidents.filter(isNews), id)),
    scheduled_maintenances: inOrder(
      replaceItems(document.scheduled_maintenances, parts.maintenances.filter(isNews), id),
    ),
    ext: {
      ...ext,
      ...(sources && {sources: sources.map((held) => (held.id === id ? parts.summary : held))}),
    },
  };
  const settled = {...taken, components: settleForeign(taken)};
  return isDeepStrictEqual(withoutTimes(settled), withoutTimes(document)) ? document : settled;
}

/**
 * Merges single objects of a page into what it said before; its other objects stay.
 *
 * @returns the document itself if nothing differs, or if the objects held are newer.
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
    const theirs = held.filter((item) => isFrom(item, parts.summary.id));
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

function replaceItems<Item extends Component | Incident | Maintenance>(
  held: readonly Item[],
  told: readonly Item[],
  sourceId: string,
): Replaced<Item> {
  const news = new Map(told.map((item) => [item.id, item]));
  const kept = held.flatMap((item) => {
    if (!isFrom(item, sourceId)) return [item];
    const next = news.get(item.id);
    news.delete(item.id);
    if (next !== undefined) return [keepIfUnchanged(item, next)];
    // We keep the end for a while, as with our own events, even if the page drops it at once.
    return 'incident_updates' in item && isOver(item.status) ? [item] : [];
  });
  return {kept, added: [...news.values()]};
}

/** Returns the held object if only our count of its changes differs. */
function keepIfUnchanged<Item extends Component | Incident | Maintenance>(
  held: Item,
  next: Item,
): Item {
  const revision = held.ext?.['revision'];
  const counted = revision === undefined ? next : {...next, ext: {...next.ext, revision}};
  return isDeepStrictEqual(held, counted) ? held : counted;
}

/** Drops the times of the sources: the passing of time is not a change. */
function withoutTimes(document: FeedDocument): FeedDocument {
  const {sources, ...ext} = document.ext;
  const summaries = sources?.map(({generated_at: _at, ...summary}) => summary);
  return {...document, ext: {...ext, ...(summaries && {sources: summaries})}};
}
