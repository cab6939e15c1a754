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
    /* The elements answer to the place they stand in. Where that asks them for a width, they name
       one: by themselves, containers have none. */
    container-type: inline-size;
    contain-intrinsic-inline-size: 20em;
    min-inline-size: 0;
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
  bdi,
  p,
  div.title,
  .headline,
  .meta > span,
  .facts > span {
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
    box-sizing: border-box;
    display: flex;
    align-items: start;
    gap: 0 10px;
    padding: var(--outage-padding, max(8px, (40px - 1lh) / 2) 12px);
    text-align: -webkit-match-parent;
    text-align: match-parent;
    text-wrap: pretty;
    color: var(--outage-text, CanvasText);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--outage-radius, 6px);
    /* The thick line ends straight. */
    border-start-start-radius: 0;
    border-end-start-radius: 0;
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
  .meta > span,
  .facts > span {
    opacity: 0.8;
  }
  .short {
    display: none;
  }
  a {
    display: inline-block;
    line-height: max(24px, 1lh);
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
  @container (inline-size < 16em) {
    .box {
      padding: 8px;
    }
  }
  @media (prefers-contrast: more) {
    .box {
      border-width: 2px;
      border-inline-start-width: 4px;
    }
  }
  @media (forced-colors: active), (prefers-contrast: more) {
    .meta > span,
    .facts > span {
      opacity: 1;
    }
  }
  @media (pointer: coarse) {
    /* A finger gets 44 px, without more room for the words. */
    a,
    button,
    summary {
      position: relative;
      /* Faded text beside it would lie over it. */
      z-index: 1;
    }
    a::after,
    button::after,
    summary::after {
      content: '';
      position: absolute;
      inset: -12px -8px -8px;
    }
  }
  @media print {
    .meta {
      display: none;
    }
  }
`;
