const dialog = document.querySelector('[data-confirm]');

/**
 * Asks before something that cannot be taken back.
 *
 * @param {{title: string, text: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function confirm({title, text, yes}) {
  dialog.querySelector('[data-title]').textContent = title;
  dialog.querySelector('[data-text]').textContent = text;
  dialog.querySelector('[data-yes]').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  // The harmless answer has the focus: Enter, pressed half asleep, changes nothing.
  dialog.querySelector('[data-no]').focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), {once: true});
  });
}

dialog.querySelector('[data-yes]').addEventListener('click', () => dialog.close('yes'));
dialog.querySelector('[data-no]').addEventListener('click', () => dialog.close());
