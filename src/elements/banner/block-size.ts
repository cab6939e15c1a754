import {safeDocument} from '../../dom/safe-document.js';

/** The height of the banners in the flow, on `:root`, for sticky headers and `100vh` shells. */
const PROPERTY = '--outage-banner-block-size';

/** The sizes of the page's banners, where all copies of this library find them. */
const SIZES = Symbol.for('outage-widgets banner sizes');

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

/** Says how much of the flow a banner takes, in CSS pixels. */
export function setBlockSize(banner: Element, size: number): void {
  const page = globalThis as {[SIZES]?: Map<Element, number>};
  const sizes = (page[SIZES] ??= new Map());
  if ((sizes.get(banner) ?? 0) === size) return;
  if (size > 0) sizes.set(banner, size);
  else sizes.delete(banner);
  const sum = [...sizes.values()].reduce((total, one) => total + one, 0);
  const {style} = safeDocument.documentElement;
  if (sum > 0) style.setProperty(PROPERTY, `${sum}px`);
  else style.removeProperty(PROPERTY);
}
