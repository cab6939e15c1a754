import {css} from 'lit';

/**
 * Three colours per level, each replaceable for all levels (`--outage-accent`) or for one (`--outage-major-accent`).
 * `light-dark()` follows the page's own `color-scheme`. Every accent is at least 5.5:1 on its surface, every text 13:1.
 */
export const tokens = css`
  :host,
  [data-level='unknown'] {
    --_accent: var(--outage-accent, var(--outage-unknown-accent, light-dark(#5f6368, #b0b3b8)));
    --_surface: var(--outage-surface, var(--outage-unknown-surface, light-dark(#f6f6f6, #1e1f20)));
    --_text: var(--outage-text, var(--outage-unknown-text, light-dark(#202124, #e8eaed)));
  }
  :host([level='operational']),
  [data-level='operational'] {
    --_accent: var(--outage-accent, var(--outage-operational-accent, light-dark(#1a6b3c, #5cc88a)));
    --_surface: var(--outage-surface, var(--outage-operational-surface, light-dark(#f1f8f3, #11231a)));
    --_text: var(--outage-text, var(--outage-operational-text, light-dark(#13251a, #e6f4ec)));
  }
  :host([level='maintenance']),
  [data-level='maintenance'] {
    --_accent: var(--outage-accent, var(--outage-maintenance-accent, light-dark(#1f5fa8, #78b4f2)));
    --_surface: var(--outage-surface, var(--outage-maintenance-surface, light-dark(#eff5fc, #101f30)));
    --_text: var(--outage-text, var(--outage-maintenance-text, light-dark(#13202f, #e6f0fb)));
  }
  :host([level='notice']),
  [data-level='notice'] {
    --_accent: var(--outage-accent, var(--outage-notice-accent, light-dark(#4a5568, #a9b4c4)));
    --_surface: var(--outage-surface, var(--outage-notice-surface, light-dark(#f4f5f7, #1b2027)));
    --_text: var(--outage-text, var(--outage-notice-text, light-dark(#1c222b, #eceff4)));
  }
  :host([level='degraded']),
  [data-level='degraded'] {
    --_accent: var(--outage-accent, var(--outage-degraded-accent, light-dark(#8a5a00, #f0bd4f)));
    --_surface: var(--outage-surface, var(--outage-degraded-surface, light-dark(#fff8e5, #2a210c)));
    --_text: var(--outage-text, var(--outage-degraded-text, light-dark(#2b2008, #fbf2dd)));
  }
  :host([level='partial']),
  [data-level='partial'] {
    --_accent: var(--outage-accent, var(--outage-partial-accent, light-dark(#a34506, #ff9f5e)));
    --_surface: var(--outage-surface, var(--outage-partial-surface, light-dark(#fff3ea, #2c1a0e)));
    --_text: var(--outage-text, var(--outage-partial-text, light-dark(#2d1a0d, #fcece0)));
  }
  :host([level='major']),
  [data-level='major'] {
    --_accent: var(--outage-accent, var(--outage-major-accent, light-dark(#b3261e, #ff8a80)));
    --_surface: var(--outage-surface, var(--outage-major-surface, light-dark(#fdf0ef, #2d1413)));
    --_text: var(--outage-text, var(--outage-major-text, light-dark(#2e1412, #fde8e6)));
  }
`;
