/**
 * After a dismissal by keyboard the focus must not fall back to the top of the page: it goes to the next notice's
 * button, else to the page's main part, as GOV.UK's `setFocus` does.
 */
export function moveFocusOut(element: HTMLElement, next: string): void {
  const button = element.shadowRoot?.querySelector<HTMLElement>(next);
  if (button) {
    button.focus();
    return;
  }
  const target = Document.prototype.querySelector.call(
    element.ownerDocument,
    'main, [role="main"], h1',
  );
  if (!(target instanceof HTMLElement)) return;
  const focusable = target.hasAttribute('tabindex');
  if (!focusable) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), {once: true});
  }
  target.focus({preventScroll: true});
}
