import type {Feed} from '../feed/feed.js';
import {safeDocument} from '../dom/safe-document.js';
import type {FeedHost} from './feed-controller.js';

/** An `<outage-feed>`, of this copy of the library or of another. */
export type FeedProvider = Element & {readonly feed?: Feed | undefined};

/**
 * The farthest ancestor that is looked at: in a form, a field named `parentNode` leads in circles.
 */
const MAX_DEPTH = 1_000;

/** Finds the `<outage-feed>` that an element names, else the nearest one around it. */
export function findProvider(host: FeedHost): FeedProvider | null | undefined {
  return host.for ? findById(host, host.for) : findAround(host);
}

/** Ids belong to a tree: the element's own tree comes first, then the document. */
function findById(host: Element, id: string): FeedProvider | null {
  const selector = `outage-feed[id="${CSS.escape(id)}"]`;
  const root = host.getRootNode();
  const near = root instanceof ShadowRoot ? root.querySelector(selector) : null;
  return near ?? safeDocument.querySelector(selector);
}

/** Walks up the tree as it is rendered, through slots and shadow roots. */
function findAround(host: Element): FeedProvider | undefined {
  let node: Node | null | undefined = host;
  for (let depth = 0; depth < MAX_DEPTH && node; depth++) {
    if ((node as Element).localName === 'outage-feed') return node as FeedProvider;
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  }
  return undefined;
}
