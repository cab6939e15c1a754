import {isPageHidden} from './page-lifecycle.js';

/** Ms after which a page counts as not drawn: it may be covered or in the background for long. */
const LONGEST_MS = 100;

/** The wait that all share. */
let next: Promise<void> | undefined;

/** Resolves once the page has been drawn. A hidden page is not drawn, and need not wait. */
export function nextFrame(): Promise<void> {
  if (isPageHidden()) return Promise.resolve();
  return (next ??= new Promise((resolve) => {
    const end = (): void => {
      // A frame that comes too late belongs to a wait that is over.
      cancelAnimationFrame(frame);
      next = undefined;
      resolve();
    };
    const timer = setTimeout(end, LONGEST_MS);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(end);
    });
  }));
}
