import {css} from 'lit';

/** What every element starts from: the host's type, no look of its own, hidden means hidden. */
export const shared = css`
  :host {
    display: block;
    font-family: var(--outage-font, inherit);
    text-align: start;
    overflow-wrap: anywhere;
  }
  :host([hidden]) {
    display: none !important;
  }
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  span,
  bdi {
    /* Each text runs in its own direction, in lines that begin where the page's do. */
    unicode-bidi: plaintext;
  }
  svg {
    display: block;
    inline-size: 1em;
    block-size: 1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .fill {
    fill: currentColor;
    stroke: none;
  }
  .cut {
    stroke: var(--_surface);
  }
  .icon {
    flex: none;
    display: inline-flex;
    align-items: center;
    block-size: 1lh;
    color: var(--_accent);
  }
  .icon svg {
    font-size: 16px;
  }
  .box {
    display: flex;
    align-items: start;
    gap: 10px;
    padding: 8px 12px;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--outage-radius, 6px);
    contain: paint;
  }
  .body {
    flex: 1;
    min-inline-size: 0;
    max-inline-size: var(--outage-max-width, 75ch);
  }
  .body > * + *,
  ::slotted([slot]) {
    margin-block-start: 4px;
  }
  .title,
  b {
    font-weight: 600;
  }
  .update {
    white-space: pre-line;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 16px;
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    color: color-mix(in srgb, currentColor 78%, transparent);
  }
  a,
  button {
    color: inherit;
    font: inherit;
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    white-space: nowrap;
  }
  @media (prefers-contrast: more) {
    :host {
      --_line: var(--_accent);
    }
  }
  @media (forced-colors: active) {
    :host,
    [data-level] {
      --_accent: CanvasText;
      --_line: CanvasText;
      --_surface: Canvas;
    }
    .meta {
      color: inherit;
    }
  }
`;
