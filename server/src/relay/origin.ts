import type {Snapshot} from 'outage-widgets/core.js';
import type {Origin} from '../document.js';
import {isLink} from '../schema.js';
import type {Source} from './sources.js';

/** Names the page that is repeated: as the operator calls it, or else as it calls itself. */
export function originOf({id, name, isNamed, url}: Source, {page}: Snapshot): Origin {
  const link = linkOrNone(page.url) ?? addressOf(url);
  return {id, name: isNamed ? name : page.name || name, ...(link !== undefined && {url: link})};
}

/**
 * Returns a link that the schema accepts. Browsers accept more URLs, and one odd link must not make
 * the whole document invalid.
 */
export function linkOrNone(url: string | undefined): string | undefined {
  return isLink(url) ? url : undefined;
}

/**
 * The host of the source, for a page without a link. The path and query are left out: they may hold
 * a key, and lead people to JSON.
 */
function addressOf(url: string): string | undefined {
  return URL.canParse(url) ? linkOrNone(`${new URL(url).origin}/`) : undefined;
}
