import {css} from 'lit';

/**
 * The styles that all elements share. Of all that a page hands down, the elements take its type,
 * its colours and its direction, and whether they are to be seen at all. Everything else is reset:
 * a toolbar that forbids line breaks would cut the news off. What a page sets on an element itself
 * still wins.
 */
export const baseStyles = css`
  :host {
    all: initial;
    display: block;
    color: inherit;
    color-scheme: inherit;
    font-family: var(--outage-font, inherit);
    font-feature-settings: inherit;
    font-size: inherit;
    font-weight: inherit;
    /* It keeps the page's own rhythm, unless a line would be too low or too high for text. */
    line-height: clamp(1.15em, 1lh, 2em);
    overflow-wrap: break-word;
    pointer-events: inherit;
    -webkit-font-smoothing: inherit;
    text-size-adjust: inherit;
    visibility: inherit;
    writing-mode: inherit;
  }
  :host([hidden]),
  :host(:not([level])) {
    display: none !important;
  }
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  span,
  bdi {
    /* Each text runs in its own direction. Its lines begin where the page's lines do. */
    unicode-bidi: plaintext;
  }
  .icon {
    flex: none;
    display: inline-flex;
    align-items: center;
    block-size: 1lh;
    color: var(--outage-icon, var(--_accent));
  }
  svg {
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .fill {
    fill: currentColor;
    fill-rule: evenodd;
    stroke: none;
  }
  .unknown > .icon svg {
    stroke-dasharray: 2.6 2.3;
  }
  .box {
    display: flex;
    align-items: start;
    gap: 10px;
    padding: var(--outage-padding, 8px 12px);
    color: var(--outage-text, CanvasText);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--outage-radius, 6px);
    contain: paint;
  }
  .body {
    flex: 1;
    min-inline-size: 0;
  }
  .body > *,
  li {
    max-inline-size: var(--outage-max-width, 75ch);
  }
  .body > * + *,
  ::slotted([slot]) {
    margin-block-start: 4px;
  }
  .title,
  b {
    font-weight: 600;
    margin-inline-end: 0.3em;
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
  }
  .meta > span {
    opacity: 0.8;
  }
  a {
    display: inline-block;
    min-block-size: 24px;
    color: inherit;
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .meta > span {
      opacity: 1;
    }
  }
`;
