import {safeDocument} from '../../dom/safe-document.js';
import {focusedBox, controlsUnder, overlaps} from './overlay-ground.js';
import {AIR, chooseSpot} from './overlay-spot.js';
import type {Spot} from './overlay-spot.js';
import {canScroll, ownHeight} from './page-room.js';

/** The corners, the best one first. */
const CORNERS = [
  {block: 'end', inline: 'end'},
  {block: 'end', inline: 'start'},
  {block: 'start', inline: 'end'},
  {block: 'start', inline: 'start'},
] as const;

/** The properties of the banner that say where it lies. */
const PROPERTIES = ['--_block', '--_inline', '--_before'] as const;

/**
 * Lays a banner over the edge of the window, where it covers no control if it can. A document that
 * scrolls has it at the lower edge: room at the end of the page keeps its last line in sight.
 */
export function placeOverlay(banner: HTMLElement): void {
  banner.setAttribute('placed', 'overlay');
  // The banner must not be what is found under it.
  banner.style.setProperty('--_sight', 'hidden');
  const corners = CORNERS.slice(0, canScroll() ? 2 : 4).map((corner) => {
    moveTo(banner, {...corner, offset: 0});
    return {...corner, box: banner.getBoundingClientRect()};
  });
  const spot = chooseSpot(corners, innerHeight, (box) => controlsUnder(box, banner));
  banner.style.removeProperty('--_sight');
  moveTo(banner, spot);
  // The top layer is always placed in the window. It would also lie over the page's own dialogs.
  if (!isAstray(banner)) return;
  banner.popover = 'manual';
  banner.togglePopover?.(true);
}

/** Undoes all that `placeOverlay` has done. */
export function removeOverlay(banner: HTMLElement): void {
  banner.removeAttribute('popover');
  banner.removeAttribute('placed');
  for (const name of PROPERTIES) banner.style.removeProperty(name);
}

/** Tells whether it lies over the element that has the focus. */
export function coversFocus(banner: HTMLElement): boolean {
  const focused = focusedBox(banner);
  return focused !== undefined && overlaps(focused, banner.getBoundingClientRect());
}

/** Measures how much it covers at the lower edge of the window; 0 if it lies at the upper one. */
export function roomBelow(banner: HTMLElement): number {
  const {top, bottom} = banner.getBoundingClientRect();
  return top < innerHeight - bottom ? 0 : innerHeight - top + AIR;
}

/** Tells whether its end moves nothing: it lies over a page whose end is not in sight. */
export function leavesStill(banner: HTMLElement): boolean {
  return banner.getAttribute('placed') === 'overlay' && scrollY + innerHeight <= ownHeight();
}

function moveTo({style}: HTMLElement, {block, inline, offset}: Spot): void {
  const edge = block === 'end' ? 'bottom' : 'top';
  const far = `calc(max(12px, env(safe-area-inset-${edge})) + ${offset}px)`;
  const side = 'max(12px, env(safe-area-inset-left), env(safe-area-inset-right))';
  style.setProperty('--_block', block === 'end' ? `auto ${far}` : `${far} auto`);
  style.setProperty('--_inline', inline === 'end' ? `auto ${side}` : `${side} auto`);
  style.setProperty('--_before', inline === 'end' ? 'auto' : '0');
}

/** Around a transformed or contained body, the window is not what fixed boxes are placed in. */
function isAstray(banner: HTMLElement): boolean {
  const {top, bottom, left, right} = banner.getBoundingClientRect();
  const {clientWidth} = safeDocument.documentElement;
  return top < -1 || left < -1 || bottom > innerHeight + 1 || right > clientWidth + 1;
}
