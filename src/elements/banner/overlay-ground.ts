import {safeDocument} from '../../dom/safe-document.js';
import type {Box} from './overlay-spot.js';

/** People use these. A frame may hold anything, such as a chat. Another banner has news, too. */
const CONTROLS =
  'a[href],button,input,select,textarea,summary,label,iframe,outage-banner,[role=button],' +
  '[contenteditable],[tabindex]:not([tabindex="-1"])';

/** CSS pixels between two points that are looked at. Few controls are smaller than that. */
const STEP = 12;

/** Finds the controls under a box. The banner must not be hit while it looks. */
export function controlsUnder(box: Box, banner: Element): readonly Box[] {
  // A form may have a field that is called `closest`.
  const found = elementsUnder(box).map((hit) => Element.prototype.closest.call(hit, CONTROLS));
  const controls = [...new Set(found)].flatMap((one) => one?.getBoundingClientRect() ?? []);
  const focused = focusedBox(banner);
  if (focused && overlaps(focused, box)) controls.push(focused);
  return controls.filter(isSmall);
}

function elementsUnder({left, right, top, bottom}: Box): readonly Element[] {
  const hits = new Set<Element>();
  for (let y = top; y < bottom + STEP; y += STEP) {
    for (let x = left; x < right + STEP; x += STEP) {
      const hit = safeDocument.elementFromPoint(Math.min(x, right), Math.min(y, bottom));
      if (hit && hit.localName !== 'form') hits.add(hit);
    }
  }
  return [...hits];
}

/** Something large, such as a frame or a list that scrolls, is a place and no control. */
const isSmall = ({top, bottom}: Box): boolean => bottom > top && bottom - top < innerHeight / 2;

/** The box of what has the focus. */
export function focusedBox(banner: Element): DOMRect | undefined {
  const {activeElement, body} = safeDocument;
  if (!activeElement || activeElement === body || activeElement === banner) return undefined;
  const box = activeElement.getBoundingClientRect();
  return isSmall(box) ? box : undefined;
}

export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
