import type {Component, FeedDocument, Page} from '../document.js';
import type {Change} from './change.js';

export interface PageSetup {
  /** Name of the product, or the whole page object. Default for a new file: "Status". */
  readonly page?: string | Page;
  /** Components the page has at least, by name or whole. Those missing are added as operational. */
  readonly components?: readonly (string | (Pick<Component, 'name'> & Partial<Component>))[];
}

/** Brings page and components in line with the settings; takes nothing away. */
export function setUpPage({page, components = []}: PageSetup): Change<void> {
  return (document) => {
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

function toPage(page: string | Page, held: Page): Page {
  const {name, ...rest} = typeof page === 'string' ? {name: page} : page;
  return {id: held.id ?? slug(name), name, ...rest};
}

function toComponent(component: NonNullable<PageSetup['components']>[number]): Component {
  const {name, ...rest} = typeof component === 'string' ? {name: component} : component;
  return {id: slug(name), name, status: 'operational', ...rest};
}

/** "Card payments" → "card-payments": what people type in a terminal. */
function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu);
  return words?.join('-') ?? name;
}
