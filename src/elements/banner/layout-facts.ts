import {ancestorsOf} from '../../dom/ancestors.js';
import {safeDocument} from '../../dom/safe-document.js';
import type {LayoutFacts} from './layout-decision.js';

/** A part of the window's height from which something is no header, but the page or a backdrop. */
const NO_HEADER = 0.9;

/** Measures a banner that stands in the flow. Only a page with news pays for it. */
export function measureLayout(banner: HTMLElement, title: Element): LayoutFacts {
  const parent = banner.parentElement;
  const {display, flexDirection: direction} = getComputedStyle(parent ?? banner);
  return {
    isInBody: parent === safeDocument.body,
    display,
    direction,
    hasRow: getComputedStyle(banner).gridRowStart !== 'auto',
    isCovered: isCovered(banner, title.getBoundingClientRect()),
    isClipping: isClipping(banner),
    isOverfilling: isOverfilling(banner),
  };
}

/** Looks where the title is, or will be once the page is scrolled back to its top. */
function isCovered(banner: Element, {left, top, width, height}: DOMRect): boolean {
  const y = top + scrollY + height / 2;
  return [left + 4, left + width / 2].some((x) => {
    const hit = safeDocument.elementFromPoint(x, y);
    if (!hit || Node.prototype.contains.call(hit, banner)) return false;
    const cover = positionedAround(hit);
    // Behind a page that is scrolled, only what is fixed stays where it is.
    if (!cover || (scrollY > 0 && getComputedStyle(cover).position !== 'fixed')) return false;
    // A backdrop lies over the page for a while. A page that is one fixed box has nothing else.
    const isWhole = cover.getBoundingClientRect().height >= innerHeight * NO_HEADER;
    return !isWhole || !hasContent(banner);
  });
}

/** Tells whether the body has something in the flow besides the banner. */
function hasContent(banner: Element): boolean {
  return [...safeDocument.body.children].some(
    (child) =>
      child !== banner &&
      child.getBoundingClientRect().height > 0 &&
      !/absolute|fixed/.test(getComputedStyle(child).position),
  );
}

function positionedAround(element: Element): Element | undefined {
  return [element, ...ancestorsOf(element)].find((one) =>
    /absolute|fixed|sticky/.test(getComputedStyle(one).position),
  );
}

function isClipping(banner: Element): boolean {
  return ancestorsOf(banner).some(
    (one) =>
      one.scrollHeight > one.clientHeight + 1 &&
      one !== safeDocument.documentElement &&
      /hidden|clip/.test(getComputedStyle(one).overflowY),
  );
}

/** A page that is made to fit the window overflows it by just the banner, whatever it contains. */
function isOverfilling(banner: Element): boolean {
  const overflow = safeDocument.documentElement.scrollHeight - innerHeight;
  return Math.abs(overflow - banner.getBoundingClientRect().height) <= 1;
}
