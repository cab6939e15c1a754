import {safeDocument} from '../dom/safe-document.js';
import type {FeedOptions} from '../feed/feed.js';
import {registry} from '../feed/registry.js';
import {readFeedOptions} from './attributes.js';
import type {FeedHost} from './feed-controller.js';

/**
 * The farthest ancestor that is looked at: in a form, a field named `parentNode` leads in circles.
 */
const MAX_DEPTH = 1_000;

/** Finds the `<outage-feed>` that an element names, else the nearest one around it. */
export function findProvider(host: FeedHost): Element | null | undefined {
  return host.for ? findById(host, host.for) : findAround(host);
}

/**
 * Reads the attributes of a provider that comes from a copy of the library with another version of
 * the contract: the attributes are all we share with it. Undefined for our own providers, and for
 * one that is not defined yet.
 */
export function foreignOptions(provider: Element): FeedOptions | undefined {
  if (registry().providers.has(provider) || !provider.matches(':defined')) return undefined;
  return readFeedOptions((name) => provider.getAttribute(name));
}

/** Ids belong to a tree: the element's own tree comes first, then the document. */
function findById(host: Element, id: string): Element | null {
  const selector = `outage-feed[id="${CSS.escape(id)}"]`;
  const root = host.getRootNode();
  const near = root instanceof ShadowRoot ? root.querySelector(selector) : null;
  return near ?? safeDocument.querySelector(selector);
}

/** Walks up the tree as it is rendered, through slots and shadow roots. */
function findAround(host: Element): Element | undefined {
  let node: Node | null | undefined = host;
  for (let depth = 0; depth < MAX_DEPTH && node; depth++) {
    if ((node as Element).localName === 'outage-feed') return node as Element;
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  }
  return undefined;
}
