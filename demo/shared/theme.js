// Light or dark, remembered. Loaded before the page is drawn, so that a dark page never starts with
// a white flash.
(() => {
  const key = 'outage-widgets-demo-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  const read = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // A page may be denied storage; it then follows the system.
    }
  };
  const write = (theme) => {
    try {
      localStorage.setItem(key, theme);
    } catch {
      // As above: the choice lasts until the page is left.
    }
  };
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';

  const held = read();
  if (held === 'dark' || held === 'light') root.dataset.theme = held;

  document.addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('[data-theme-toggle]');
    if (!button) return;
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    button.hidden = false;
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      write(root.dataset.theme);
      show();
    });
    system.addEventListener('change', show);
    show();
  });
})();
