import {safeDocument} from '../dom/safe-document.js';

/**
 * Finds the tag that loaded this file. A classic script is the `currentScript`. A module has none,
 * but its address stands in the stack of every error.
 */
export function findScriptTag(): Element | undefined {
  const {currentScript} = safeDocument;
  if (currentScript) return currentScript;
  const {stack = ''} = new Error();
  const tags = [...safeDocument.querySelectorAll<HTMLScriptElement>('script[src]')];
  return tags.find(({src}) => stack.includes(`${src}:`));
}
