import {safeDocument} from '../dom/safe-document.js';

/** Ms between creating a region and filling it: content that comes with its region is not read. */
const FILL_DELAY_MS = 250;
/** Ms after which a region is emptied: old news must not be found by browsing. */
const CLEAR_DELAY_MS = 9_000;

type Politeness = 'polite' | 'assertive';

/** Has a screen reader read a text: it stands for a while in a live region that nobody sees. */
export function showInLiveRegion(parent: Element, text: string, politeness: Politeness): void {
  const region = regionIn(parent, politeness);
  setTimeout(() => {
    region.textContent = text;
    setTimeout(() => region.replaceChildren(), CLEAR_DELAY_MS);
  }, FILL_DELAY_MS);
}

/**
 * Finds or creates the region. It stays in the page, and in its light DOM: screen readers miss
 * regions in shadow roots.
 */
function regionIn(parent: Element, politeness: Politeness): Element {
  const name = `outage-${politeness}`;
  const present = [...parent.children].find(({className}) => className === name);
  if (present) return present;
  const region = safeDocument.createElement('div');
  region.className = name;
  region.ariaLive = politeness;
  region.ariaAtomic = 'true';
  // Properties, because a style attribute would need the page's permission (`style-src`). The
  // position is fixed so that a long text does not make the page wider.
  Object.assign(region.style, {position: 'fixed', clipPath: 'inset(50%)', whiteSpace: 'nowrap'});
  parent.append(region);
  return region;
}
