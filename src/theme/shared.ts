import {css} from 'lit';

/** What every element starts from: the host's type, no look of its own, hidden means hidden. */
export const shared = css`
  :host {
    display: block;
    font-family: var(--outage-font, inherit);
    text-align: start;
    overflow-wrap: anywhere;
    forced-color-adjust: auto;
  }
  :host([hidden]) {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  p,
  ul,
  .title {
    margin: 0;
    padding: 0;
  }
  svg {
    display: block;
    inline-size: 1em;
    block-size: 1em;
  }
  .icon {
    flex: none;
    color: var(--_accent);
    font-size: 16px;
    block-size: 1lh;
    display: inline-flex;
    align-items: center;
  }
  .icon-fill {
    fill: currentColor;
    stroke: none;
  }
  .icon-cut {
    stroke: var(--_surface);
  }
  .meta {
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    opacity: 0.85;
  }
  a,
  button {
    color: inherit;
    font: inherit;
  }
  a {
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  button {
    appearance: none;
    margin: 0;
    padding: 0;
    min-block-size: 24px;
    min-inline-size: 24px;
    border: 0;
    border-radius: 4px;
    background: none;
    cursor: pointer;
  }
  .toggle {
    text-decoration: underline 1px;
    text-underline-offset: 0.2em;
  }
  .toggle:hover {
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 2px;
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    :host {
      --_accent: CanvasText;
      --_surface: Canvas;
      --_text: CanvasText;
    }
    .icon-cut {
      stroke: Canvas;
    }
    .meta {
      opacity: 1;
    }
  }
`;
