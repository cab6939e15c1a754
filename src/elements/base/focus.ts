import {safeDocument} from '../../dom/safe-document.js';

/**
 * Moves the focus out of something that was dismissed by keyboard, so that it does not fall back
 * to the top of the page. It goes to the next button of the element, else to the main part of the
 * page, as in GOV.UK's `setFocus`.
 *
 * @param next - selector of the button inside the element
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
