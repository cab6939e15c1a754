import {safeDocument} from '../dom/safe-document.js';

/** A link as the first thing in the body, before the banner or behind it, skips to the content. */
const SKIP_LINK =
  'body>a[href^="#"]:first-child,body>outage-banner:first-child+a[href^="#"]:nth-child(2)';

/**
 * Puts the banner first into the body. A skip link stays the first thing that the Tab key reaches,
 * also one that the parser reads after the banner has come.
 * @returns the banner, or null while there is no body.
 */
export function placeInBody(banner: Element): Element | null {
  const body = safeDocument.querySelector('body');
  const skipLink = safeDocument.querySelector(SKIP_LINK);
  if (skipLink) {
    if (skipLink.nextElementSibling !== banner) skipLink.after(banner);
  } else if (!banner.isConnected) body?.prepend(banner);
  return body && banner;
}

/**
 * Puts the banner first into the element that a selector finds.
 * @returns the banner, or null while there is no such element.
 * @throws {SyntaxError} if it is no selector.
 */
export function placeInto(banner: Element, selector: string): Element | null {
  if (banner.isConnected) return banner;
  const target = safeDocument.querySelector(selector);
  target?.prepend(banner);
  return target && banner;
}
