import {safeDocument} from '../../dom/safe-document.js';

/**
 * After a dismissal by keyboard the focus must not fall back to the top of the page: it goes to the next notice's
 * button, else to the page's main part, as GOV.UK's `setFocus` does.
 */
export function moveFocusOut(element: HTMLElement, next: string): void {
  const target =
    element.shadowRoot?.querySelector<HTMLElement>(next) ?? safeDocument.querySelector('main,h1');
  if (!(target instanceof HTMLElement)) return;
  if (target.tabIndex < 0 && !target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), {once: true});
  }
  target.focus({preventScroll: true});
}
