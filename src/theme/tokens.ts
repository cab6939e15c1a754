import {css} from 'lit';

/**
 * One accent per level, replaceable for all levels (`--outage-accent`) or for one (`--outage-major-accent`). The surface
 * is the accent, barely: a host that sets one colour gets the rest. `light-dark()` and `Canvas` follow the page's
 * own `color-scheme`. Each accent is at least 4.5:1 on its surface in light and dark; each text above 12:1.
 */
export const tokens = css`
  :host,
  [data-level] {
    --_accent: var(--outage-accent, var(--_level));
    --_surface: var(--outage-surface, color-mix(in srgb, var(--_accent) 8%, Canvas));
    --_line: color-mix(in srgb, var(--_accent) 24%, transparent);
    --_text: var(--outage-text, CanvasText);
    --_level: var(--outage-unknown-accent, light-dark(#5f6368, #b0b3b8));
  }
  :host([level='operational']),
  [data-level='operational'] {
    --_level: var(--outage-operational-accent, light-dark(#1a6b3c, #5cc88a));
  }
  :host([level='maintenance']),
  [data-level='maintenance'] {
    --_level: var(--outage-maintenance-accent, light-dark(#1f5fa8, #78b4f2));
  }
  :host([level='notice']),
  [data-level='notice'] {
    --_level: var(--outage-notice-accent, light-dark(#4a5568, #a9b4c4));
  }
  :host([level='degraded']),
  [data-level='degraded'] {
    --_level: var(--outage-degraded-accent, light-dark(#8a5a00, #f0bd4f));
  }
  :host([level='partial']),
  [data-level='partial'] {
    --_level: var(--outage-partial-accent, light-dark(#a34506, #ff9f5e));
  }
  :host([level='major']),
  [data-level='major'] {
    --_level: var(--outage-major-accent, light-dark(#b3261e, #ff8a80));
  }
`;
