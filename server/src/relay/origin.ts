import type {Snapshot} from 'outage-widgets/core.js';
import type {Origin} from '../document.js';
import {isLink} from '../schema.js';
import type {Source} from './sources.js';

/** Who is repeated, in his own words where the operator has none. */
export function originOf({id, name, isNamed, url}: Source, {page}: Snapshot): Origin {
  const link = linkOrNone(page.url) ?? addressOf(url);
  return {id, name: isNamed ? name : page.name || name, ...(link !== undefined && {url: link})};
}

/**
 * URLs of browsers are more than those of the schema, and one odd link must not cost the whole
 * page.
 */
export function linkOrNone(url: string | undefined): string | undefined {
  return isLink(url) ? url : undefined;
}

/**
 * The source's host, where the page does not say where it is: path and query may hold a key, and
 * lead people to JSON.
 */
function addressOf(url: string): string | undefined {
  return URL.canParse(url) ? linkOrNone(`${new URL(url).origin}/`) : undefined;
}
