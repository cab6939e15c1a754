import {css} from 'lit';

/**
 * The colours. There is one accent for each level, and a page may replace it for all levels
 * (`--outage-accent`) or for one (`--outage-major-accent`). Surface and lines derive from the
 * accent, so a page that sets one colour gets the rest. `light-dark()` and `Canvas` follow the
 * page's own `color-scheme`. Each accent has a contrast of at least 4.5:1 on its surface, in light
 * and in dark; each text has one above 12:1.
 */
export const tokens = css`
  .unknown {
    --_level: var(--outage-unknown-accent, light-dark(#5f6368, #b0b3b8));
  }
  .operational {
    --_level: var(--outage-operational-accent, light-dark(#1a6b3c, #5cc88a));
  }
  .maintenance {
    --_level: var(--outage-maintenance-accent, light-dark(#1f5fa8, #78b4f2));
  }
  .notice {
    --_level: var(--outage-notice-accent, light-dark(#4a5568, #a9b4c4));
  }
  .degraded {
    --_level: var(--outage-degraded-accent, light-dark(#8a5a00, #f0bd4f));
  }
  .partial {
    --_level: var(--outage-partial-accent, light-dark(#a34506, #ff9f5e));
  }
  .major {
    --_level: var(--outage-major-accent, light-dark(#b3261e, #ff8a80));
  }
  .level {
    --_accent: var(--outage-accent, var(--_level));
    --_surface: var(--outage-surface, color-mix(in srgb, var(--_accent) 8%, Canvas));
    --_line: color-mix(in srgb, var(--_accent) 24%, transparent);
  }
  @media (prefers-contrast: more) {
    .level {
      --_line: var(--_accent);
    }
  }
  @media (forced-colors: active) {
    .level {
      --_accent: CanvasText;
      --_line: CanvasText;
      --_surface: Canvas;
    }
  }
`;
