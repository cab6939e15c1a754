import {isForeign} from '../document.js';
import type {Component, FeedDocument, Incident, Maintenance, Origin, Page} from '../document.js';
import type {Change} from './change.js';

export interface PageSetup {
  /** Name of the product, or the whole page object. Default for a new file: "Status". */
  readonly page?: string | Page;
  /** Components the page has at least, by name or whole. Those missing are added as operational. */
  readonly components?: readonly (string | (Pick<Component, 'name'> & Partial<Component>))[];
  /** Pages this one repeats. A new one is unknown until it has answered; what other ones said is taken out. Default: none. */
  readonly sources?: readonly Pick<Origin, 'id' | 'name'>[];
  /** Ids of pages of which the incidents alone are repeated. Default: none. */
  readonly providers?: readonly string[];
}

/** Brings page and components in line with the settings; takes nothing away but what pages said that are no sources. */
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

/** What a page said that is asked no more would stay for ever, and pass for news. */
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

/** "Card payments" → "card-payments": what people type in a terminal. */
export function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu);
  return words?.join('-') ?? name;
}
