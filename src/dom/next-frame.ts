import {isPageHidden} from './page-lifecycle.js';

/** The wait that all share. */
let next: Promise<void> | undefined;

/** Resolves once the page has been drawn. A hidden page is not drawn, and need not wait. */
export function nextFrame(): Promise<void> {
  if (isPageHidden()) return Promise.resolve();
  return (next ??= new Promise((resolve) => {
    const end = (): void => {
      next = undefined;
      resolve();
    };
    // A page that is covered or in the background may not be drawn for long.
    const timer = setTimeout(end, LONGEST_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(end);
    });
  }));
}

/** Ms after which a page counts as not drawn. */
const LONGEST_MS = 100;
