import {safeDocument} from '../../dom/safe-document.js';
import {focusedBox, lookUnder, overlaps} from './overlay-ground.js';
import {AIR, chooseSpot} from './overlay-spot.js';
import type {Spot} from './overlay-spot.js';

/** The corners, the best one first. */
const CORNERS = [
  {block: 'end', inline: 'end'},
  {block: 'end', inline: 'start'},
  {block: 'start', inline: 'end'},
  {block: 'start', inline: 'start'},
] as const;

/** The properties of the banner that say where it lies. */
const SIDES = [
  '--_block-start',
  '--_block-end',
  '--_inline-start',
  '--_inline-end',
  '--_before',
] as const;

/** The properties of the root element that keep the end of the page, and the focus, in sight. */
const ROOM = ['scroll-padding-block-end', 'padding-block-end'] as const;

/**
 * Lays a banner over the edge of the window, where it covers as little as it can. A document that
 * scrolls has it at the lower edge: room at the end of the page keeps its last line in sight.
 */
export function placeOverlay(banner: HTMLElement): void {
  banner.setAttribute('placed', 'overlay');
  const {style, scrollHeight} = safeDocument.documentElement;
  const canScroll = style.getPropertyValue(ROOM[0]) !== '' || scrollHeight > innerHeight + 1;
  // The banner must not be what is found under it.
  banner.style.setProperty('--_hits', 'none');
  const corners = CORNERS.slice(0, canScroll ? 2 : 4).map((corner) => {
    moveTo(banner, {...corner, offset: 0});
    return {...corner, box: banner.getBoundingClientRect()};
  });
  const spot = chooseSpot(corners, innerHeight, (box) => lookUnder(box, banner));
  banner.style.removeProperty('--_hits');
  moveTo(banner, spot);
  if (isAstray(banner)) raise(banner);
}

/** Undoes all that `placeOverlay` has done. */
export function removeOverlay(banner: HTMLElement): void {
  banner.removeAttribute('popover');
  banner.removeAttribute('placed');
  for (const name of SIDES) banner.style.removeProperty(name);
  for (const name of ROOM) safeDocument.documentElement.style.removeProperty(name);
}

/** Tells whether it lies over the element that has the focus. */
export function coversFocus(banner: HTMLElement): boolean {
  const focused = focusedBox(banner);
  return focused !== undefined && overlaps(focused, banner.getBoundingClientRect());
}

function moveTo({style}: HTMLElement, {block, inline, offset}: Spot): void {
  const edge = block === 'end' ? 'bottom' : 'top';
  const far = `calc(max(12px, env(safe-area-inset-${edge})) + ${offset}px)`;
  const side = 'max(12px, env(safe-area-inset-left), env(safe-area-inset-right))';
  style.setProperty('--_block-start', block === 'start' ? far : 'auto');
  style.setProperty('--_block-end', block === 'end' ? far : 'auto');
  style.setProperty('--_inline-start', inline === 'start' ? side : 'auto');
  style.setProperty('--_inline-end', inline === 'end' ? side : 'auto');
  style.setProperty('--_before', inline === 'end' ? 'auto' : '0');
}

/** Around a transformed or contained body, the window is not what fixed boxes are placed in. */
function isAstray(banner: HTMLElement): boolean {
  const {top, bottom, left, right} = banner.getBoundingClientRect();
  const {clientWidth} = safeDocument.documentElement;
  return top < -1 || left < -1 || bottom > innerHeight + 1 || right > clientWidth + 1;
}

/** The top layer is always placed in the window. It would also lie over the page's own dialogs. */
function raise(banner: HTMLElement): void {
  if (typeof banner.showPopover !== 'function') return;
  banner.popover = 'manual';
  banner.showPopover();
}

/**
 * Makes the page longer by what the banner covers at its end, if the document scrolls and its CSS
 * does not fix the height of the root.
 */
export function makeRoom(banner: HTMLElement): void {
  const {documentElement} = safeDocument;
  const {style} = documentElement;
  const [scrollPadding, padding] = ROOM;
  const before = parseFloat(style.getPropertyValue(padding)) || 0;
  if (documentElement.scrollHeight - before <= innerHeight + 1) return;
  const room = `${innerHeight - banner.getBoundingClientRect().top + AIR}px`;
  style.setProperty(scrollPadding, room);
  const {height} = documentElement.getBoundingClientRect();
  if (height >= documentElement.scrollHeight - 1) style.setProperty(padding, room);
}
