import {safeDocument} from '../../dom/safe-document.js';

/** The height of the banners in the flow, on `:root`, for sticky headers and `100vh` shells. */
const PROPERTY = '--outage-banner-block-size';

/** The room that a banner takes of its page, in CSS pixels. */
export interface Room {
  /** Its height in the flow. */
  readonly flow: number;
  /** The height that it covers at the lower edge of the window. */
  readonly below: number;
}

/** The rooms of the page's banners, where all copies of this library find them. */
const ROOMS = Symbol.for('outage-widgets banner rooms');

/**
 * Makes the property `0px` on a page without a banner. It costs the page nothing: no element is
 * touched. Old browsers leave it unset there.
 */
export function declareBlockSize(): void {
  try {
    CSS.registerProperty({name: PROPERTY, syntax: '<length>', inherits: true, initialValue: '0px'});
  } catch {
    // Another copy of this library has done it, or the browser cannot.
  }
}

/**
 * Tells the page how much room a banner takes. If it covers the end of a document that scrolls, the
 * page grows by as much, and what has the focus is scrolled past it.
 *
 * @param room - undefined if the banner goes.
 */
export function takeRoom(banner: Element, room: Room | undefined): void {
  const page = globalThis as {[ROOMS]?: Map<Element, Room>};
  const rooms = (page[ROOMS] ??= new Map());
  if (room) rooms.set(banner, room);
  else rooms.delete(banner);
  const all = [...rooms.values()];
  const below = canScroll() ? Math.max(0, ...all.map((one) => one.below)) : 0;
  const flow = all.reduce((sum, one) => sum + one.flow, 0);
  setOnRoot(PROPERTY, flow);
  setOnRoot('scroll-padding-block-end', below);
  setOnRoot('padding-block-end', hasOwnHeight() ? 0 : below);
}

/** Whether the document would be higher than the window, if no banner made it so. */
export function canScroll(): boolean {
  return ownHeight() > innerHeight + 1;
}

/** The height of the document without the room that banners have made, CSS pixels. */
export function ownHeight(): number {
  const {style, scrollHeight} = safeDocument.documentElement;
  return scrollHeight - (parseFloat(style.paddingBlockEnd) || 0);
}

/** Whether CSS gives the root another height than that of its content. Padding would be inside. */
function hasOwnHeight(): boolean {
  const {documentElement} = safeDocument;
  return documentElement.getBoundingClientRect().height < documentElement.scrollHeight - 1;
}

/** The values that the page itself gave to properties of its root, while ours are there. */
const ofPage = new Map<string, string>();

function setOnRoot(name: string, pixels: number): void {
  const {style} = safeDocument.documentElement;
  const own = ofPage.get(name);
  if (pixels > 0) {
    if (own === undefined) ofPage.set(name, style.getPropertyValue(name));
    style.setProperty(name, `${pixels}px`);
  } else if (own !== undefined) {
    ofPage.delete(name);
    style.setProperty(name, own);
  }
}
