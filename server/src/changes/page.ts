import {isForeign} from '../document.js';
import type {Component, FeedDocument, Incident, Maintenance, Origin, Page} from '../document.js';
import type {Change} from './change.js';

export interface PageSetup {
  /** Name of the product, or the whole page object. Default for a new file: "Status". */
  readonly page?: string | Page;
  /** Components of the page, by name or whole. Missing ones are added as operational. */
  readonly components?: readonly (string | (Pick<Component, 'name'> & Partial<Component>))[];
  /**
   * The pages that this page repeats. A new one is `unknown` until it has answered. The objects of
   * pages that are not listed here are taken out. Default: none.
   */
  readonly sources?: readonly Pick<Origin, 'id' | 'name'>[];
  /** Ids of pages of which only the incidents are repeated. Default: none. */
  readonly providers?: readonly string[];
}

/**
 * Brings the page and its components in line with the settings. It takes away only the objects of
 * pages that are no longer sources.
 */
export function setUpPage(setup: PageSetup): Change<void> {
  const {page, components = []} = setup;
  return (held) => {
    const document = setUpSources(held, setup);
    const known = new Set(document.components.map(({id}) => id));
    const added = components.map(toComponent).filter(({id}) => !known.has(id));
    const changed: FeedDocument = {
      ...document,
      page: {...document.page, ...(page !== undefined && toPage(page, document.page))},
      components: [...document.components, ...added],
    };
    return {document: changed, select: () => undefined};
  };
}

/**
 * Takes out the objects of pages that are no longer asked: nothing would ever change them, and
 * readers would take them for news.
 */
function setUpSources(
  document: FeedDocument,
  {sources = [], providers = []}: PageSetup,
): FeedDocument {
  const {sources: words = [], ...ext} = document.ext;
  const known = new Set([...sources.map(({id}) => id), ...providers]);
  const stays = (item: Component | Incident | Maintenance): boolean =>
    !isForeign(item) || known.has(item.ext?.origin?.id ?? '');
  const next = sources.map(
    ({id, name}) => words.find((word) => word.id === id) ?? {id, name, level: 'unknown' as const},
  );
  return {
    ...document,
    components: document.components.filter(stays),
    incidents: document.incidents.filter(stays),
    scheduled_maintenances: document.scheduled_maintenances.filter(stays),
    ext: {...ext, ...(next.length > 0 && {sources: next})},
  };
}

function toPage(page: string | Page, held: Page): Page {
  const {name, ...rest} = typeof page === 'string' ? {name: page} : page;
  return {id: held.id ?? slug(name), name, ...rest};
}

function toComponent(component: NonNullable<PageSetup['components']>[number]): Component {
  const {name, ...rest} = typeof component === 'string' ? {name: component} : component;
  return {id: slug(name), name, status: 'operational', ...rest};
}

/** "Card payments" becomes "card-payments", an id that people can type in a terminal. */
export function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu);
  return words?.join('-') ?? name;
}
